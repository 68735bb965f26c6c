/** Carries an emulated computer, away from the page's own work. */

import { MachineError } from '../machine.ts';
import type { EmulatedComputer, FileSource } from './computer.ts';
import { type FromWorker, LOAD_MS, type ToWorker } from './messages.ts';
import { startComputer } from './v86-computer.ts';

/** The part of a worker's own scope that is used; the page's types know no workers. */
interface Scope {
  onmessage: ((event: { data: ToWorker }) => void) | null;
  postMessage(message: FromWorker, transfer?: readonly Transferable[]): void;
}

const scope = globalThis as unknown as Scope;
const wanted = new Map<string, PromiseWithResolvers<Uint8Array>>();

/** The page knows where files come from. */
const files: FileSource = {
  read(blob, size) {
    const answer = Promise.withResolvers<Uint8Array>();
    wanted.set(blob, answer);
    scope.postMessage({ t: 'wanted', blob, size });
    return answer.promise;
  },
};

let computer: EmulatedComputer | undefined;

async function start({ wasm, memoryBytes, state }: Extract<ToWorker, { t: 'start' }>) {
  const made = await startComputer({ wasm, memoryBytes, files, start: new Uint8Array(state) });
  made.port.onOutput = (bytes) => scope.postMessage({ t: 'output', bytes });
  made.port.onClosed = () => scope.postMessage({ t: 'closed' });
  made.onCrash = (error) => scope.postMessage({ t: 'crashed', message: String(error) });
  made.console.onText = (text) => scope.postMessage({ t: 'console', text });
  computer = made;
  scope.postMessage({ t: 'started' });
  const now = () => ({ ...made.done, at: performance.now() });
  let before = now();
  setInterval(() => {
    const after = now();
    const { instructions, ms, at } = before;
    before = after;
    if (!made.running) return;
    scope.postMessage({
      t: 'load',
      instructions: (after.instructions - instructions) >>> 0,
      share: (after.ms - ms) / (after.at - at),
    });
  }, LOAD_MS);
}

function give(blob: string, bytes: Uint8Array | null): void {
  const answer = wanted.get(blob);
  wanted.delete(blob);
  if (bytes) answer?.resolve(bytes);
  else answer?.reject(new Error(`The content ${blob} cannot be had.`));
}

scope.onmessage = ({ data }) => {
  switch (data.t) {
    case 'start':
      start(data).catch((error: unknown) =>
        scope.postMessage({
          t: 'failed',
          message: error instanceof Error ? error.message : '',
          plain: error instanceof MachineError,
        }),
      );
      return;
    case 'run':
      computer?.run();
      return;
    case 'pause':
      void computer?.pause().then(() => scope.postMessage({ t: 'paused' }));
      return;
    case 'jit':
      if (computer) computer.jit = data.mode;
      return;
    case 'send': {
      const { id, bytes } = data;
      const taken = (lost: boolean) => scope.postMessage({ t: 'taken', id, lost });
      computer?.port.send(bytes).then(
        () => taken(false),
        () => taken(true),
      );
      return;
    }
    case 'content':
      give(data.blob, data.bytes);
  }
};
