/** The numbers beside the cards: what was done, and what comes. */
import type { GradeEntry } from './log.ts';
import { type CardState, isNew } from './schedule.ts';

const DAY = 86_400_000;
/** A month, ms, for how much was recalled. */
export const MONTH = 30 * DAY;
/** Before there are times of one's own. */
const USUAL_MS = 20_000;
/** Longer pauses are no thinking. */
const LONGEST_MS = 120_000;

export interface Today {
  readonly reviewed: number;
  /** Share of answers that were not Again, 0 to 1, over 30 days; null without reviews. */
  readonly recalled: number | null;
  /** Expected time for what is left, ms. */
  readonly leftMs: number;
}

/** `grades` are those that count, in time order; only the last month matters. */
export function today(
  grades: readonly GradeEntry[],
  left: number,
  since: number,
  now: number,
): Today {
  const month = grades.filter(({ at }) => at > now - MONTH);
  const times = month.slice(-100).map(({ ms }) => Math.min(ms, LONGEST_MS));
  const mean = times.length ? times.reduce((sum, ms) => sum + ms, 0) / times.length : USUAL_MS;
  const recalled = month.filter(({ grade }) => grade > 1).length;
  return {
    reviewed: month.filter(({ at }) => at >= since).length,
    recalled: month.length ? recalled / month.length : null,
    leftMs: mean * left,
  };
}

/** Reviews due on each of the `days` days that begin at `since`; what is overdue counts for today. */
export function forecast(states: readonly CardState[], since: number, days: number): number[] {
  const due = Array.from({ length: days }, () => 0);
  for (const state of states) {
    if (state.suspended || isNew(state)) continue;
    const at = Math.max(state.memory.due.getTime(), state.buriedUntil);
    const day = Math.max(Math.floor((at - since) / DAY), 0);
    if (day < days) due[day] = (due[day] ?? 0) + 1;
  }
  return due;
}

/** When the next of the unlocked cards may be asked, ms; new ones not before `dayEnd`. */
export function nextDue(states: readonly CardState[], dayEnd: number): number | null {
  const times = states
    .filter(({ unlocked, suspended }) => unlocked && !suspended)
    .map((state) =>
      Math.max(isNew(state) ? dayEnd : state.memory.due.getTime(), state.buriedUntil),
    );
  return times.length ? times.reduce((a, b) => Math.min(a, b)) : null;
}

/** `in 10 min`, `in 6 days`: the largest unit that fits, rounded. */
export function spellInterval(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return 'in 1 min';
  if (minutes < 59.5) return `in ${Math.round(minutes)} min`;
  if (minutes < 23.5 * 60) return `in ${Math.round(minutes / 60)} h`;
  const days = minutes / 1440;
  if (days < 59.5) return plural(days, 'day');
  if (days < 700) return plural(days / 30.4, 'month');
  return `in ${(days / 365.25).toFixed(1)} years`;
}

function plural(n: number, noun: string): string {
  const count = Math.max(Math.round(n), 1);
  return `in ${count} ${noun}${count === 1 ? '' : 's'}`;
}
