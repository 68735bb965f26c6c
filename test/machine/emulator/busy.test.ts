import { describe, expect, test } from 'vitest';
import { Busy } from '../../../src/machine/emulator/busy.ts';
import { TestClock } from '../../grading/clock.ts';

const MILLION = 1e6;

/** Millions of instructions in each quarter of a second, and what is told after the last. */
describe('a machine', () => {
  test.each<[string, number[], 'rests' | 'works' | 'works for long']>([
    ['at rest', [0.25, 0.25, 0.25, 0.25, 0.25], 'rests'],
    ['that answers a key', [0.25, 5], 'works'],
    ['that starts a service', [40, 40, 40, 40], 'works for long'],
    ['that has done so', [40, 40, 40, 40, 0.3], 'rests'],
    ['that works again and again', [40, 40, 0.3, 40, 40], 'works'],
    ['with a quarter of its full speed', [40, 10], 'rests'],
    ['on a slow computer', [4, 4, 4, 4], 'works for long'],
  ])('%s (%j) %s', (_, loads, told) => {
    const busy = new Busy();
    for (const load of loads) busy.load(load * MILLION);
    const says = busy.long ? 'works for long' : busy.now ? 'works' : 'rests';
    expect(says).toBe(told);
  });

  test.each<[string, number[], number, boolean]>([
    ['rests', [0.3], 0, true],
    ['works', [40], 0, false],
    ['has worked and rests', [40, 0.3], 0, true],
    ['works on and on', [40, 40], 6_000, true],
    ['has worked for not so long', [40, 40], 5_999, false],
  ])('that %s: (%j, then %i ms) whoever waits goes on: %s', async (_, loads, ms, goes) => {
    const clock = new TestClock();
    const busy = new Busy();
    const [first = 0, ...others] = loads;
    busy.load(first * MILLION);
    let gone = false;
    void busy.calm(clock).then(() => {
      gone = true;
    });
    for (const load of others) busy.load(load * MILLION);
    await clock.pass(ms);
    expect(gone).toBe(goes);
  });
});
