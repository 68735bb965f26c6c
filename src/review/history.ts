/** The log, with what is asked of it at every grade kept at hand: nothing here passes over all of it. */
import {
  ANKI_ID,
  compareEntries,
  type Entry,
  effective,
  type GradeEntry,
  mergeLogs,
} from './log.ts';

/** What the learner did in one go: a grade and the siblings it buried, or several cards suspended. */
export type DeedEntries = readonly Entry[];

/** What a learner does to a card. Lessons and failed checks open cards too, and files bring some. */
const DEEDS: ReadonlySet<Entry['do']> = new Set([
  'grade',
  'bury',
  'suspend',
  'resume',
  'reset',
  'note',
]);

export class History {
  private log: Entry[];
  private readonly byCard = new Map<string, Entry[]>();
  private graded: GradeEntry[] = [];
  private deeds: Entry[][] = [];
  /** Unlocks the learner asked for on this page; others are not theirs to take back. */
  private readonly asked = new Set<string>();

  /** `log` in any order. */
  constructor(log: readonly Entry[]) {
    this.log = [...log].sort(compareEntries);
    this.index();
  }

  /** Everything that was ever done, in time order. */
  get entries(): readonly Entry[] {
    return this.log;
  }

  /** What counts for a card, in time order. */
  of(card: string): readonly Entry[] {
    return this.byCard.get(card) ?? [];
  }

  /** The grades that count from `at` on, ms. */
  gradesSince(at: number): readonly GradeEntry[] {
    let [low, high] = [0, this.graded.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.graded[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return this.graded.slice(low);
  }

  /** The last thing the learner did that still counts; null when there is nothing to take back. */
  get lastDeed(): DeedEntries | null {
    return this.deeds.at(-1) ?? null;
  }

  /** Adds what was just done: entries in time order, none before the last. */
  append(entries: readonly Entry[], by: 'learner' | 'course'): void {
    for (const entry of entries) {
      this.log.push(entry);
      if (by === 'learner' && entry.do === 'unlock') this.asked.add(entry.id);
      if (entry.do === 'undo') this.takeBack(entry);
      else this.count(entry);
    }
  }

  /** Takes in entries from elsewhere. Answers how many were new. */
  merge(entries: readonly Entry[]): number {
    const merged = mergeLogs(this.log, entries);
    const fresh = merged.length - this.log.length;
    if (fresh > 0) this.replace(merged);
    return fresh;
  }

  /** As if these had never been done: they could not be written. */
  forget(entries: readonly Entry[]): void {
    const gone = new Set(entries.map(({ id }) => id));
    this.replace(this.log.filter(({ id }) => !gone.has(id)));
  }

  private replace(log: Entry[]): void {
    this.log = log;
    this.byCard.clear();
    this.graded = [];
    this.deeds = [];
    this.index();
  }

  private index(): void {
    for (const entry of effective(this.log)) this.count(entry);
  }

  private count(entry: Entry): void {
    const known = this.byCard.get(entry.card);
    if (known) known.push(entry);
    else this.byCard.set(entry.card, [entry]);
    if (entry.do === 'grade') this.graded.push(entry);
    if (!this.isDeed(entry)) return;
    const last = this.deeds.at(-1);
    if (last && entry.with !== undefined && last[0]?.id === entry.with) last.push(entry);
    else this.deeds.push([entry]);
  }

  private isDeed({ id, do: what }: Entry): boolean {
    return (DEEDS.has(what) && !id.startsWith(ANKI_ID)) || this.asked.has(id);
  }

  private takeBack({ card, of }: Entry & { readonly do: 'undo' }): void {
    const known = this.byCard.get(card);
    const place = known?.findLastIndex(({ id }) => id === of) ?? -1;
    const taken = known?.[place];
    if (!known || !taken) {
      // The taking back of an undo, or of something that does not count.
      this.replace(this.log);
      return;
    }
    known.splice(place, 1);
    if (taken.do === 'grade') removeLast(this.graded, taken);
    const deed = this.deeds.findLastIndex((entries) => entries.includes(taken));
    const entries = this.deeds[deed];
    if (!entries) return;
    removeLast(entries, taken);
    if (entries.length === 0) this.deeds.splice(deed, 1);
  }
}

function removeLast<E extends Entry>(entries: E[], entry: E): void {
  const place = entries.lastIndexOf(entry);
  if (place >= 0) entries.splice(place, 1);
}
