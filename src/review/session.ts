/** One sitting with the cards: which is shown, whether its answer is, and what went wrong. */
import { type Signal, signal } from '@preact/signals';
import type { By, Clock, Collection, Deed } from './collection.ts';
import { type CardAction, DONE, deedsFor, undoLabel } from './deeds.ts';
import type { Entry, Grade } from './log.ts';
import type { Queue } from './queue.ts';
import type { Served, ServedCard } from './served.ts';
import type { ReviewSettings } from './settings.ts';
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
  /** What undo would take back, in words; null when there is nothing. */
  readonly undo: string | null;
  /** What did not work and what to do; empty when all is well. */
  readonly trouble: string;
  /** What was just done, for those who do not see the card go; empty after a grade. */
  readonly said: string;
  /** Counts up with every question, also when the same card comes again. */
  readonly turn: number;
}

/** From the press that grades to the next question laid out, for `performance.getEntriesByName`. */
export const GRADE_TO_NEXT = 'review:grade-to-next';

/** setTimeout takes no more. */
const LONGEST_WAIT = 2_147_483_647;
/** A clock that runs further behind the log than this is set wrong, ms. */
const CLOCK_BEHIND = 3_600_000;

export class ReviewSession {
  readonly view: Signal<View>;
  readonly served: Served;
  readonly collection: Collection;
  readonly clock: Clock;
  private readonly byKey: ReadonlyMap<string, ServedCard>;
  private shownAt: number;
  private gradedAt: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(served: Served, collection: Collection, clock: Clock) {
    this.served = served;
    this.collection = collection;
    this.clock = clock;
    this.byKey = new Map(served.cards.map((card) => [card.key, card]));
    this.shownAt = clock.now();
    this.view = signal(this.question(undefined, 0));
    collection.onRefused = (lost, error) => this.bringBack(lost, error);
    this.wake();
  }

  reveal(suggested: Grade | null = null): void {
    const { card, revealed } = this.view.peek();
    if (card && !revealed) this.change({ revealed: true, suggested });
  }

  /** Shows the next card at once. Does nothing while the answer is hidden. */
  grade(grade: Grade): void {
    const { card, revealed } = this.view.peek();
    if (!card || !revealed) return;
    this.gradedAt = performance.now();
    unattended(this.collection.grade(card.key, grade, this.clock.now() - this.shownAt));
    this.ask();
  }

  /** The screen has laid out what `view` says. */
  laidOut(): void {
    if (this.gradedAt === null) return;
    performance.measure(GRADE_TO_NEXT, { start: this.gradedAt });
    this.gradedAt = null;
  }

  /** Does something else to the card on the screen. */
  act(action: CardAction): void {
    const { card } = this.view.peek();
    if (!card) return;
    unattended(this.collection.record(deedsFor(action, [card.key], this.collection), 'learner'));
    this.ask();
    this.change({ said: DONE[action] });
  }

  /** Takes back the last thing that was done, and asks its card again if it may be asked. */
  undo(): void {
    const undone = this.collection.undo();
    if (!undone) return;
    unattended(undone.kept);
    const key = undone.taken[0]?.card;
    this.ask(key !== undefined && this.collection.isDue(key) ? key : undefined);
    this.change({ said: 'Undone.' });
  }

  editNote(editing: boolean): void {
    if (this.view.peek().card) this.change({ editingNote: editing });
  }

  /** The field stays open with what was written until it is on disk. */
  async saveNote(text: string): Promise<void> {
    const { card, turn } = this.view.peek();
    if (!card) return;
    const kept = this.collection.record(
      [{ do: 'note', card: card.key, text: text.slice(0, 4000) }],
      'learner',
    );
    await kept.then(
      () => {
        if (this.view.peek().turn !== turn) return;
        this.change({ note: text, editingNote: false, undo: this.undoLabel(), trouble: '' });
      },
      () => {},
    );
  }

  unlockDeck(deck: string): void {
    const cards = this.served.cards.filter((card) => card.deck === deck);
    this.record(
      unlock(cards, (key) => this.collection.state(key)),
      'learner',
    );
  }

  record(deeds: readonly Deed[], by: By): void {
    if (deeds.length === 0) return;
    unattended(this.collection.record(deeds, by));
    this.refresh();
  }

  /** Throws what the store says; then nothing is changed. */
  async changeSettings(settings: ReviewSettings): Promise<void> {
    await this.collection.changeSettings({ ...settings, changedAt: this.clock.now() });
    this.refresh();
  }

  /**
   * Looks again at what is to be asked: time has passed, or something came from elsewhere. The card
   * on the screen stays as long as it is still to be asked.
   */
  refresh(): void {
    const { card } = this.view.peek();
    const queue = this.collection.queue();
    if (card && queue.now.includes(card.key)) this.change({ queue, undo: this.undoLabel() });
    else this.ask();
  }

  dispose(): void {
    clearTimeout(this.timer);
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
      undo: this.undoLabel(),
      trouble: this.clockTrouble(),
      said: '',
      turn,
    };
  }

  /** The store refused: the first card that is not kept is asked again, with the reason. */
  private bringBack(lost: readonly Entry[], error: unknown): void {
    const { editingNote } = this.view.peek();
    const grades = lost.filter((entry) => entry.do === 'grade').length;
    const several = grades > 1 ? ` Your last ${grades} grades are undone.` : '';
    const trouble = (error instanceof Error ? error.message : String(error)) + several;
    // Nothing half written goes away: the card is back in the queue all the same.
    if (editingNote) this.change({ queue: this.collection.queue(), undo: this.undoLabel() });
    else {
      const key = lost[0]?.card;
      this.ask(key !== undefined && this.collection.isDue(key) ? key : undefined);
    }
    this.change({ trouble });
  }

  private clockTrouble(): string {
    const last = this.collection.entries.at(-1)?.at ?? 0;
    if (last - this.clock.now() < CLOCK_BEHIND) return '';
    const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
    return `The clock of this device is behind your last review, ${when.format(last)}. Set it right, or cards come too late. Nothing is lost.`;
  }

  /** A learning card comes back while nothing else is to be asked; so does the next day. */
  private wake(): void {
    clearTimeout(this.timer);
    const { card, queue } = this.view.peek();
    if (card) return;
    const at = Math.min(queue.next ?? Number.POSITIVE_INFINITY, this.collection.today().end);
    const wait = Math.max(at - this.clock.now(), 0);
    this.timer = setTimeout(() => this.ask(), Math.min(wait + 50, LONGEST_WAIT));
  }

  private undoLabel(): string | null {
    return undoLabel(this.collection.lastDeed);
  }

  private change(part: Partial<View>): void {
    this.view.value = { ...this.view.peek(), ...part };
  }
}

/** Whoever shows it hears of a refusal through `onRefused`. */
function unattended(kept: Promise<void>): void {
  kept.catch(() => {});
}
