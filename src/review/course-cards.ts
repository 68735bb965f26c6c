/** What the course tells the cards: an exercise is solved, a check has failed. */
import { randomId } from '../random-id.ts';
import type { WorkbenchCards } from '../schemas/workbench.ts';
import { type Clock, Collection, type Deed } from './collection.ts';
import { effective } from './log.ts';
import { dayStart } from './queue.ts';
import { openReviewStore, type ReviewStore } from './store.ts';
import { announcing, type Channel } from './tabs.ts';
import { unlock } from './unlock.ts';

export interface Opened {
  /** Cards of the lesson, all in the learner's reviews now. */
  readonly total: number;
  /** Of those, how many were not before. */
  readonly fresh: number;
}

export interface CourseCardsOptions {
  readonly cards: WorkbenchCards;
  readonly store: ReviewStore;
  readonly clock: Clock;
  /** See {@link Collection.open}. */
  readonly writer: string;
  /** Whether the learner has begun a lesson. */
  readonly begun: (lesson: string) => boolean;
}

/** Of one exercise. All calls throw StoreError where the browser keeps nothing. */
export class CourseCards {
  private readonly options: CourseCardsOptions;
  private readonly collection: Collection;

  private constructor(options: CourseCardsOptions, collection: Collection) {
    this.options = options;
    this.collection = collection;
  }

  static async open(options: CourseCardsOptions): Promise<CourseCards> {
    const { cards, store, clock, writer } = options;
    const keyed = cards.lesson.map((key) => ({ key }));
    return new CourseCards(options, await Collection.open(keyed, store, clock, writer));
  }

  /** The exercise is solved: the lesson's cards may be asked. */
  async solved(): Promise<Opened> {
    await this.catchUp();
    const { collection } = this;
    const deeds = unlock(collection.cards, (key) => collection.state(key));
    await this.record(deeds);
    return { total: collection.cards.length, fresh: deeds.length };
  }

  /**
   * Checks that the learner asked for have failed: their cards are asked next. Not cards of lessons
   * the learner has not come to, not suspended ones, and none twice a day. Answers how many.
   */
  async failed(checks: readonly string[]): Promise<number> {
    await this.catchUp();
    const { cards, clock, begun } = this.options;
    const now = clock.now();
    const since = dayStart(now, this.collection.settings.dayStartsAt, clock.offsetMin(now));
    const today = new Set(
      effective(this.collection.entries)
        .filter((entry) => entry.do === 'recall' && entry.at >= since)
        .map(({ card }) => card),
    );
    const due = new Set<string>();
    for (const { key, lesson } of checks.flatMap((check) => cards.checks[check] ?? [])) {
      const { unlocked, suspended } = this.collection.state(key);
      const met = unlocked || (lesson !== undefined && begun(lesson));
      if (met && !suspended && !today.has(key)) due.add(key);
    }
    await this.record([...due].map((card): Deed => ({ do: 'recall', card })));
    return due.size;
  }

  /** What other tabs wrote since. */
  private async catchUp(): Promise<void> {
    await this.collection.merge(await this.options.store.entries());
  }

  private async record(deeds: readonly Deed[]): Promise<void> {
    if (deeds.length > 0) await this.collection.record(deeds);
  }
}

/** The cards this browser keeps; other tabs hear what changes. */
export async function openCourseCards(
  cards: WorkbenchCards,
  begun: (lesson: string) => boolean,
): Promise<CourseCards & Disposable> {
  const store = await openReviewStore();
  const writer = randomId();
  const channel: Channel = new BroadcastChannel('lab:review');
  const opened = await CourseCards.open({
    cards,
    begun,
    writer,
    store: announcing(store, channel, writer),
    clock: {
      now: () => Date.now(),
      offsetMin: (now) => new Date(now).getTimezoneOffset(),
    },
  });
  return Object.assign(opened, {
    [Symbol.dispose]() {
      channel.close();
      store.dispose();
    },
  });
}
