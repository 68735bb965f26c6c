/**
 * The review log: everything a person ever did with their cards. The state of every card is
 * rebuilt from it, so nothing else has to be kept, and two logs merge by union: in any order, any
 * number of times, with the same result.
 */
import { z } from 'zod/mini';

/** 1 again, 2 hard, 3 good, 4 easy. */
export const Grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Grade = z.infer<typeof Grade>;

const base = {
  /** Unique over all devices and tabs: a random name of the page load, and a counter. */
  id: z.string().check(z.minLength(1), z.maxLength(80)),
  /** ms since the epoch. */
  at: z.int(),
  /** The card's key, see cards.ts. */
  card: z.string().check(z.minLength(1), z.maxLength(200)),
};

export const Entry = z.discriminatedUnion('do', [
  /** `ms`: time from the question on the screen to the grade. */
  z.object({ ...base, do: z.literal('grade'), grade: Grade, ms: z.int().check(z.minimum(0)) }),
  /** Takes back the entry `of`. */
  z.object({ ...base, do: z.literal('undo'), of: z.string() }),
  /** Not before `until`, ms. */
  z.object({ ...base, do: z.literal('bury'), until: z.int() }),
  z.object({ ...base, do: z.literal('suspend') }),
  z.object({ ...base, do: z.literal('resume') }),
  /** Back to new. */
  z.object({ ...base, do: z.literal('reset') }),
  /** The lesson is finished, or the learner asked for the card: it may be shown as new. */
  z.object({ ...base, do: z.literal('unlock') }),
  /** A failed check asks for this card at once. */
  z.object({ ...base, do: z.literal('recall') }),
  z.object({ ...base, do: z.literal('note'), text: z.string().check(z.maxLength(4000)) }),
]);
export type Entry = z.infer<typeof Entry>;

/** Time order; entries of the same ms by id, so that every device replays alike. */
export function compareEntries(a: Entry, b: Entry): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * The union of two logs in time order. Commutative, associative, idempotent. Should two entries
 * carry one id (a damaged file), the one that sorts first by its text is kept on every device.
 */
export function mergeLogs(a: readonly Entry[], b: readonly Entry[]): Entry[] {
  const byId = new Map<string, Entry>();
  for (const entry of [...a, ...b]) {
    const known = byId.get(entry.id);
    if (!known || canonical(entry) < canonical(known)) byId.set(entry.id, entry);
  }
  return [...byId.values()].sort(compareEntries);
}

function canonical(entry: Entry): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The entries that count: those taken back, and the taking back, left out. */
export function effective(log: readonly Entry[]): Entry[] {
  const undone = new Set<string>();
  // Latest first: an undo that was itself undone does not count.
  for (let i = log.length - 1; i >= 0; i--) {
    const entry = log[i];
    if (entry?.do === 'undo' && !undone.has(entry.id)) undone.add(entry.of);
  }
  return log.filter((entry) => entry.do !== 'undo' && !undone.has(entry.id));
}

/**
 * A time for the next entry that never runs behind the log, whatever the clock says: a clock set
 * back must not reorder what was done.
 */
export function nextTime(log: readonly Entry[], now: number): number {
  const last = log.at(-1);
  return last && last.at >= now ? last.at + 1 : now;
}
