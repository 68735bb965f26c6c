import { expect, test } from 'vitest';
import { rate, retention } from '../../../src/review/statistics/retention.ts';
import { answer, gather } from './answer.ts';

test('by month, young and mature apart, beside what was expected', () => {
  const months = gather(retention(), [
    answer('2026-10-31', { card: 'a', grade: 1, predicted: 0.8 }),
    answer('2026-10-31', { card: 'b', grade: 2, predicted: 0.9 }),
    answer('2026-11-01', { card: 'c', grade: 4, stage: 'mature', predicted: 0.95 }),
  ]);
  expect(months).toEqual([
    {
      month: '2026-10',
      young: { asked: 2, recalled: 1 },
      mature: { asked: 0, recalled: 0 },
      predicted: expect.closeTo(0.85),
    },
    {
      month: '2026-11',
      young: { asked: 0, recalled: 0 },
      mature: { asked: 1, recalled: 1 },
      predicted: 0.95,
    },
  ]);
});

test.each([
  ['steps of learning', [answer('2026-11-01', { stage: 'learning' })]],
  ['new cards', [answer('2026-11-01', { stage: 'learning', predicted: null })]],
])('%s do not count', (_, answers) => {
  expect(gather(retention(), answers)).toEqual([]);
});

test('of one card the first answer of a day counts', () => {
  const [month] = gather(retention(), [
    answer('2026-11-01', { grade: 1 }),
    answer('2026-11-01', { grade: 3 }),
    answer('2026-11-02', { grade: 3 }),
  ]);
  expect(month?.young).toEqual({ asked: 2, recalled: 1 });
});

test('no share without a question', () => {
  expect(rate({ asked: 0, recalled: 0 })).toBeNull();
  expect(rate({ asked: 4, recalled: 3 })).toBe(0.75);
});
