/** Brings the statistics page to life. */
import { h, render } from 'preact';
import type { Served } from '../../served.ts';
import { askForStatistics } from '../ask.ts';
import { NoStatistics, StatisticsPage } from './StatisticsPage.tsx';

export async function mountStatistics(document: Document): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-statistics]');
  if (!place) return;
  try {
    const served = await loadCards();
    const keys = served.cards.map(({ key }) => key);
    const { figures, ownCards } = await askForStatistics({ keys, now: Date.now() });
    const cards = new Map([...served.cards, ...ownCards].map((card) => [card.key, card]));
    place.replaceChildren();
    render(h(StatisticsPage, { figures, cards }), place);
  } catch (error) {
    console.error('The statistics page did not start.', error);
    place.replaceChildren();
    render(h(NoStatistics, { why: error instanceof Error ? error.message : String(error) }), place);
  }
}

async function loadCards(): Promise<Served> {
  const response = await fetch('/review/cards.json').catch(() => undefined);
  if (!response?.ok) {
    throw new Error('The cards did not load. Check your connection, then reload the page.');
  }
  return response.json();
}
