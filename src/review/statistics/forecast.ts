/** How many reviews come, day by day. */
import { type CardState, isNew } from '../schedule.ts';
import type { Days } from './answers.ts';

export interface Forecast {
  /** Were due before today. */
  readonly overdue: number;
  /** Due today, tomorrow, and so on; what is overdue is not in it. */
  readonly due: readonly number[];
}

/** What is due from day `today` on if nothing new is begun. Suspended cards do not come. */
export function forecast(
  states: Iterable<CardState>,
  days: Days,
  today: number,
  length: number,
): Forecast {
  const due = Array.from({ length }, () => 0);
  let overdue = 0;
  for (const state of states) {
    if (state.suspended || isNew(state)) continue;
    const ahead = days(Math.max(state.memory.due.getTime(), state.buriedUntil)) - today;
    if (ahead < 0) overdue++;
    else if (ahead < length) due[ahead] = (due[ahead] ?? 0) + 1;
  }
  return { overdue, due };
}
