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
  /** The id of the entry it was done along with: both are taken back together. */
  with: z.optional(z.string().check(z.maxLength(80))),
};

const OwnText = z.string().check(z.maxLength(20_000));

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
  /** A card of the learner's own, as it reads from now on; `card` is its note, see own-cards.ts. */
  z.object({
    ...base,
    do: z.literal('write'),
    kind: z.enum(['basic', 'reverse', 'cloze']),
    /** HTML from outside: shown only through plainHtml. */
    front: OwnText.check(z.minLength(1)),
    back: OwnText,
    tags: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(50)),
    /** The name other programs know it by, if it came from one. */
    guid: z.optional(z.string().check(z.maxLength(200))),
  }),
  /** The learner's own card is gone until it is written again. */
  z.object({ ...base, do: z.literal('discard') }),
]);
export type Entry = z.infer<typeof Entry>;
export type GradeEntry = Extract<Entry, { do: 'grade' }>;

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

/** How entries are named that came from Anki's review log, see exchange/anki/progress.ts. */
export const ANKI_ID = 'anki.';
/** Reviews of one card with the same grade are one review when they lie closer than this, ms. */
const SAME_REVIEW_MS = 50;

/**
 * Ids of the reviews that went from here to Anki and came back. The entry made here stands for
 * them, also when it was undone since, and also when it reaches this device only later.
 */
export function returnedFromAnki(log: readonly Entry[]): ReadonlySet<string> {
  const back = new Set<string>();
  const fromAnki = log.filter((entry) => entry.do === 'grade' && entry.id.startsWith(ANKI_ID));
  if (fromAnki.length === 0) return back;
  const made = new Map<string, number[]>();
  for (const entry of log) {
    if (entry.do !== 'grade' || entry.id.startsWith(ANKI_ID)) continue;
    const review = `${entry.card} ${entry.grade}`;
    const times = made.get(review);
    if (times) times.push(entry.at);
    else made.set(review, [entry.at]);
  }
  for (const entry of fromAnki) {
    if (entry.do !== 'grade') continue;
    const times = made.get(`${entry.card} ${entry.grade}`) ?? [];
    if (times.some((at) => Math.abs(at - entry.at) < SAME_REVIEW_MS)) back.add(entry.id);
  }
  return back;
}

/** The entries that count: those taken back, the taking back, and returned reviews left out. */
export function effective(log: readonly Entry[]): Entry[] {
  const undone = new Set<string>(returnedFromAnki(log));
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
