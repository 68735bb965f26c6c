import { expect, test } from 'vitest';
import { calendar } from '../../../src/review/statistics/calendar.ts';
import { answer, day, gather } from './answer.ts';

const TODAY = day('2026-11-28');
const on = (...dates: string[]) =>
  gather(
    calendar(TODAY, 4),
    dates.map((date) => answer(date)),
  );

test('counts the answers of each of the last days', () => {
  const { counts } = on('2026-11-24', '2026-11-25', '2026-11-28', '2026-11-28', '2026-11-29');
  expect(counts).toEqual([1, 0, 0, 2]);
});

test('a long pause counts as two minutes', () => {
  const { ms } = gather(calendar(TODAY, 2), [
    answer('2026-11-28', { ms: 3_000 }),
    answer('2026-11-28', { ms: 3_600_000 }),
  ]);
  expect(ms).toEqual([0, 123_000]);
});

test.each([
  ['none', [], 0, 0],
  ['today only', ['2026-11-28'], 1, 1],
  ['yesterday counts until today is over', ['2026-11-26', '2026-11-27'], 2, 2],
  ['a gap ends it', ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-26'], 0, 3],
  ['years ago counts for the longest', ['2020-02-28', '2020-02-29', '2026-11-28'], 1, 2],
])('days in a row: %s', (_, dates, streak, longest) => {
  expect(on(...dates)).toMatchObject({ streak, longest });
});
