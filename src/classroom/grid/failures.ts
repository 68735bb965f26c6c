/** How many learners fail each check now: what to talk about with everybody. */
import type { GridRow } from './rows.ts';

export interface Failures {
  readonly count: number;
  /** Of the tallest bar, from 0 to 1. */
  readonly share: number;
  /** The check that most learners fail; several where they tie, none where nobody fails. */
  readonly most: boolean;
}

export function failuresOf(rows: readonly GridRow[], checks: number): readonly Failures[] {
  const counts = Array.from(
    { length: checks },
    (_, at) => rows.filter(({ cells }) => cells[at]?.state === 'fail').length,
  );
  const most = Math.max(0, ...counts);
  return counts.map((count) => ({
    count,
    share: most === 0 ? 0 : count / most,
    most: count > 0 && count === most,
  }));
}

/** The summary that is read out and shown on the presenter's screen; null when nobody fails. */
export function worstCheck(failures: readonly Failures[]): number | null {
  const at = failures.findIndex(({ most }) => most);
  return at < 0 ? null : at;
}
