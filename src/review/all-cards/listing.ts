/** The cards as a list to look through: in words, and by where they stand. */
import { spellInterval } from '../figures.ts';
import { type CardState, isLearning, isLeech, isNew } from '../schedule.ts';
import type { Served } from '../served.ts';
import type { ReviewSettings } from '../settings.ts';

export const STANDINGS = {
  locked: 'Locked',
  new: 'New',
  learning: 'Learning',
  due: 'Due',
  later: 'Later',
  buried: 'Put off',
  suspended: 'Suspended',
} as const;
export type Standing = keyof typeof STANDINGS;

export interface Row {
  readonly key: string;
  readonly deck: string;
  readonly deckTitle: string;
  /** The question without its markup. */
  readonly text: string;
  readonly standing: Standing;
  /** As the list says it, for example `Due in 6 days`. */
  readonly words: string;
  readonly leech: boolean;
}

export interface Now {
  readonly settings: ReviewSettings;
  /** ms. */
  readonly now: number;
  readonly dayEnd: number;
}

export interface Wanted {
  /** All of these words are in the text, the deck or the key. */
  readonly search: string;
  /** Empty: every deck. */
  readonly deck: string;
  readonly standing: Standing | 'leech' | '';
}

export function standingOf(state: CardState, { now, dayEnd }: Now): Standing {
  if (!state.unlocked) return 'locked';
  if (state.suspended) return 'suspended';
  if (state.buriedUntil > now) return 'buried';
  if (state.recalledAt > 0) return 'due';
  if (isNew(state)) return 'new';
  if (isLearning(state)) return 'learning';
  return state.memory.due.getTime() < dayEnd ? 'due' : 'later';
}

/** In the order of the course; `textOf` reads HTML. */
export function rowsOf(
  { cards, decks }: Pick<Served, 'cards' | 'decks'>,
  stateOf: (key: string) => CardState,
  now: Now,
  textOf: (key: string) => string,
): Row[] {
  const titles = new Map(decks.map(({ deck, title }) => [deck, title]));
  return cards.map(({ key, deck }) => {
    const state = stateOf(key);
    const standing = standingOf(state, now);
    return {
      key,
      deck,
      deckTitle: titles.get(deck) ?? deck,
      text: textOf(key),
      standing,
      words: wordsFor(standing, state, now.now),
      leech: isLeech(state, now.settings),
    };
  });
}

export function findRows(rows: readonly Row[], { search, deck, standing }: Wanted): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (deck && row.deck !== deck) return false;
    if (standing && (standing === 'leech' ? !row.leech : row.standing !== standing)) return false;
    const text = `${row.text} ${row.deckTitle} ${row.key}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function wordsFor(standing: Standing, { memory }: CardState, now: number): string {
  const dueIn = memory.due.getTime() - now;
  if (standing === 'later') return `Due ${spellInterval(dueIn)}`;
  if (standing === 'learning' && dueIn > 0) return `Learning, due ${spellInterval(dueIn)}`;
  if (standing === 'buried') return 'Put off until tomorrow';
  return STANDINGS[standing];
}
