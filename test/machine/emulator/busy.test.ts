import { describe, expect, test } from 'vitest';
import { Busy } from '../../../src/machine/emulator/busy.ts';
import { TestClock } from '../../grading/clock.ts';

/** Shares of each quarter of a second, and what is told after the last. */
describe('a machine', () => {
  test.each<[string, number[], 'rests' | 'works' | 'works for long']>([
    ['at rest', [0.05, 0.05, 0.05, 0.05, 0.05], 'rests'],
    ['that answers a key', [0.05, 0.4], 'works'],
    ['that starts a service', [1, 1, 1, 1], 'works for long'],
    ['that has done so', [1, 1, 1, 1, 0.1], 'rests'],
    ['that works again and again', [1, 1, 0.1, 1, 1], 'works'],
  ])('%s (%j) %s', (_, shares, told) => {
    const busy = new Busy();
    for (const share of shares) busy.load(share);
    const says = busy.long ? 'works for long' : busy.now ? 'works' : 'rests';
    expect(says).toBe(told);
  });

  test('that reads a file from outside works, however little it computes', () => {
    const busy = new Busy();
    busy.load(0.05, true);
    expect(busy.now).toBe(true);
  });
});

/** Shares and keys before somebody waits for the machine and after, and whether they go on. */
describe('whoever waits for a machine', () => {
  const rest = [0.05, 0.05];
  const long = Array.from({ length: 79 }, () => 1);

  test.each<[string, (number | 'key')[], (number | 'key')[], boolean]>([
    ['that has rested goes on at once', rest, [], true],
    ['that has only just come up waits', [1], [0.05], false],
    ['that works since somebody typed waits', [...rest, 'key', 1], [], false],
    ['that works, with nobody typing, goes on at once', ['key', ...rest, 1, 1], [], true],
    [
      'that somebody types to waits until it has rested after that',
      [...rest, 'key'],
      [0.05],
      false,
    ],
    ['that has done so goes on', [...rest, 'key'], rest, true],
    ['that is typed to again waits on', ['key'], [0.05, 'key', 0.05], false],
    ['that goes on after a moment waits', ['key', 1], [0.05, 1, 0.05], false],
    ['that works for long waits', [...rest, 'key', 1], long.slice(1), false],
    ['that works on and on goes on', [...rest, 'key', 1], long, true],
    ['that has long worked on and on goes on at once', [...rest, 'key', 1, ...long], [], true],
  ])('%s', async (_, before, after, goes) => {
    const busy = new Busy();
    const take = (steps: readonly (number | 'key')[]) => {
      for (const step of steps) step === 'key' ? busy.touched() : busy.load(step);
    };
    take(before);
    let gone = false;
    void busy.calm(new TestClock()).then(() => {
      gone = true;
    });
    take(after);
    await Promise.resolve();
    expect(gone).toBe(goes);
  });

  test('that stands still goes on in the end', async () => {
    const clock = new TestClock();
    const busy = new Busy();
    busy.load(1);
    let gone = false;
    void busy.calm(clock).then(() => {
      gone = true;
    });
    await clock.pass(20_000);
    expect(gone).toBe(true);
  });
});
