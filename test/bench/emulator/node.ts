/** Instructions of each step, which do not depend on how fast or how busy the host is. */
import { readFrom } from '../../../sandbox/image/emulator/artefacts.ts';
import { readArtefacts } from '../../../src/machine/emulator/artefacts.ts';
import { Emulator } from '../../../src/machine/emulator/emulator.ts';
import { type Figures, type Lesson, visit } from './visit.ts';

export interface InNode extends Figures {
  /** CPU time of the whole visit, with the checks' looks in between, ms. */
  readonly cpuMs: number;
}

/** A visit to a machine in this process, interpreted. */
export async function countInstructions(folder: string, lesson: Lesson): Promise<InNode> {
  const emulator = await Emulator.start(await readArtefacts(readFrom(folder)));
  try {
    const from = process.cpuUsage();
    const figures = await visit({
      machine: emulator.machine,
      lesson,
      instructions: () => emulator.computer.instructions,
      meanwhile: async () => {},
    });
    const { user, system } = process.cpuUsage(from);
    return { ...figures, cpuMs: Math.round((user + system) / 1_000) };
  } finally {
    await emulator.dispose();
  }
}
