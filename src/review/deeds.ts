/** What a learner can do to cards besides grading them, and the words for taking it back. */
import type { Collection, Deed } from './collection.ts';
import type { DeedEntries } from './history.ts';
import type { Entry } from './log.ts';
import type { CardState } from './schedule.ts';

export type CardAction = 'bury' | 'suspend' | 'resume' | 'reset' | 'unlock';

/** The deeds an action amounts to; none for cards it would not change. */
export function deedsFor(
  action: CardAction,
  keys: readonly string[],
  collection: Pick<Collection, 'state' | 'today'>,
): Deed[] {
  const { end } = collection.today();
  return keys
    .filter((key) => changes(action, collection.state(key), end))
    .map(
      (card): Deed => (action === 'bury' ? { do: action, card, until: end } : { do: action, card }),
    );
}

/** Whether an action does anything to a card; `dayEnd` in ms. */
export function changes(action: CardAction, state: CardState, dayEnd: number): boolean {
  switch (action) {
    case 'bury':
      return state.buriedUntil < dayEnd;
    case 'suspend':
      return !state.suspended;
    case 'resume':
      return state.suspended || state.buriedUntil > 0;
    case 'reset':
      return state.firstAt > 0;
    case 'unlock':
      return !state.unlocked;
  }
}

/** Said once it is done. */
export const DONE: Readonly<Record<CardAction, string>> = {
  bury: 'Put off until tomorrow.',
  suspend: 'Suspended.',
  resume: 'Asked again from now on.',
  reset: 'Reset.',
  unlock: 'Unlocked.',
};

const TAKING_BACK: Readonly<Partial<Record<Entry['do'], string>>> = {
  grade: 'Undo the last grade',
  bury: 'Undo putting it off',
  suspend: 'Undo suspending',
  resume: 'Undo resuming',
  reset: 'Undo the reset',
  note: 'Undo the note',
  unlock: 'Undo unlocking',
};

/** On the button that takes a deed back; null when there is none. */
export function undoLabel(deed: DeedEntries | null): string | null {
  const [first] = deed ?? [];
  if (!deed || !first) return null;
  const label = TAKING_BACK[first.do] ?? 'Undo';
  // A grade's siblings go unmentioned: they were put off without being asked for.
  return deed.length > 1 && first.do !== 'grade' ? `${label} ${deed.length} cards` : label;
}
