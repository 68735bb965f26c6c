import { expect, test } from 'vitest';
import { timePerAnswer } from '../../../src/review/statistics/time.ts';
import { answer, gather } from './answer.ts';

const seconds = (...times: number[]) =>
  gather(
    timePerAnswer(),
    times.map((time) => answer('2026-11-01', { ms: time * 1000 })),
  );

test.each([
  ['one', [4.2], 4.2],
  ['an odd number', [9, 1, 3], 3],
  ['an even number: the lower of the middle ones', [1, 3, 5, 9], 3],
  ['a night in between', [4000, 4000, 2], 120],
])('the median of %s', (_, times, median) => {
  expect(seconds(...times)).toEqual([{ month: '2026-11', answers: times.length, median }]);
});

test('months stand apart, days of a month together', () => {
  expect(
    gather(timePerAnswer(), [
      answer('2026-10-31', { ms: 1_000 }),
      answer('2026-11-01', { ms: 2_000 }),
      answer('2026-11-30', { ms: 4_000 }),
    ]),
  ).toEqual([
    { month: '2026-10', answers: 1, median: 1 },
    { month: '2026-11', answers: 2, median: 2 },
  ]);
});
