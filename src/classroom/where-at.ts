/** Which check a learner is at, and since when. Pure; server and grid say the same. */
import type { LearnerView } from '../schemas/classroom/learner.ts';

/** Without a deed for this long, a learner is away rather than at work, ms. */
export const AWAY_MS = 15 * 60_000;

/** The check a learner is at: the first of the exercise that does not pass. */
export interface At {
  readonly exercise: string;
  readonly check: string;
  readonly since: number;
}

/** `checks` are those of the exercise, in its order. Null before it was begun and after its end. */
export function whereAt(
  row: LearnerView,
  exercise: string | null,
  checks: readonly string[],
): At | null {
  const standings = exercise === null ? undefined : row.checks[exercise];
  if (exercise === null || !standings || Object.keys(standings).length === 0) return null;
  const at = checks.findIndex((id) => standings[id]?.state !== 'pass');
  const check = checks[at];
  if (check === undefined) return null;
  return { exercise, check, since: reachedAt(row, exercise, checks.slice(0, at), check) };
}

/**
 * Since when a learner could work on a check: it was looked at first, or ceased to pass; all
 * `earlier` ones of the exercise had passed; the learner was there. What passes later than it does
 * not matter, nor does any other exercise.
 */
export function reachedAt(
  row: LearnerView,
  exercise: string,
  earlier: readonly string[],
  check: string,
): number {
  const standings = row.checks[exercise] ?? {};
  const own = standings[check];
  const passes = earlier.map((id) => standings[id]?.firstPassAt ?? 0);
  return Math.max(row.joinedAt, row.backAt ?? 0, own?.openSince ?? own?.since ?? 0, ...passes);
}
