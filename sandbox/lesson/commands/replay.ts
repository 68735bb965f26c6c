import { whileOurs } from '../interruption.ts';
import { openEngine } from '../machines.ts';
import { remember } from '../proven.ts';
import { provenBy, type Replay, replay } from '../replay.ts';
import { type Command, chooseLessons, print } from './command.ts';

export const replayCommand: Command = {
  usage: 'replay [NAME…]',
  summary: 'prove exercises: the start fails, the solution passes, each mistake gets its hint',
  async run(names) {
    const lessons = await chooseLessons(names);
    const engine = await openEngine();
    return whileOurs(engine, async (signal) => {
      const began = performance.now();
      const told = ({ lesson, what, faults, ms }: Replay) => {
        const name = `${lesson.exercise?.id} ${what}`;
        print(`${faults.length === 0 ? 'ok    ' : 'FAULT '} ${name}  ${seconds(ms)}`);
        for (const fault of faults) print(`        ${what} ${fault}`);
      };
      const replays = await replay(engine, lessons, told, signal);
      await remember('exercise', provenBy(replays));
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
