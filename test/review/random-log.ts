/** Random logs, and what ts-fsrs itself makes of them: the reference of our schedules. */
import fc from 'fast-check';
import { createEmptyCard, fsrs, type Card as Memory } from 'ts-fsrs';
import type { Entry, Grade } from '../../src/review/log.ts';

const T0 = 1_700_000_000_000;
const MINUTE = 60_000;
const grade = fc.constantFrom<Grade>(1, 2, 3, 4);
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
/** Of three cards, with all that may come between their grades. */
export const randomLog = fc
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
export function gradesOf(entries: readonly Entry[], card: string) {
  const undone = new Set<string>();
  for (const entry of entries.toReversed()) {
    if (entry.do === 'undo' && !undone.has(entry.id)) undone.add(entry.of);
  }
  const own = entries.filter((entry) => entry.card === card && !undone.has(entry.id));
  const reset = own.findLastIndex((entry) => entry.do === 'reset');
  return own.slice(reset + 1).filter((entry) => entry.do === 'grade');
}

/** The card's memory, grade by grade. */
export function referenceMemory(
  entries: readonly Entry[],
  card: string,
  retention: number,
): Memory {
  const reference = fsrs({ request_retention: retention, enable_fuzz: false });
  let memory: Memory = createEmptyCard(new Date(0));
  for (const { at, grade } of gradesOf(entries, card)) {
    memory = reference.next(memory, new Date(at), grade).card;
  }
  return memory;
}
