/** What a person may have done to a few cards, as fast-check makes it up. */
import fc from 'fast-check';
import type { Entry, Grade } from '../../src/review/log.ts';

const MIN = 60_000;

/** Entries in time order from `start` on; some take back an earlier one. */
export function anyLog(cards: readonly string[], start: number): fc.Arbitrary<Entry[]> {
  const step = fc.record({
    card: fc.constantFrom(...cards),
    gap: fc.integer({ min: 1, max: 60 * 24 * 40 }),
    what: fc.constantFrom(
      'grade',
      'grade',
      'grade',
      'bury',
      'suspend',
      'resume',
      'reset',
      'unlock',
      'recall',
      'undo',
    ),
    grade: fc.constantFrom<Grade>(1, 2, 3, 4),
    back: fc.nat(5),
  });
  return fc.array(step, { maxLength: 40 }).map((steps) => {
    const log: Entry[] = [];
    let at = start;
    for (const { card, gap, what, grade, back } of steps) {
      at += gap * MIN;
      const base = { id: `x.${log.length}`, at, card };
      const target = log[log.length - 1 - back];
      if (what === 'grade') log.push({ ...base, do: 'grade', grade, ms: 1000 });
      else if (what === 'bury') log.push({ ...base, do: 'bury', until: at + 600 * MIN });
      else if (what === 'undo') {
        if (target) log.push({ ...base, card: target.card, do: 'undo', of: target.id });
      } else log.push({ ...base, do: what as 'suspend' });
    }
    return log;
  });
}
