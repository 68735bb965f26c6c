/** Starts a machine in a worker of this page, and looks after it as long as it lives. */

import type { Clock } from '../../grading/deadline.ts';
import { Busy } from '../../machine/emulator/busy.ts';
import { connectMachine } from '../../machine/emulator/connect.ts';
import { Doze } from '../../machine/emulator/doze.ts';
import { WarmUp, watchUse } from '../../machine/emulator/warm-up.ts';
import workerUrl from '../../machine/emulator/worker.ts?worker&url';
import { WorkerComputer, type WorkerPort } from '../../machine/emulator/worker-computer.ts';
import { zstdOf } from '../../machine/emulator/zstd.ts';
import { MachineError } from '../../machine/machine.ts';
import type { MachineFiles, MachineParts } from './machine-files.ts';
import { keptSpeed } from './speed.ts';
import type { TabMachine } from './tab-machine.ts';

export interface StartOptions {
  readonly files: MachineFiles;
  readonly parts: MachineParts;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Told why the machine waits for one of its files, in words, and null once it no longer does. */
  readonly onWaiting: (why: string | null) => void;
}

/** v86 makes a worker of its own from a string, which no policy allows, unless its address says this. */
const SCHEDULING = '#use-scheduling-api';

function startWorker(): WorkerPort {
  return new Worker(workerUrl + SCHEDULING, { type: 'module', name: 'machine' });
}

/** Throws MachineError. */
export async function startTabMachine(options: StartOptions): Promise<TabMachine> {
  const { files, parts, signal, clock, onWaiting } = options;
  const { manifest } = parts;
  const ending = new AbortController();
  const wasm = await compile(parts.wasm);
  const computer = await WorkerComputer.start({
    worker: startWorker(),
    wasm,
    memoryBytes: manifest.memoryBytes,
    state: parts.state,
    files: files.root(manifest, zstdOf(wasm), ending.signal, onWaiting),
    signal,
  });
  const doze = new Doze({
    computer,
    clock,
    now: Date.now,
    onLate: () =>
      void connected.then(({ machine }) => machine.setClock(Date.now())).catch(() => {}),
  });
  const seen = () => doze.setHidden(document.visibilityState === 'hidden');
  const listen = { signal: ending.signal };
  document.addEventListener('visibilitychange', seen, listen);
  document.addEventListener('resume', seen, listen);
  computer.onTraffic = () => doze.stir();
  const dispose = async () => {
    ending.abort();
    doze.dispose();
    await computer.dispose();
  };
  const connected = connectMachine({
    computer,
    manifest,
    id: 'tab',
    now: Date.now,
    dispose,
  });
  const abort = () => void dispose();
  signal.addEventListener('abort', abort, { once: true });
  const busy = new Busy();
  const tab = { onThinking: (_thinking: boolean) => {}, calm: () => busy.calm(clock) };
  let warmUp: WarmUp | undefined;
  let told = false;
  computer.onLoad = ({ share, waited }) => {
    busy.load(share, waited);
    doze.setBusy(busy.now);
    // Nobody waits for what is run in advance.
    const thinking = busy.long && !warmUp?.working;
    if (thinking === told) return;
    told = thinking;
    tab.onThinking(told);
  };
  try {
    const { machine } = await connected;
    const warming = new WarmUp({
      machine,
      computer,
      clock,
      now: () => performance.now(),
      ...keptSpeed(),
    });
    warmUp = warming;
    void machine.gone.then(dispose).then(() => warming.dispose());
    // What is run in advance reads nearly the same files: in one piece, they come sooner. Where there
    // is no room for the machine, there is none for them.
    const keeps = parts.notKept === undefined;
    void (keeps ? files.keepCore(manifest, ending.signal) : Promise.resolve()).then(() =>
      warming.run(),
    );
    const watched = watchUse(
      machine,
      () => warming.used(),
      () => busy.touched(),
    );
    return Object.assign(tab, { machine: watched, notKept: parts.notKept });
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function compile(wasm: ArrayBuffer): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw noWebAssembly();
  try {
    return await WebAssembly.compile(wasm);
  } catch (error) {
    throw noWebAssembly(error);
  }
}

const noWebAssembly = (cause?: unknown) =>
  new MachineError(
    'unsupported',
    'This browser does not run WebAssembly, which the machine in the tab is made of. Allow it, use another browser, or take a machine on the server.',
    { cause },
  );
