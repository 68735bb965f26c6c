/** Instructions of each step, which do not depend on how fast or how busy the host is. */
import { readFrom } from '../../../sandbox/image/emulator/artefacts.ts';
import { readArtefacts } from '../../../src/machine/emulator/artefacts.ts';
import { Busy } from '../../../src/machine/emulator/busy.ts';
import { Emulator } from '../../../src/machine/emulator/emulator.ts';
import { LOAD_MS } from '../../../src/machine/emulator/messages.ts';
import { watchUse } from '../../../src/machine/emulator/warm-up.ts';
import { clock, type Figures, type Lesson, visit } from './visit.ts';

export interface InNode extends Figures {
  /** CPU time of the whole visit, with the checks' looks in between, ms. */
  readonly cpuMs: number;
}

/** A visit to a machine in this process. */
export async function countInstructions(folder: string, lesson: Lesson): Promise<InNode> {
  const emulator = await Emulator.start(await readArtefacts(readFrom(folder)));
  const { computer } = emulator;
  const busy = new Busy();
  let before = computer.done.ms;
  const watch = setInterval(() => {
    busy.load((computer.done.ms - before) / LOAD_MS);
    before = computer.done.ms;
  }, LOAD_MS);
  try {
    const from = process.cpuUsage();
    const figures = await visit({
      machine: watchUse(
        emulator.machine,
        () => {},
        () => busy.touched(),
      ),
      lesson,
      instructions: () => computer.instructions,
      calm: () => busy.calm(clock),
      meanwhile: async () => {},
    });
    const { user, system } = process.cpuUsage(from);
    return { ...figures, cpuMs: Math.round((user + system) / 1_000) };
  } finally {
    clearInterval(watch);
    await emulator.dispose();
  }
}
