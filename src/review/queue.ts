/** What to ask now, in which order. */
import { type Keyed, noteOf } from './cards.ts';
import type { Entry } from './log.ts';
import { effective } from './log.ts';
import { type CardState, isLearning, isNew, newState } from './schedule.ts';
import type { ReviewSettings } from './settings.ts';

export interface Queue {
  /** Keys in the order they are asked. */
  readonly now: readonly string[];
  /** When the next learning card comes, ms, if `now` is empty. */
  readonly next: number | null;
  readonly counts: { readonly learning: number; readonly due: number; readonly fresh: number };
}

/** ms at which the day of `now` began, in local time (`offsetMin` as Date#getTimezoneOffset). */
export function dayStart(now: number, startsAt: number, offsetMin: number): number {
  const DAY = 86_400_000;
  const shift = (startsAt * 60 + offsetMin) * 60_000;
  return Math.floor((now - shift) / DAY) * DAY + shift;
}

/** How much of the day's allowance is used: cards begun and reviews done since `since`. */
export function doneSince(
  log: readonly Entry[],
  states: ReadonlyMap<string, CardState>,
  since: number,
): { fresh: number; reviews: number } {
  const fresh = new Set<string>();
  let reviews = 0;
  for (const entry of effective(log)) {
    if (entry.do !== 'grade' || entry.at < since) continue;
    const first = states.get(entry.card)?.firstAt ?? 0;
    if (first >= since) fresh.add(entry.card);
    else reviews++;
  }
  return { fresh: fresh.size, reviews };
}

/**
 * The queue at `now`: recalled cards, then learning cards that are due, then reviews by how likely
 * they are forgotten (longest overdue relative to their interval first), then new cards in the
 * order of the course. Siblings of a card asked today wait for tomorrow, except learning cards.
 */
export function buildQueue(input: {
  readonly cards: readonly Keyed[];
  readonly states: ReadonlyMap<string, CardState>;
  readonly settings: ReviewSettings;
  readonly used: { readonly fresh: number; readonly reviews: number };
  readonly now: number;
  readonly dayEnd: number;
}): Queue {
  const { cards, states, settings, used, now, dayEnd } = input;
  const recalled: string[] = [];
  const learning: { key: string; due: number }[] = [];
  const due: { key: string; urgency: number }[] = [];
  const fresh: string[] = [];
  let next: number | null = null;
  const fallback = newState();

  for (const { key } of cards) {
    const state = states.get(key) ?? fallback;
    if (state.suspended || state.buriedUntil > now) continue;
    const dueAt = state.memory.due.getTime();
    if (state.recalledAt > 0) recalled.push(key);
    else if (isNew(state)) {
      if (state.unlocked) fresh.push(key);
    } else if (isLearning(state)) {
      if (dueAt <= now) learning.push({ key, due: dueAt });
      else next = next === null ? dueAt : Math.min(next, dueAt);
    } else if (dueAt < dayEnd) {
      const interval = Math.max(state.memory.scheduled_days, 1);
      due.push({ key, urgency: (now - dueAt) / interval });
    }
  }
  learning.sort((a, b) => a.due - b.due);
  due.sort((a, b) => b.urgency - a.urgency || (a.key < b.key ? -1 : 1));

  const seen = new Set<string>();
  const once = (key: string): boolean => {
    const note = noteOf(key);
    if (seen.has(note)) return false;
    seen.add(note);
    return true;
  };
  const urgent = [...recalled, ...learning.map(({ key }) => key)];
  for (const key of urgent) seen.add(noteOf(key));
  const reviews = due
    .filter(({ key }) => once(key))
    .slice(0, Math.max(settings.reviewsPerDay - used.reviews, 0))
    .map(({ key }) => key);
  const begun = fresh.filter(once).slice(0, Math.max(settings.newPerDay - used.fresh, 0));
  return {
    now: [...urgent, ...reviews, ...begun],
    next,
    counts: { learning: urgent.length, due: reviews.length, fresh: begun.length },
  };
}
