/** One sitting with the cards: which is shown, whether its answer is, and what went wrong. */
import { type Signal, signal } from '@preact/signals';
import type { Clock, Collection, Deed } from './collection.ts';
import { type Entry, effective, type Grade } from './log.ts';
import type { Queue } from './queue.ts';
import type { Served, ServedCard } from './served.ts';
import { unlock } from './unlock.ts';

export interface View {
  readonly queue: Queue;
  /** Null when nothing is to be asked now. */
  readonly card: ServedCard | null;
  readonly revealed: boolean;
  /** What the answer that was given suggests; null without one. */
  readonly suggested: Grade | null;
  readonly note: string;
  readonly editingNote: boolean;
  readonly canUndo: boolean;
  /** What did not work and what to do; empty when all is well. */
  readonly trouble: string;
  /** Counts up with every question, also when the same card comes again. */
  readonly turn: number;
}

/** setTimeout takes no more. */
const LONGEST_WAIT = 2_147_483_647;

export class ReviewSession {
  readonly view: Signal<View>;
  readonly served: Served;
  readonly collection: Collection;
  readonly clock: Clock;
  private readonly byKey: ReadonlyMap<string, ServedCard>;
  private shownAt: number;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(served: Served, collection: Collection, clock: Clock) {
    this.served = served;
    this.collection = collection;
    this.clock = clock;
    this.byKey = new Map(served.cards.map((card) => [card.key, card]));
    this.shownAt = clock.now();
    this.view = signal(this.question(undefined, 0));
    this.wake();
  }

  reveal(suggested: Grade | null = null): void {
    const { card, revealed } = this.view.peek();
    if (card && !revealed) this.change({ revealed: true, suggested });
  }

  /** Does nothing while the answer is hidden. */
  async grade(grade: Grade): Promise<void> {
    const { card, revealed } = this.view.peek();
    if (!card || !revealed) return;
    await this.write(async () => {
      await this.collection.grade(card.key, grade, this.clock.now() - this.shownAt);
      this.ask();
    });
  }

  /** Takes back the last grade and asks its card again. */
  async undo(): Promise<void> {
    await this.write(async () => {
      const key = await this.collection.undo();
      if (key !== null) this.ask(key);
    });
  }

  editNote(editing: boolean): void {
    if (this.view.peek().card) this.change({ editingNote: editing });
  }

  async saveNote(text: string): Promise<void> {
    const { card } = this.view.peek();
    if (!card) return;
    await this.write(async () => {
      await this.collection.record([{ do: 'note', card: card.key, text: text.slice(0, 4000) }]);
      this.change({ note: text, editingNote: false });
    });
  }

  async unlockDeck(deck: string): Promise<void> {
    const cards = this.served.cards.filter((card) => card.deck === deck);
    await this.record(unlock(cards, (key) => this.collection.state(key)));
  }

  async record(deeds: readonly Deed[]): Promise<void> {
    if (deeds.length === 0) return;
    await this.write(async () => {
      await this.collection.record(deeds);
      this.refresh();
    });
  }

  /** What another tab wrote. The card on the screen stays as long as it is still to be asked. */
  async merge(entries: readonly Entry[]): Promise<void> {
    if ((await this.collection.merge(entries)) > 0) this.refresh();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private refresh(): void {
    const { card } = this.view.peek();
    const queue = this.collection.queue();
    if (card && queue.now.includes(card.key)) this.change({ queue, canUndo: this.canUndo() });
    else this.ask();
  }

  private ask(key?: string): void {
    this.view.value = this.question(key, this.view.peek().turn + 1);
    this.shownAt = this.clock.now();
    this.wake();
  }

  private question(wanted: string | undefined, turn: number): View {
    const queue = this.collection.queue();
    const key = wanted !== undefined && this.byKey.has(wanted) ? wanted : queue.now[0];
    return {
      queue,
      card: key === undefined ? null : (this.byKey.get(key) ?? null),
      revealed: false,
      suggested: null,
      note: key === undefined ? '' : this.collection.state(key).note,
      editingNote: false,
      canUndo: this.canUndo(),
      trouble: '',
      turn,
    };
  }

  /** A learning card comes back while nothing else is to be asked. */
  private wake(): void {
    clearTimeout(this.timer);
    const { card, queue } = this.view.peek();
    if (card || queue.next === null) return;
    const wait = Math.max(queue.next - this.clock.now(), 0);
    this.timer = setTimeout(() => this.ask(), Math.min(wait + 50, LONGEST_WAIT));
  }

  private canUndo(): boolean {
    return effective(this.collection.entries).some((entry) => entry.do === 'grade');
  }

  /** One write at a time; a failure stays on the screen with the card it is about. */
  private async write(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.change({ trouble: '' });
      await work();
    } catch (error) {
      this.change({ trouble: error instanceof Error ? error.message : String(error) });
    } finally {
      this.busy = false;
    }
  }

  private change(part: Partial<View>): void {
    this.view.value = { ...this.view.peek(), ...part };
  }
}
