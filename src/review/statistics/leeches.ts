/** Cards that are forgotten again and again: they want another look, not more reviews. */
import { type CardState, isLeech } from '../schedule.ts';
import type { ReviewSettings } from '../settings.ts';

export interface Leech {
  readonly key: string;
  readonly lapses: number;
  /** Grades it ever got. */
  readonly reviews: number;
  readonly suspended: boolean;
}

/** Most often forgotten first. */
export function leeches(
  states: Iterable<readonly [string, CardState]>,
  settings: ReviewSettings,
): readonly Leech[] {
  const found: Leech[] = [];
  for (const [key, state] of states) {
    if (!isLeech(state, settings)) continue;
    const { lapses, reps } = state.memory;
    found.push({ key, lapses, reviews: reps, suspended: state.suspended });
  }
  return found.sort((a, b) => b.lapses - a.lapses || (a.key < b.key ? -1 : 1));
}
