/** Our schedules against ts-fsrs's own, over random logs. */
import fc from 'fast-check';
import { createEmptyCard, fsrs, type Card as Memory } from 'ts-fsrs';
import { expect, test } from 'vitest';
import type { Entry, Grade } from '../../src/review/log.ts';
import { type CardState, newState, Schedule } from '../../src/review/schedule.ts';

const T0 = 1_700_000_000_000;
const MINUTE = 60_000;
const grade = fc.constantFrom<Grade>(1, 2, 3, 4);
const retention = fc.double({ min: 0.7, max: 0.97, noNaN: true });
/** Within the learning steps, within the day, and months later. */
const gap = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 20, max: 2_000 }),
  fc.integer({ min: 2_000, max: 500_000 }),
);
const others = ['suspend', 'resume', 'unlock', 'recall', 'reset', 'bury'] as const;
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('grade' as const), grade }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom(...others) }) },
);
const log = fc
  .array(fc.record({ card: fc.constantFrom('a', 'b', 'c'), gap, deed }), { maxLength: 60 })
  .map((rows) => {
    let at = T0;
    const entries: Entry[] = [];
    for (const [index, { card, gap, deed }] of rows.entries()) {
      at += gap * MINUTE + 1;
      const base = { id: `d.${index}`, at, card };
      if (deed.do === 'undo') {
        const of = entries.at(-1 - deed.back);
        if (of) entries.push({ ...base, card: of.card, do: 'undo', of: of.id });
      } else if (deed.do === 'grade') entries.push({ ...base, ...deed, ms: 1 });
      else if (deed.do === 'bury') entries.push({ ...base, do: 'bury', until: at + 1 });
      else entries.push({ ...base, do: deed.do });
    }
    return entries;
  });

/** The grades of a card since its last reset, without those taken back. */
function gradesOf(entries: readonly Entry[], card: string) {
  const undone = new Set<string>();
  for (const entry of entries.toReversed()) {
    if (entry.do === 'undo' && !undone.has(entry.id)) undone.add(entry.of);
  }
  const own = entries.filter((entry) => entry.card === card && !undone.has(entry.id));
  const reset = own.findLastIndex((entry) => entry.do === 'reset');
  return own.slice(reset + 1).filter((entry) => entry.do === 'grade');
}

test("a replayed log has the memory that ts-fsrs's next() leads to, grade by grade", () => {
  fc.assert(
    fc.property(log, retention, (entries, retention) => {
      const reference = fsrs({ request_retention: retention, enable_fuzz: false });
      const states = new Schedule({ retention }).replay(entries);
      for (const card of ['a', 'b', 'c']) {
        let memory: Memory = createEmptyCard(new Date(0));
        for (const { at, grade } of gradesOf(entries, card)) {
          memory = reference.next(memory, new Date(at), grade).card;
        }
        expect((states.get(card) ?? newState()).memory).toEqual(memory);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("it has the memory of ts-fsrs's reschedule()", () => {
  fc.assert(
    fc.property(log, retention, (entries, retention) => {
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
      log.map((entries) => entries.filter((entry) => entry.do !== 'undo')),
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
