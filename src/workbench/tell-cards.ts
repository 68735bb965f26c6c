/** Tells the learner's flashcards what happens at the workbench. */
import { effect, untracked } from '@preact/signals';
import type { Opened } from '../review/course-cards.ts';
import type { Bench } from './bench.ts';

/** What there is to tell; both may reject, where the browser keeps nothing. */
export interface CardListener {
  solved(): Promise<Opened>;
  /** Ids of the checks that failed when the learner asked. */
  failed(checks: readonly string[]): Promise<unknown>;
}

/** Follows the bench until the returned function is called. Cards are a help: trouble is only logged. */
export function tellCards(bench: Bench, cards: CardListener): () => void {
  const { checks } = bench;
  let told = false;
  const stopSolved = effect(() => {
    if (!checks.complete.value || told) return;
    told = true;
    void cards
      .solved()
      .then((opened) => {
        if (opened.total === 0) return;
        bench.cards.value = opened;
        if (opened.fresh > 0) bench.notices.say(wordsFor(opened));
      })
      .catch(complain);
  });
  let before = checks.board.peek();
  const stopFailed = effect(() => {
    if (checks.asked.value) {
      before = untracked(() => checks.board.value);
      return;
    }
    const known = new Map(before.rows.map(({ id, result }) => [id, result]));
    const failed = checks.board
      .peek()
      .rows.filter(({ id, state, result }) => state === 'fail' && result !== known.get(id))
      .map(({ id }) => id);
    before = checks.board.peek();
    if (failed.length > 0) void cards.failed(failed).catch(complain);
  });
  return () => {
    stopSolved();
    stopFailed();
  };
}

/** `6 cards are now in your reviews.` */
export function wordsFor({ total, fresh }: Opened): string {
  const n = fresh || total;
  const now = fresh > 0 ? 'now ' : '';
  return n === 1 ? `1 card is ${now}in your reviews.` : `${n} cards are ${now}in your reviews.`;
}

function complain(error: unknown): void {
  console.warn('The flashcards were not told.', error);
}
