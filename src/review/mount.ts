/** Brings the review page to life: opens what is kept, loads the cards, shows the first. */
import { h, render } from 'preact';
import { keepWhenWorth } from '../offline/persistence.ts';
import { browserStore } from '../storage.ts';
import { apologise, CLOCK, openCards } from './open.ts';
import { Review } from './Review.tsx';
import { ReviewSession } from './session.ts';

export async function mountReview(document: Document): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-review]');
  if (!place) return;
  try {
    const { served, collection, follow } = await openCards();
    const session = new ReviewSession(served, collection, CLOCK);
    follow(() => session.refresh());
    const reviews = collection.entries.filter((entry) => entry.do === 'grade').length;
    void keepWhenWorth(navigator.storage, reviews);
    place.replaceChildren();
    render(h(Review, { session, keep: browserStore(() => localStorage) }), place);
  } catch (error) {
    apologise(place, error);
  }
}
