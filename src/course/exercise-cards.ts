/** Which flashcards an exercise has to do with. */
import { reviewCards } from '../review/cards.ts';
import type { Deck } from '../schemas/deck.ts';
import type { Exercise } from '../schemas/exercise.ts';
import type { WorkbenchCards } from '../schemas/workbench.ts';

/** Cards of the lesson `path`, and those of any lesson that name a check of its exercise. */
export function exerciseCards(
  decks: readonly Deck[],
  path: string,
  { id, checks }: Pick<Exercise, 'id' | 'checks'>,
): WorkbenchCards {
  const cards = reviewCards(decks);
  const recalled = checks.flatMap((check) => {
    const named = cards.filter(({ card }) => card.checks.includes(`${id}/${check.id}`));
    if (named.length === 0) return [];
    const keyed = named.map(({ key, card: { lesson } }) => ({ key, ...(lesson && { lesson }) }));
    return [[check.id, keyed] as const];
  });
  return {
    lesson: cards.filter(({ card }) => card.lesson === path).map(({ key }) => key),
    checks: Object.fromEntries(recalled),
  };
}
