import { expect, test } from 'vitest';
import { byWeek, calendarWeeks } from '../../../../src/review/statistics/page/weeks.ts';

test.each([
  ['none', [], []],
  ['a part of one', [1, 2], [3]],
  ['two and a bit', [1, 1, 1, 1, 1, 1, 1, 2, 0, 0, 0, 0, 0, 2, 5], [7, 4, 5]],
])('weeks of %s', (_, days, weeks) => {
  expect(byWeek(days)).toEqual(weeks);
});

const SATURDAY = 5;

test('a calendar ends on its last day, in the row of its weekday', () => {
  const weeks = calendarWeeks([3, 0, 1], SATURDAY);
  expect(weeks).toHaveLength(1);
  expect(weeks[0]?.map((day) => day?.count ?? null)).toEqual([null, null, null, 3, 0, 1, null]);
  expect(weeks[0]?.[5]?.ahead).toBe(0);
  expect(weeks[0]?.[3]?.ahead).toBe(-2);
});

test('a week that does not fit begins a new column', () => {
  const weeks = calendarWeeks([1, 1, 1], 1);
  expect(weeks.map((week) => week.map((day) => (day ? 1 : 0)).join(''))).toEqual([
    '0000001',
    '1100000',
  ]);
});

test('levels compare with busy days, not with the one marathon', () => {
  const usual = Array.from({ length: 20 }, (_, index) => (index % 2 ? 40 : 10));
  const levels = calendarWeeks([...usual, 900, 0], 0)
    .flat()
    .flatMap((day) => (day ? [day.level] : []));
  expect(levels.slice(0, 2)).toEqual([1, 4]);
  expect(levels.slice(-2)).toEqual([4, 0]);
});
