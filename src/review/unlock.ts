/** Which cards the learner's progress in the course opens. */
import { lessonState, type Progress } from '../progress/progress.ts';
import type { Deed } from './collection.ts';
import type { CardState } from './schedule.ts';
import type { Served, ServedCard } from './served.ts';

type StateOf = (key: string) => Pick<CardState, 'unlocked'>;

/** Entries that unlock the cards of every finished lesson; none for cards that are open already. */
export function unlocksFor(
  progress: Progress,
  { lessons, cards }: Pick<Served, 'lessons' | 'cards'>,
  stateOf: StateOf,
): Deed[] {
  const done = new Set(
    lessons.filter((lesson) => lessonState(progress, lesson) === 'done').map(({ path }) => path),
  );
  return unlock(
    cards.filter(({ lesson }) => lesson !== undefined && done.has(lesson)),
    stateOf,
  );
}

/** Entries that unlock those of the cards that are locked. */
export function unlock(cards: readonly Pick<ServedCard, 'key'>[], stateOf: StateOf): Deed[] {
  return cards
    .filter(({ key }) => !stateOf(key).unlocked)
    .map(({ key }): Deed => ({ do: 'unlock', card: key }));
}
