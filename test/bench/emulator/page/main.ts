/** The machine in a page of its own, with the engine the site has; the bench calls `window.tab`. */
import { readArtefacts } from '../../../../src/machine/emulator/artefacts.ts';
import { Busy } from '../../../../src/machine/emulator/busy.ts';
import { connectMachine } from '../../../../src/machine/emulator/connect.ts';
import { Doze } from '../../../../src/machine/emulator/doze.ts';
import { type Speed, WarmUp, watchUse } from '../../../../src/machine/emulator/warm-up.ts';
import workerUrl from '../../../../src/machine/emulator/worker.ts?worker&url';
import { WorkerComputer } from '../../../../src/machine/emulator/worker-computer.ts';
import { Shell } from '../shell.ts';
import { clock, type Figures, type Lesson, visit } from '../visit.ts';

export interface Tab {
  /** When the first prompt was there, ms since the navigation, and what was downloaded for it. */
  prompt(): Promise<{ ms: number; bytes: number }>;
  /** A visit at once, or after the warm-up. */
  visit(lesson: Lesson, warm: boolean): Promise<Figures>;
  /** What the warm-up found out. */
  speed: Speed | undefined;
}

async function read(path: string): Promise<Uint8Array> {
  const response = await fetch(`/emulator/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function start() {
  const { manifest, wasm, state, files } = await readArtefacts(read);
  const computer = await WorkerComputer.start({
    worker: new Worker(`${workerUrl}#use-scheduling-api`, { type: 'module' }),
    wasm,
    memoryBytes: manifest.memoryBytes,
    state: state.buffer as ArrayBuffer,
    files,
    signal: new AbortController().signal,
  });
  const { machine } = await connectMachine({
    computer,
    manifest,
    id: 'bench',
    now: Date.now,
    dispose: () => computer.dispose(),
  });
  const doze = new Doze({ computer, clock, now: Date.now, onLate: () => {} });
  computer.onTraffic = () => doze.stir();
  return { computer, machine };
}

const started = start();
const prompted = started.then(async ({ machine }) => {
  await Shell.open(machine);
  const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const bytes = all.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { ms: performance.now(), bytes };
});

const tab: Tab = {
  prompt: () => prompted,
  speed: undefined,
  async visit(lesson, warm) {
    const { computer, machine } = await started;
    await prompted;
    let counted = 0;
    const found = (speed: Speed) => {
      tab.speed = speed;
    };
    const warmUp = warm
      ? new WarmUp({
          machine,
          computer,
          clock,
          now: () => performance.now(),
          known: undefined,
          found,
        })
      : undefined;
    const busy = new Busy();
    computer.onLoad = ({ instructions, share, waited }) => {
      counted += instructions;
      busy.load(share, waited);
    };
    return visit({
      machine: watchUse(
        machine,
        () => warmUp?.used(),
        () => busy.touched(),
      ),
      lesson,
      instructions: () => counted,
      calm: () => busy.calm(clock),
      short: !warm,
      meanwhile: async () => {
        await warmUp?.run();
      },
    });
  },
};
Object.assign(window, { tab });
