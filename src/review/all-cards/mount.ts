/** Brings the list of all cards to life. */
import { h, render } from 'preact';
import { apologise, CLOCK, openCards } from '../open.ts';
import { AllCards } from './AllCards.tsx';

export async function mountAllCards(document: Document): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-all-cards]');
  if (!place) return;
  try {
    const cards = await openCards();
    const parser = new DOMParser();
    const texts = new Map(
      cards.served.cards.map(({ key, question }) => {
        const { body } = parser.parseFromString(question, 'text/html');
        return [key, (body.textContent ?? '').replace(/\s+/g, ' ').trim()];
      }),
    );
    place.replaceChildren();
    render(h(AllCards, { ...cards, clock: CLOCK, texts }), place);
  } catch (error) {
    apologise(place, error);
  }
}
