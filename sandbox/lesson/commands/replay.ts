import { parseArgs } from 'node:util';
import { whileOurs } from '../interruption.ts';
import { ENGINES, openEngine } from '../machines.ts';
import { remember } from '../proven.ts';
import { provenBy, type Replay, replay, suits } from '../replay.ts';
import { type Command, chooseLessons, print, UsageError } from './command.ts';

export const replayCommand: Command = {
  usage: 'replay [--engine NAME] [--brief] [NAME…]',
  summary: 'prove exercises: the start fails, the solution passes, each mistake gets its hint',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        engine: { type: 'string', default: 'container' },
        brief: { type: 'boolean', default: false },
      },
    });
    const name = ENGINES.find((each) => each === values.engine);
    if (name === undefined) {
      throw new UsageError(`There is no engine ${values.engine}: ${ENGINES.join(' or ')}.`);
    }
    const chosen = await chooseLessons(positionals);
    const engine = await openEngine(name);
    const lessons = chosen.filter((lesson) => suits(engine, lesson));
    for (const { exercise, path } of chosen.filter((lesson) => !lessons.includes(lesson))) {
      print(`other  ${path} needs ${exercise?.needs.join(', ')}, which the ${name} lacks`);
    }
    return whileOurs(engine, async (signal) => {
      const began = performance.now();
      const told = ({ lesson, what, faults, ms }: Replay) => {
        const name = `${lesson.exercise?.id} ${what}`;
        print(`${faults.length === 0 ? 'ok    ' : 'FAULT '} ${name}  ${seconds(ms)}`);
        for (const fault of faults) print(`        ${what} ${fault}`);
      };
      const replays = await replay(engine, lessons, { told, signal, brief: values.brief });
      // In containers, an exercise is proven with its mistakes.
      if (name === 'emulator') await remember('emulated', provenBy(replays));
      else if (!values.brief) await remember('exercise', provenBy(replays));
      const faulty = replays.filter(({ faults }) => faults.length > 0).length;
      print(
        `${replays.length - faulty} of ${replays.length} as expected, ${seconds(performance.now() - began)}`,
      );
      return faulty === 0 ? 0 : 1;
    });
  },
};

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
