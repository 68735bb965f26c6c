/** A person's cards: the log in memory, the states it leads to, and what to ask next. */
import { type Keyed, noteOf } from './cards.ts';
import { type Entry, effective, type Grade, mergeLogs, nextTime } from './log.ts';
import { buildQueue, dayStart, doneSince, type Queue } from './queue.ts';
import { type CardState, newState, Schedule } from './schedule.ts';
import type { ReviewSettings } from './settings.ts';
import type { ReviewStore } from './store.ts';

const DAY = 86_400_000;

export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** As Date#getTimezoneOffset, minutes. */
  offsetMin(now: number): number;
}

/** An entry without what the collection fills in itself. */
export type Deed = Entry extends infer E ? (E extends Entry ? Omit<E, 'id' | 'at'> : never) : never;

export class Collection {
  readonly cards: readonly Keyed[];
  private readonly store: ReviewStore;
  private readonly clock: Clock;
  private readonly writer: string;
  private counter = 0;
  private log: Entry[];
  private schedule: Schedule;
  private states: Map<string, CardState>;
  private current: ReviewSettings;

  private constructor(
    cards: readonly Keyed[],
    store: ReviewStore,
    clock: Clock,
    writer: string,
    kept: { log: Entry[]; settings: ReviewSettings },
  ) {
    this.cards = cards;
    this.store = store;
    this.clock = clock;
    this.writer = writer;
    this.log = kept.log;
    this.current = kept.settings;
    this.schedule = new Schedule(kept.settings);
    this.states = this.schedule.replay(this.log);
  }

  /** `writer` is a random name for this page load: two tabs never give the same id. */
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
    return this.log;
  }

  state(key: string): CardState {
    return this.states.get(key) ?? newState();
  }

  queue(): Queue {
    const now = this.clock.now();
    const since = dayStart(now, this.current.dayStartsAt, this.clock.offsetMin(now));
    return buildQueue({
      cards: this.cards,
      states: this.states,
      settings: this.current,
      used: doneSince(this.log, this.states, since),
      now,
      dayEnd: since + DAY,
    });
  }

  /** When each grade would bring the card back, ms. */
  preview(key: string): Record<Grade, number> {
    return this.schedule.preview(this.state(key), this.clock.now());
  }

  /** Grades a card; `ms` is the time from question to grade. Siblings wait until tomorrow. */
  async grade(key: string, grade: Grade, ms: number): Promise<void> {
    const now = this.clock.now();
    const since = dayStart(now, this.current.dayStartsAt, this.clock.offsetMin(now));
    const siblings = this.cards.filter(
      (card) => card.key !== key && noteOf(card.key) === noteOf(key),
    );
    await this.record([
      { do: 'grade', card: key, grade, ms: Math.max(0, Math.round(ms)) },
      ...siblings.map((card): Deed => ({ do: 'bury', card: card.key, until: since + DAY })),
    ]);
  }

  /** Takes back the last grade and what came with it. Answers the card's key, or null. */
  async undo(): Promise<string | null> {
    const done = effective(this.log);
    const index = done.findLastIndex((entry) => entry.do === 'grade');
    const last = done[index];
    if (!last) return null;
    const along = done
      .slice(index + 1)
      .filter((entry) => entry.do === 'bury' && noteOf(entry.card) === noteOf(last.card));
    await this.record(
      [last, ...along].map((entry): Deed => ({ do: 'undo', card: entry.card, of: entry.id })),
    );
    return last.card;
  }

  /** Writes deeds to disk first and only then into memory: what is on the screen is kept. */
  async record(deeds: readonly Deed[]): Promise<void> {
    let at = nextTime(this.log, this.clock.now());
    const entries = deeds.map(
      (deed): Entry => ({ ...deed, id: `${this.writer}.${this.counter++}`, at: at++ }) as Entry,
    );
    await this.store.append(entries);
    for (const entry of entries) this.log.push(entry);
    if (entries.some((entry) => entry.do === 'undo')) {
      this.states = this.schedule.replay(this.log);
      return;
    }
    for (const entry of entries) {
      this.states.set(entry.card, this.schedule.apply(this.state(entry.card), entry));
    }
  }

  /** Takes in another device's log, or what another tab wrote. Answers how many were new. */
  async merge(entries: readonly Entry[]): Promise<number> {
    const merged = mergeLogs(this.log, entries);
    const fresh = merged.length - this.log.length;
    if (fresh === 0) return 0;
    await this.store.append(entries);
    this.log = merged;
    this.states = this.schedule.replay(this.log);
    return fresh;
  }

  async changeSettings(change: ReviewSettings): Promise<void> {
    const settings = { ...change, changedAt: this.clock.now() };
    await this.store.saveSettings(settings);
    this.current = settings;
    this.schedule = new Schedule(settings);
    this.states = this.schedule.replay(this.log);
  }
}
