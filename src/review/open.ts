/** Opens a person's cards in this browser, and keeps them true to what happens elsewhere. */

import { loadProgress } from '../progress/store.ts';
import { randomId } from '../random-id.ts';
import { browserStore } from '../storage.ts';
import { type Clock, Collection } from './collection.ts';
import { readKept } from './kept.ts';
import { withOwnCards } from './own-cards.ts';
import type { Served } from './served.ts';
import { openReviewStore } from './store.ts';
import { announcing, hear } from './tabs.ts';
import { unlocksFor } from './unlock.ts';

export const CLOCK: Clock = {
  now: () => Date.now(),
  offsetMin: (now) => new Date(now).getTimezoneOffset(),
};

export interface OpenCards {
  readonly served: Served;
  readonly collection: Collection;
  /** Calls `changed` whenever another tab, a lesson or time itself has changed what is to be asked. */
  follow(changed: () => void): void;
}

/** Throws what to do when the cards do not load or the browser keeps nothing. */
export async function openCards(): Promise<OpenCards> {
  const [course, store] = await Promise.all([loadCards(), openReviewStore()]);
  const kept = await readKept(store);
  const served = withOwnCards(course, kept.log);
  const writer = randomId();
  const channel = new BroadcastChannel('lab:review');
  const collection = new Collection(
    served.cards,
    announcing(store, channel, writer),
    CLOCK,
    writer,
    kept,
  );
  const unlockFinished = (): void => {
    const progress = loadProgress(browserStore(() => localStorage));
    const deeds = unlocksFor(progress, served, (key) => collection.state(key));
    collection.record(deeds, 'course').catch(() => {});
  };
  unlockFinished();
  window.addEventListener('beforeunload', (event) => {
    if (collection.writing) event.preventDefault();
  });
  return {
    served,
    collection,
    follow(changed) {
      hear(channel, (entries) => {
        void collection.merge(entries).then((fresh) => fresh > 0 && changed());
      });
      // A page that slept heard nothing: it reads what was written meanwhile.
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState !== 'visible') return;
        void readKept(store)
          .then(async ({ log, settings }) => {
            await collection.merge(log);
            collection.adoptSettings(settings);
            unlockFinished();
            changed();
          })
          .catch((error: unknown) => console.error('The cards were not read again.', error));
      });
    },
  };
}

/** Puts a page's own words in the place of “Loading”. */
export function apologise(place: HTMLElement, error: unknown): void {
  console.error('The review page did not start.', error);
  const words = document.createElement('p');
  words.className = 'note';
  words.role = 'alert';
  words.textContent = error instanceof Error ? error.message : String(error);
  place.querySelector('[role="status"]')?.replaceWith(words);
}

async function loadCards(): Promise<Served> {
  const response = await fetch('/review/cards.json').catch(() => undefined);
  if (!response?.ok) {
    throw new Error('The cards did not load. Check your connection, then reload the page.');
  }
  return response.json();
}
