import { describe, expect, test } from 'vitest';
import { Doze } from '../../../src/machine/emulator/doze.ts';
import { TestClock } from '../../grading/clock.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/**
 * What happens to a machine, as words: `quiet 3m` lets time pass, `away 5h` too but with the whole
 * tab suspended, so that no timer fires; the rest is named as in {@link Doze}.
 */
async function live(story: string) {
  const clock = new TestClock();
  let epoch = 0;
  let suspended = 0;
  const happened: string[] = [];
  const doze = new Doze({
    computer: { run: () => happened.push('run'), pause: async () => void happened.push('pause') },
    clock,
    now: () => epoch + suspended,
    onLate: () => happened.push('late'),
  });
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= SECOND) {
      epoch += Math.min(left, SECOND);
      await clock.pass(Math.min(left, SECOND));
    }
  };
  const lasts = (span = ''): number => {
    const [, n, unit] = /^(\d+)([smh])$/.exec(span) ?? [];
    return Number(n) * { s: SECOND, m: 60 * SECOND, h: HOUR }[unit as 's' | 'm' | 'h'];
  };
  for (const [, word, span] of story.matchAll(/(\w+)(?: (\d+[smh]))?/g)) {
    if (word === 'quiet') await pass(lasts(span));
    else if (word === 'away') suspended += lasts(span);
    else if (word === 'stir') doze.stir();
    else if (word === 'dispose') doze.dispose();
    else if (word === 'hide' || word === 'show') doze.setHidden(word === 'hide');
    else if (word === 'work' || word === 'rest') doze.setBusy(word === 'work');
    else throw new Error(`nobody knows what ${word} means`);
  }
  return { happened: happened.join(' '), asleep: doze.asleep };
}

describe('a machine in a tab', () => {
  test.each([
    ['runs while something happens', 'quiet 2m, stir, quiet 2m', '', false],
    ['sleeps when nothing does', 'quiet 3m', 'pause', true],
    ['sleeps soon when nobody sees it', 'hide, quiet 5s', 'pause', true],
    ['is awake at once when it is seen again', 'hide, quiet 5s, show', 'pause run', false],
    ['computes on while it is seen', 'work, quiet 1h', '', false],
    ['computes on for a minute when it is not', 'work, hide, quiet 59s', '', false],
    ['but not for longer', 'work, hide, quiet 60s', 'pause', true],
    ['sleeps after its work', 'work, quiet 5m, rest, quiet 3m', 'pause', true],
    [
      'wakes for what is sent to it, its clock right again',
      'quiet 10m, stir',
      'pause run late',
      false,
    ],
    ['keeps its clock after a nap', 'hide, quiet 6s, show', 'pause run', false],
    ['learns that the tab was suspended for hours', 'away 5h, quiet 30s', 'late', false],
    ['also at the moment it is seen again', 'hide, away 5h, show', 'late', false],
    ['is told once', 'away 5h, quiet 2m', 'late', false],
    ['is left alone once it is over', 'dispose, quiet 1h, stir', '', false],
  ])('%s', async (_, story, happened, asleep) => {
    expect(await live(story)).toEqual({ happened, asleep });
  });
});
