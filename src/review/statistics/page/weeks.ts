/** Days gathered into weeks, for what reaches over a year. */

/** Sums of seven days each; the last one may be shorter. */
export function byWeek(days: readonly number[]): number[] {
  const weeks: number[] = [];
  for (const [index, value] of days.entries()) {
    const week = Math.floor(index / 7);
    weeks[week] = (weeks[week] ?? 0) + value;
  }
  return weeks;
}

export interface CalendarDay {
  /** Days from today: 0 or less. */
  readonly ahead: number;
  readonly count: number;
  /** 0 for nothing, 1 to 4 by how the day compares with the busiest ones. */
  readonly level: number;
}

/**
 * Columns of a calendar, each a week from Monday to Sunday; days outside of `counts` are null.
 * `counts` ends today, `lastWeekday` is today's: 0 on Monday.
 */
export function calendarWeeks(
  counts: readonly number[],
  lastWeekday: number,
): readonly (readonly (CalendarDay | null)[])[] {
  const busy = busyDay(counts);
  const lead = (((lastWeekday - (counts.length - 1)) % 7) + 7) % 7;
  const cells: (CalendarDay | null)[] = Array.from({ length: lead }, () => null);
  for (const [index, count] of counts.entries()) {
    const level = count === 0 ? 0 : Math.min(Math.ceil((count / busy) * 4), 4);
    cells.push({ ahead: index - counts.length + 1, count, level });
  }
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** As many as on one active day in ten or fewer: a single marathon must not pale all others. */
function busyDay(counts: readonly number[]): number {
  const active = counts.filter((count) => count > 0).sort((a, b) => a - b);
  return active[Math.floor(active.length * 0.9)] ?? active.at(-1) ?? 1;
}
