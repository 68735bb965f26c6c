/** Reads this browser's reviews and works the figures out, away from the page. */
import { ownKeys, ownNotes, withOwnCards } from '../own-cards.ts';
import type { ServedCard } from '../served.ts';
import { openReviewStore } from '../store.ts';
import { type Statistics, statistics } from './statistics.ts';

export interface StatisticsRequest {
  /** Cards of the course. */
  readonly keys: readonly string[];
  /** ms since the epoch. */
  readonly now: number;
}

export type StatisticsReply =
  | { readonly figures: Statistics; readonly ownCards: readonly ServedCard[] }
  /** What went wrong and what to do. */
  | { readonly trouble: string };

async function answer({ keys, now }: StatisticsRequest): Promise<StatisticsReply> {
  const store = await openReviewStore();
  try {
    const [log, settings] = await Promise.all([store.entries(), store.settings()]);
    const own = ownNotes(log).flatMap((note) => ownKeys(note).map(({ key }) => key));
    const figures = statistics({
      log,
      keys: [...keys, ...own],
      settings,
      now,
      offsetMin: (at) => new Date(at).getTimezoneOffset(),
    });
    const { cards } = withOwnCards({ decks: [], lessons: [], cards: [] }, log);
    return { figures, ownCards: cards };
  } finally {
    store.dispose();
  }
}

addEventListener('message', ({ data }: MessageEvent<StatisticsRequest>) => {
  void answer(data)
    .catch(
      (error: unknown): StatisticsReply => ({
        trouble: error instanceof Error ? error.message : String(error),
      }),
    )
    .then((reply) => postMessage(reply));
});
