import fc from 'fast-check';
import { createEmptyCard, fsrs } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import type { Entry, Grade } from '../../src/review/log.ts';
import { type CardState, isLeech, Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';

const DAY = 86_400_000;
const T0 = 1_700_000_000_000;
const grades = fc.array(
  fc.record({
    gapMin: fc.integer({ min: 1, max: 60 * 24 * 120 }),
    grade: fc.constantFrom<Grade>(1, 2, 3, 4),
  }),
  { minLength: 1, maxLength: 30 },
);

function entries(reviews: readonly { gapMin: number; grade: Grade }[]): Entry[] {
  let at = T0;
  return reviews.map(({ gapMin, grade }, i) => {
    at += gapMin * 60_000;
    return { id: `d.${i}`, at, card: 'a', do: 'grade', grade, ms: 900 };
  });
}

describe('replaying a log', () => {
  test("gives ts-fsrs's own schedule", () => {
    fc.assert(
      fc.property(grades, fc.double({ min: 0.7, max: 0.97, noNaN: true }), (reviews, retention) => {
        const log = entries(reviews);
        const reference = fsrs({ request_retention: retention, enable_fuzz: false });
        let memory = createEmptyCard(new Date(0));
        for (const entry of log) {
          if (entry.do === 'grade')
            memory = reference.next(memory, new Date(entry.at), entry.grade).card;
        }
        expect(new Schedule({ retention }).replay(log).get('a')?.memory).toEqual(memory);
      }),
    );
  });

  test('a preview says what the grade then does', () => {
    fc.assert(
      fc.property(grades, fc.constantFrom<Grade>(1, 2, 3, 4), (reviews, grade) => {
        const schedule = new Schedule({ retention: 0.9 });
        const log = entries(reviews);
        const now = (log.at(-1)?.at ?? T0) + 3_600_000;
        const before = schedule.replay(log).get('a');
        if (!before) throw new Error('no state');
        const after = schedule.apply(before, {
          id: 'x',
          at: now,
          card: 'a',
          do: 'grade',
          grade,
          ms: 0,
        });
        expect(after.memory.due.getTime()).toBe(schedule.preview(before, now)[grade]);
      }),
    );
  });

  test('a preview for a clock set back is that of the last review', () => {
    const schedule = new Schedule({ retention: 0.9 });
    const state = schedule.follow(entries([{ gapMin: 1, grade: 3 }]));
    const last = state.memory.last_review?.getTime() ?? 0;
    expect(schedule.preview(state, last - 9e8)).toEqual(schedule.preview(state, last));
    expect(schedule.retrievability(state, last - 9e8)).toBe(1);
  });

  test.each([
    [[], [], 'days', 'days'],
    [[5], [30], '5 min', '30 min'],
    [[1, 10, 60], [2, 4], '1 min', '2 min'],
  ] as const)(
    'with the steps %j and %j, replaying agrees with grading',
    (learning, relearning, first, again) => {
      const schedule = new Schedule({
        retention: 0.9,
        learningSteps: [...learning],
        relearningSteps: [...relearning],
      });
      const wait = (state: CardState): string => {
        const ms = state.memory.due.getTime() - (state.memory.last_review?.getTime() ?? 0);
        return ms < DAY ? `${ms / 60_000} min` : 'days';
      };
      const failed = entries([{ gapMin: 1, grade: 1 }]);
      expect(wait(schedule.follow(failed))).toBe(first);
      const forgotten = entries([
        { gapMin: 1, grade: 4 },
        { gapMin: 60 * 24 * 30, grade: 1 },
      ]);
      expect(wait(schedule.follow(forgotten))).toBe(again);
      fc.assert(
        fc.property(grades, (reviews) => {
          const log = entries(reviews);
          expect(schedule.replay(log).get('a')).toEqual(schedule.follow(log));
        }),
      );
    },
  );

  test('reset forgets the schedule and keeps the note', () => {
    const log: Entry[] = [
      ...entries([{ gapMin: 1, grade: 3 }]),
      { id: 'n', at: T0 + 2e8, card: 'a', do: 'note', text: 'mine' },
      { id: 'r', at: T0 + 3e8, card: 'a', do: 'reset' },
    ];
    const state = new Schedule({ retention: 0.9 }).replay(log).get('a');
    expect(state?.memory.reps).toBe(0);
    expect(state?.note).toBe('mine');
  });

  test('eight lapses make a leech', () => {
    const reviews = Array.from({ length: 20 }, (_, i) => ({
      gapMin: 60 * 24 * 30,
      grade: (i % 2 === 0 ? 4 : 1) as Grade,
    }));
    const state = new Schedule({ retention: 0.9 }).replay(entries(reviews)).get('a');
    if (!state) throw new Error('no state');
    expect(state.memory.lapses).toBeGreaterThanOrEqual(8);
    expect(isLeech(state, DEFAULT_SETTINGS)).toBe(true);
  });
});
