/** A person's cards: what was done, the states it leads to, and what to ask next. */
import { CardOrder } from './card-order.ts';
import type { Keyed } from './cards.ts';
import { type DeedEntries, History } from './history.ts';
import type { Kept } from './kept.ts';
import { type Entry, type Grade, type GradeEntry, nextTime } from './log.ts';
import { DayQueue, dayStart, doneSince, type Queue } from './queue.ts';
import { type CardState, isNew, newState, Schedule } from './schedule.ts';
import { mergeSettings, type ReviewSettings } from './settings.ts';
import type { ReviewStore } from './store.ts';
import { WriteBehind } from './write-behind.ts';

const DAY = 86_400_000;

export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** As Date#getTimezoneOffset, minutes. */
  offsetMin(now: number): number;
}

/** An entry without what the collection fills in itself. */
export type Deed = Entry extends infer E
  ? E extends Entry
    ? Omit<E, 'id' | 'at' | 'with'>
    : never
  : never;

/** Who does it: only what the learner did can be taken back. */
export type By = 'learner' | 'course';

/** Hears that entries were refused by the store, after they were taken back. */
export type RefusedListener = (lost: readonly Entry[], error: unknown) => void;

export class Collection {
  readonly cards: readonly Keyed[];
  private readonly order: CardOrder;
  private readonly store: ReviewStore;
  private readonly clock: Clock;
  private readonly writer: string;
  private readonly writes: WriteBehind;
  private readonly history: History;
  private counter = 0;
  private schedule: Schedule;
  private states: Map<string, CardState>;
  private current: ReviewSettings;
  private day: { readonly since: number; readonly queue: DayQueue } | undefined;
  /** Told when entries could not be written; they are taken back already. */
  onRefused: RefusedListener = () => {};

  /**
   * `writer` is a random name for this page load, so that two tabs never give the same id; `kept` is
   * what the store holds.
   */
  constructor(
    cards: readonly Keyed[],
    store: ReviewStore,
    clock: Clock,
    writer: string,
    kept: Kept,
  ) {
    this.cards = cards;
    this.order = new CardOrder(cards);
    this.store = store;
    this.clock = clock;
    this.writer = writer;
    this.writes = new WriteBehind(
      (entries) => store.append(entries),
      (lost, error) => this.refuse(lost, error),
    );
    this.history = new History(kept.log);
    this.current = kept.settings;
    this.schedule = new Schedule(kept.settings);
    this.states = new Map(kept.states ?? this.schedule.replay(this.history.entries));
  }

  /** A collection of what the store holds. Throws what the store says. */
  static async open(
    cards: readonly Keyed[],
    store: ReviewStore,
    clock: Clock,
    writer: string,
  ): Promise<Collection> {
    const [log, settings] = await Promise.all([store.entries(), store.settings()]);
    return new Collection(cards, store, clock, writer, { log, settings });
  }

  get settings(): ReviewSettings {
    return this.current;
  }

  /** The whole log, in time order. */
  get entries(): readonly Entry[] {
    return this.history.entries;
  }

  /** The grades that count from `at` on, ms. */
  gradesSince(at: number): readonly GradeEntry[] {
    return this.history.gradesSince(at);
  }

  /** What {@link undo} would take back. */
  get lastDeed(): DeedEntries | null {
    return this.history.lastDeed;
  }

  /** True while something is shown that is not on disk yet. */
  get writing(): boolean {
    return this.writes.busy;
  }

  state(key: string): CardState {
    return this.states.get(key) ?? newState();
  }

  /** When the day began and ends, ms. */
  today(): { readonly since: number; readonly end: number } {
    const now = this.clock.now();
    const since = dayStart(now, this.current.dayStartsAt, this.clock.offsetMin(now));
    return { since, end: since + DAY };
  }

  queue(): Queue {
    const now = this.clock.now();
    const { since, end } = this.today();
    if (this.day?.since !== since || now >= this.day.queue.until) {
      this.day = { since, queue: new DayQueue(this.order, this.states, now, end) };
    }
    const used = doneSince(this.history.gradesSince(since), this.states, since);
    return this.day.queue.at(now, used, this.current);
  }

  /** True for a card that may be asked today, limits aside. */
  isDue(key: string): boolean {
    const state = this.state(key);
    if (!state.unlocked || state.suspended || state.buriedUntil > this.clock.now()) return false;
    return isNew(state) || state.memory.due.getTime() < this.today().end;
  }

  /** When each grade would bring the card back, ms. */
  preview(key: string): Record<Grade, number> {
    return this.schedule.preview(this.state(key), this.clock.now());
  }

  /** Grades a card; `ms` is the time from question to grade. Siblings wait until tomorrow. */
  grade(key: string, grade: Grade, ms: number): Promise<void> {
    const until = this.today().end;
    return this.record(
      [
        { do: 'grade', card: key, grade, ms: Math.max(0, Math.round(ms)) },
        ...this.order.siblings(key).map((card): Deed => ({ do: 'bury', card, until })),
      ],
      'learner',
    );
  }

  /**
   * Takes back the last thing the learner did, with all that came along. Answers the entries taken
   * back at once, or null; they are on disk once `kept` resolves.
   */
  undo(): { readonly taken: DeedEntries; readonly kept: Promise<void> } | null {
    const deed = this.history.lastDeed;
    if (!deed) return null;
    const taken = [...deed];
    const kept = this.record(
      taken.map((entry): Deed => ({ do: 'undo', card: entry.card, of: entry.id })),
      'learner',
    );
    return { taken, kept };
  }

  /**
   * Holds at once, and is written behind: resolves once it is on disk. What the store refuses is
   * taken back, with everything done since, before `onRefused` is told and the promise rejects.
   */
  record(deeds: readonly Deed[], by: By = 'course'): Promise<void> {
    if (deeds.length === 0) return Promise.resolve();
    const entries = this.stamp(deeds, by);
    this.history.append(entries, by);
    for (const entry of entries) {
      const state =
        entry.do === 'undo'
          ? this.schedule.follow(this.history.of(entry.card))
          : this.schedule.apply(this.state(entry.card), entry);
      this.put(entry.card, state);
    }
    return this.writes.add(entries);
  }

  /** Takes in another device's log, or what another tab wrote. Answers how many were new. */
  async merge(entries: readonly Entry[]): Promise<number> {
    const known = new Set(this.history.entries.map(({ id }) => id));
    const fresh = entries.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return 0;
    await this.store.append(fresh);
    const count = this.history.merge(fresh);
    if (fresh.some((entry) => entry.do === 'undo')) this.restate();
    else this.follow(fresh);
    return count;
  }

  async changeSettings(settings: ReviewSettings): Promise<void> {
    await this.store.saveSettings(settings);
    this.current = settings;
    this.restate();
  }

  /** Takes over what was read from the store, if it was changed later. True when it differs. */
  adoptSettings(settings: ReviewSettings): boolean {
    const merged = mergeSettings(this.current, settings);
    if (JSON.stringify(merged) === JSON.stringify(this.current)) return false;
    this.current = merged;
    this.restate();
    return true;
  }

  /** Resolves once nothing is left to be written, whatever became of it. */
  settled(): Promise<void> {
    return this.writes.settled();
  }

  /** Entries of one deed name the first of them, so that they are taken back together. */
  private stamp(deeds: readonly Deed[], by: By): Entry[] {
    let at = nextTime(this.history.entries, this.clock.now());
    const first = `${this.writer}.${this.counter}`;
    return deeds.map((deed, index): Entry => {
      const id = `${this.writer}.${this.counter++}`;
      const along = index > 0 && by === 'learner' && deed.do !== 'undo';
      return { ...deed, id, at: at++, ...(along && { with: first }) } as Entry;
    });
  }

  private put(card: string, state: CardState): void {
    this.states.set(card, state);
    this.day?.queue.move(card, state, this.clock.now());
  }

  private refuse(lost: readonly Entry[], error: unknown): void {
    this.history.forget(lost);
    this.follow(lost);
    this.onRefused(lost, error);
  }

  /** The states of the cards these entries are about, anew. */
  private follow(entries: readonly Entry[]): void {
    for (const card of new Set(entries.map(({ card }) => card))) {
      this.put(card, this.schedule.follow(this.history.of(card)));
    }
  }

  private restate(): void {
    this.schedule = new Schedule(this.current);
    this.states = this.schedule.replay(this.history.entries);
    this.day = undefined;
  }
}
