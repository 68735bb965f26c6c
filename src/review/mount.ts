/** Brings the review page to life: opens what is kept, loads the cards, shows the first. */
import { h, render } from 'preact';
import { loadProgress } from '../progress/store.ts';
import { browserStore } from '../storage.ts';
import { type Clock, Collection } from './collection.ts';
import { withOwnCards } from './own-cards.ts';
import { Review } from './Review.tsx';
import type { Served } from './served.ts';
import { ReviewSession } from './session.ts';
import { openReviewStore } from './store.ts';
import { announcing, hear } from './tabs.ts';
import { unlocksFor } from './unlock.ts';

const CLOCK: Clock = {
  now: () => Date.now(),
  offsetMin: (now) => new Date(now).getTimezoneOffset(),
};

export async function mountReview(document: Document): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-review]');
  if (!place) return;
  try {
    const session = await openSession();
    place.replaceChildren();
    render(h(Review, { session, keep: browserStore(() => localStorage) }), place);
  } catch (error) {
    console.error('The review page did not start.', error);
    apologise(place, error instanceof Error ? error.message : String(error));
  }
}

async function openSession(): Promise<ReviewSession> {
  const [course, store] = await Promise.all([loadCards(), openReviewStore()]);
  const served = withOwnCards(course, await store.entries());
  const writer = crypto.randomUUID();
  const channel = new BroadcastChannel('lab:review');
  const collection = await Collection.open(
    served.cards,
    announcing(store, channel, writer),
    CLOCK,
    writer,
  );
  const session = new ReviewSession(served, collection, CLOCK);
  hear(channel, (entries) => void session.merge(entries));
  const catchUp = async () => {
    const progress = loadProgress(browserStore(() => localStorage));
    await session.record(unlocksFor(progress, served, (key) => collection.state(key)));
  };
  await catchUp();
  // A page that slept heard nothing: it reads what was written meanwhile.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    void store
      .entries()
      .then((entries) => session.merge(entries))
      .then(catchUp)
      .catch((error: unknown) => console.error('The cards were not read again.', error));
  });
  return session;
}

async function loadCards(): Promise<Served> {
  const response = await fetch('/review/cards.json').catch(() => undefined);
  if (!response?.ok) {
    throw new Error('The cards did not load. Check your connection, then reload the page.');
  }
  return response.json();
}

function apologise(place: HTMLElement, message: string): void {
  const words = document.createElement('p');
  words.className = 'note';
  words.role = 'alert';
  words.textContent = message;
  place.querySelector('[role="status"]')?.replaceWith(words);
}
