import { describe, expect, test } from 'vitest';
import { forecast, nextDue, spellInterval, today } from '../../src/review/figures.ts';
import { History } from '../../src/review/history.ts';
import type { GradeEntry } from '../../src/review/log.ts';
import { type CardState, newState, Schedule } from '../../src/review/schedule.ts';

const MIN = 60_000;
const DAY = 86_400_000;
const NOW = 1_700_000_000_000;

let ids = 0;
const graded = (at: number, grade: 1 | 3 = 3, ms = 10_000): GradeEntry => ({
  do: 'grade',
  id: `e${ids++}`,
  at,
  card: 'c',
  grade,
  ms,
});
const due = (at: number, more: Partial<CardState> = {}): CardState => {
  const state = new Schedule({ retention: 0.9 }).apply(newState(), graded(NOW));
  return { ...state, memory: { ...state.memory, due: new Date(at) }, ...more };
};

test.each([
  [0, 'in 1 min'],
  [10 * MIN, 'in 10 min'],
  [59.6 * MIN, 'in 1 h'],
  [23 * 60 * MIN, 'in 23 h'],
  [DAY, 'in 1 day'],
  [19.4 * DAY, 'in 19 days'],
  [90 * DAY, 'in 3 months'],
  [800 * DAY, 'in 2.2 years'],
])('%d ms is %s', (ms, words) => {
  expect(spellInterval(ms)).toBe(words);
});

describe('today', () => {
  test('counts what was done and not taken back', () => {
    const last = graded(NOW - 1000, 1);
    const history = new History([
      graded(NOW - 2 * DAY),
      graded(NOW - 2000),
      last,
      { do: 'undo', id: 'u', at: NOW, card: 'c', of: last.id },
    ]);
    expect(today(history.gradesSince(0), 3, NOW - DAY, NOW)).toEqual({
      reviewed: 1,
      recalled: 1,
      leftMs: 30_000,
    });
  });
  test('a lunch break is no thinking', () => {
    expect(today([graded(NOW - 1, 1, 3_600_000)], 1, NOW, NOW).leftMs).toBe(120_000);
  });
  test('knows no share without reviews', () => {
    expect(today([], 1, NOW, NOW).recalled).toBeNull();
  });
});

test('a forecast counts what is overdue for today, and leaves out what is not asked', () => {
  const states = [
    due(NOW - 5 * DAY),
    due(NOW + 1),
    due(NOW + DAY),
    due(NOW, { buriedUntil: NOW + 2 * DAY }),
    due(NOW, { suspended: true }),
    due(NOW + 9 * DAY),
    newState(),
  ];
  expect(forecast(states, NOW, 3)).toEqual([2, 1, 1]);
});

test('the next card is the earliest that may be asked', () => {
  const fresh = { ...newState(), unlocked: true };
  expect(nextDue([newState(), due(NOW, { suspended: true })], NOW)).toBeNull();
  expect(nextDue([due(NOW + 5 * MIN), fresh], NOW + DAY)).toBe(NOW + 5 * MIN);
  expect(nextDue([fresh], NOW + DAY)).toBe(NOW + DAY);
});
