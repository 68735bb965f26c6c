/** Our schedules against ts-fsrs's own, over random logs. */
import fc from 'fast-check';
import { createEmptyCard, fsrs } from 'ts-fsrs';
import { expect, test } from 'vitest';
import { type CardState, newState, Schedule } from '../../src/review/schedule.ts';
import { gradesOf, randomLog, referenceMemory } from './random-log.ts';

const retention = fc.double({ min: 0.7, max: 0.97, noNaN: true });

test("a replayed log has the memory that ts-fsrs's next() leads to, grade by grade", () => {
  fc.assert(
    fc.property(randomLog, retention, (entries, retention) => {
      const states = new Schedule({ retention }).replay(entries);
      for (const card of ['a', 'b', 'c']) {
        const { memory } = states.get(card) ?? newState();
        expect(memory).toEqual(referenceMemory(entries, card, retention));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("it has the memory of ts-fsrs's reschedule()", () => {
  fc.assert(
    fc.property(randomLog, retention, (entries, retention) => {
      const reference = fsrs({ request_retention: retention, enable_fuzz: false });
      const grades = gradesOf(entries, 'a');
      if (grades.length === 0) return;
      const { collections } = reference.reschedule(
        createEmptyCard(new Date(0)),
        grades.map(({ at, grade }) => ({ rating: grade, review: new Date(at) })),
        { skipManual: false },
      );
      const memory = new Schedule({ retention }).replay(entries).get('a')?.memory;
      expect(memory).toEqual(collections.at(-1)?.card);
    }),
  );
});

test('a log at once and entry by entry lead to the same', () => {
  fc.assert(
    fc.property(
      randomLog.map((entries) => entries.filter((entry) => entry.do !== 'undo')),
      (entries) => {
        const schedule = new Schedule({ retention: 0.9 });
        const states = new Map<string, CardState>();
        for (const entry of entries) {
          states.set(entry.card, schedule.apply(states.get(entry.card) ?? newState(), entry));
        }
        expect(schedule.replay(entries)).toEqual(states);
      },
    ),
  );
});
