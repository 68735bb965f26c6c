/** What becomes of a computer whose worker is in trouble: whoever waits for it learns why. */
import { expect, test } from 'vitest';
import type { FromWorker, ToWorker } from '../../../src/machine/emulator/messages.ts';
import { WorkerComputer, type WorkerPort } from '../../../src/machine/emulator/worker-computer.ts';
import { MachineError } from '../../../src/machine/machine.ts';

class TestWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  readonly heard: ToWorker[] = [];
  terminated = false;

  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }
  says(data: FromWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromWorker>);
  }
  /** An error event; a script that cannot be had has no words. */
  fails(message?: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
  terminate(): void {
    this.terminated = true;
  }
}

function start(signal = new AbortController().signal) {
  const worker = new TestWorker();
  const computer = WorkerComputer.start({
    worker,
    wasm: {} as WebAssembly.Module,
    memoryBytes: 128,
    state: new ArrayBuffer(8),
    files: { read: () => Promise.reject(new Error('not here')) },
    signal,
  });
  computer.catch(() => {});
  return { worker, computer };
}

const failed = (message: string, plain = false): FromWorker => ({ t: 'failed', message, plain });

test.each([
  // what happens, what is said of it
  [
    (worker: TestWorker) => worker.says(failed('Array buffer allocation failed')),
    /Close other tabs/,
  ],
  [
    (worker: TestWorker) => worker.says(failed('Out of memory: Cannot allocate')),
    /Close other tabs/,
  ],
  [(worker: TestWorker) => worker.says(failed('memory access out of bounds')), /start a new one/],
  [
    (worker: TestWorker) => worker.says(failed('Of another version. Reload.', true)),
    /^Of another version/,
  ],
  [(worker: TestWorker) => worker.fails('Uncaught RangeError: out of memory'), /Close other tabs/],
  [(worker: TestWorker) => worker.fails(), /start a new one/],
])('a start that fails is told of, and the worker ended (%#)', async (happens, words) => {
  const { worker, computer } = start();
  happens(worker);
  await expect(computer).rejects.toThrow(words);
  await expect(computer).rejects.toBeInstanceOf(MachineError);
  expect(worker.terminated).toBe(true);
});

test('a start that is called off ends the worker', async () => {
  const off = new AbortController();
  const { worker, computer } = start(off.signal);
  off.abort();
  await expect(computer).rejects.toMatchObject({ code: 'aborted' });
  expect(worker.terminated).toBe(true);
});

test('a crash ends whatever waits for the computer, once', async () => {
  const { worker, computer } = start();
  worker.says({ t: 'started' });
  const running = await computer;
  running.run();
  const crashes: unknown[] = [];
  running.onCrash = (error) => crashes.push(error);
  const sent = running.port.send(Uint8Array.of(1));
  const paused = running.pause();
  worker.says({ t: 'crashed', message: 'RuntimeError: unreachable' });
  await expect(sent).rejects.toThrow(/broke down/);
  await paused;
  await running.dispose();
  expect(crashes).toHaveLength(1);
  await expect(running.port.send(Uint8Array.of(1))).rejects.toThrow(/broke down/);
  expect(running.running).toBe(false);
});

test('a file that cannot be had is an answer to the worker', async () => {
  const { worker, computer } = start();
  worker.says({ t: 'started' });
  await computer;
  worker.says({ t: 'wanted', blob: '0123456789abcdef', size: 10 });
  await expect
    .poll(() => worker.heard.at(-1))
    .toEqual({ t: 'content', blob: '0123456789abcdef', bytes: null });
});
