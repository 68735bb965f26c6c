import { whileOurs } from '../interruption.ts';
import { openEngine } from '../machines.ts';
import { recordOutputs, takeOutputs } from '../outputs.ts';
import { type Command, chooseLessons, print } from './command.ts';

export const recordCommand: Command = {
  usage: 'record [NAME…]',
  summary: 'run the commands whose outputs lessons show, and store what changed',
  async run(names) {
    const lessons = (await chooseLessons(names)).filter(({ outputs }) => outputs.length > 0);
    const engine = await openEngine();
    return whileOurs(engine, async (signal) => {
      for (const lesson of lessons) {
        signal.throwIfAborted();
        const taken = await takeOutputs(engine, lesson);
        const written = await recordOutputs(lesson, taken);
        const what = written.length === 0 ? 'nothing changed' : `recorded ${written.join(', ')}`;
        print(`${lesson.module}/${lesson.lesson}: ${what} (${taken.length} outputs)`);
      }
      return 0;
    });
  },
};
