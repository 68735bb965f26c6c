import { MachineError } from '../machine/machine.ts';

/** Waits, as the surroundings can: the pure core knows no clock. Times in ms. */
export interface Clock {
  /** Calls `run` once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}

/**
 * The outcome of `work`, or MachineError `unresponsive` after `ms` and `aborted` as soon as the
 * signal says so, even if the work itself never ends.
 */
export function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const settle = () => {
      stop();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      settle();
      reject(cancelled());
    };
    const stop = clock.after(ms, () => {
      settle();
      reject(new MachineError('unresponsive', 'The machine did not answer in time. Try again.'));
    });
    signal.addEventListener('abort', onAbort);
    work().then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
}

function cancelled(): MachineError {
  return new MachineError('aborted', 'The run of the checks was cancelled.');
}
