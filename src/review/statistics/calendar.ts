/** What was done on which day, and how many days in a row. */
import type { Gatherer } from './answers.ts';

export interface Calendar {
  /** Answers of each of the last days; the last number is today's. */
  readonly counts: readonly number[];
  /** Time spent on each of them, ms. */
  readonly ms: readonly number[];
  /** Days in a row up to today, or up to yesterday while nothing was done today. */
  readonly streak: number;
  /** The most days in a row there ever were. */
  readonly longest: number;
}

/** Longer pauses are no thinking, ms. */
const LONGEST_MS = 120_000;

/** `length` days up to and with day `today`. */
export function calendar(today: number, length: number): Gatherer<Calendar> {
  const counts = Array.from({ length }, () => 0);
  const times = Array.from({ length }, () => 0);
  const first = today - length + 1;
  const active = new Set<number>();
  return {
    take({ day, ms }) {
      active.add(day);
      const index = day - first;
      if (index < 0 || index >= length) return;
      counts[index] = (counts[index] ?? 0) + 1;
      times[index] = (times[index] ?? 0) + Math.min(ms, LONGEST_MS);
    },
    result: () => ({ counts, ms: times, ...streaks(active, today) }),
  };
}

function streaks(active: ReadonlySet<number>, today: number): { streak: number; longest: number } {
  let longest = 0;
  for (const day of active) {
    if (active.has(day - 1)) continue;
    let end = day;
    while (active.has(end + 1)) end++;
    longest = Math.max(longest, end - day + 1);
  }
  let day = active.has(today) ? today : today - 1;
  let streak = 0;
  for (; active.has(day); day--) streak++;
  return { streak, longest };
}
