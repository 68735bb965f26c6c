import type { V86Scheduler } from './v86.ts';

/** How long the guest runs before others have their turn, ms. v86 itself gives up after 1 ms. */
const TURN_MS = 8;
/**
 * An idle guest sleeps from timer tick to timer tick, 4 ms; without work, for up to this long. Its
 * own timers are as late, and whatever is sent to it wakes it.
 */
const LONGEST_NAP_MS = 200;
/** How long nothing has to have happened for naps to begin, ms. */
const REST_AFTER_MS = 1_500;

/**
 * Runs a callback later: at once after what is due already, or after some ms. Not a mere timer,
 * because browsers delay nested ones by 4 ms.
 */
type Later = (ms: number, callback: () => void) => void;

interface PostTask {
  postTask(callback: () => void, options: { delay: number }): Promise<void>;
}

function laterWithChannel(): Later {
  const channel = new MessageChannel();
  const due: (() => void)[] = [];
  channel.port1.onmessage = () => due.shift()?.();
  return (ms, callback) => {
    if (ms >= 1) {
      setTimeout(callback, ms);
    } else {
      due.push(callback);
      channel.port2.postMessage(undefined);
    }
  };
}

export function chooseLater(): Later {
  if (typeof setImmediate === 'function') {
    return (ms, callback) => {
      if (ms < 1) setImmediate(callback);
      else setTimeout(callback, ms);
    };
  }
  const { scheduler } = globalThis as { scheduler?: PostTask };
  if (scheduler === undefined) return laterWithChannel();
  return (ms, callback) => void scheduler.postTask(callback, { delay: Math.max(0, ms) });
}

/** v86's main loop in longer turns, with rest for a guest that has nothing to do. */
export class MainLoop {
  /** How long the guest has been executing instructions, or been compiled, in all. */
  workedMs = 0;
  #lastWork = performance.now();
  #awake: (() => void) | undefined;

  /** `afterTurn` is called when the guest has run for a turn; `onCrash` when it cannot run on. */
  constructor(
    scheduler: V86Scheduler,
    afterTurn: () => void,
    onCrash: (error: unknown) => void,
    later = chooseLater(),
  ) {
    scheduler.unregister_yield();
    const { cpu } = scheduler;
    const step = cpu.main_loop.bind(cpu);
    cpu.main_loop = () => {
      const begun = performance.now();
      let rest = step();
      let now = performance.now();
      while (rest < 1 && now < begun + TURN_MS) {
        rest = step();
        now = performance.now();
      }
      this.workedMs += now - begun;
      afterTurn();
      return rest;
    };
    scheduler.yield = (ms, tick) => {
      const now = performance.now();
      if (ms < 1) this.#lastWork = now;
      const nap = now - this.#lastWork > REST_AFTER_MS ? Math.max(ms, LONGEST_NAP_MS) : ms;
      let done = false;
      const wake = () => {
        if (done) return;
        done = true;
        this.#awake = undefined;
        try {
          scheduler.yield_callback(tick);
        } catch (error) {
          onCrash(error);
        }
      };
      this.#awake = nap >= 1 ? wake : undefined;
      later(nap, wake);
    };
  }

  /** Something has come for the guest: it does not nap on. */
  stir(): void {
    this.#lastWork = performance.now();
    this.#awake?.();
  }
}
