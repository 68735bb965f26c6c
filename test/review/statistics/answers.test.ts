import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/review/log.ts';
import {
  type Answer,
  dateOf,
  daysOf,
  forEachAnswer,
} from '../../../src/review/statistics/answers.ts';

/** `grade day` pairs of one card, at noon; `x` takes the last one back, `reset` begins anew. */
function answersTo(...rows: readonly string[]): Answer[] {
  const log = rows.map((row, index): Entry => {
    const [what = '', date = ''] = row.split(' ');
    const base = { id: `w.${index}`, at: Date.parse(`${date}T12:00Z`), card: 'a' };
    if (what === 'x') return { ...base, do: 'undo', of: `w.${index - 1}` };
    if (what === 'reset') return { ...base, do: 'reset' };
    return { ...base, do: 'grade', grade: Number(what) as 1 | 2 | 3 | 4, ms: 4_000 };
  });
  const found: Answer[] = [];
  forEachAnswer(
    log,
    { retention: 0.9 },
    daysOf(4, () => 0),
    (answer) => found.push(answer),
  );
  return found;
}
const stages = (answers: readonly Answer[]) => answers.map(({ stage }) => stage).join(' ');

describe('answers of a log', () => {
  test.each([
    ['a new card has no prediction and is learned', ['3 2026-01-01'], 'learning'],
    ['after its steps it is young', ['4 2026-01-01', '3 2026-01-09'], 'learning young'],
    ['after three weeks mature', ['4 2026-01-01', '3 2026-01-22'], 'learning mature'],
    ['a day less is young', ['4 2026-01-01', '3 2026-01-21'], 'learning young'],
    [
      'what was forgotten is learned again',
      ['4 2026-01-01', '1 2026-01-09', '3 2026-01-09', '3 2026-01-12'],
      'learning young learning young',
    ],
    ['what was taken back does not count', ['4 2026-01-01', 'x 2026-01-01'], ''],
    [
      'a reset card is new',
      ['4 2026-01-01', 'reset 2026-01-02', '3 2026-02-20'],
      'learning learning',
    ],
  ])('%s', (_, rows, expected) => {
    expect(stages(answersTo(...rows))).toBe(expected);
  });

  test('the prediction is the chance FSRS gave it: 90 % once its stability has passed', () => {
    const [first, second] = answersTo('4 2026-01-01', '3 2026-01-09');
    expect(first?.predicted).toBeNull();
    expect(second?.predicted).toBeGreaterThan(0.85);
    expect(second?.predicted).toBeLessThan(0.95);
  });
});

test("a day begins at the learner's hour, on their side of the world, through summer time", () => {
  const utc = daysOf(4, () => 0);
  const at = (text: string) => Date.parse(text);
  expect(dateOf(utc(at('2026-11-28T03:59Z')))).toBe('2026-11-27');
  expect(dateOf(utc(at('2026-11-28T04:00Z')))).toBe('2026-11-28');
  const berlin = daysOf(4, (time) => (time < at('2026-03-29T01:00Z') ? -60 : -120));
  expect(dateOf(berlin(at('2026-03-29T02:00Z')))).toBe('2026-03-29');
  expect(dateOf(berlin(at('2026-03-29T01:59Z')))).toBe('2026-03-28');
  const kolkata = daysOf(0, () => -330);
  expect(dateOf(kolkata(at('2026-01-01T18:30Z')))).toBe('2026-01-02');
});
