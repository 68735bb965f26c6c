/** Who needs help although nobody raised a hand. Pure: the class's rows in, a reason out. */
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';

/** Nobody is stuck before this time on one check, ms. */
const FLOOR_MS = 5 * 60_000;
/** Times the class's median on the same check. */
const FAR_ABOVE = 2.5;
/** Failed tries at one check without getting further. */
const SAME_FAILURE = 4;
/** Without a deed for this long, the learner is away rather than stuck, ms. */
const AWAY_MS = 15 * 60_000;
const FEWEST = 3;

/** The check a learner is at: the first of the exercise that does not pass. */
export interface At {
  readonly exercise: string;
  readonly check: string;
  readonly since: number;
}

export function whereAt(
  row: LearnerView,
  exercise: string | null,
  checks: readonly string[],
): At | null {
  if (exercise === null) return null;
  const standings = row.checks[exercise] ?? {};
  const check = checks.find((id) => standings[id]?.state !== 'pass');
  if (check === undefined) return null;
  // Since the check before it passed, or since it failed first: whichever was later.
  const passed = checks.map((id) => standings[id]?.firstPassAt ?? 0);
  return {
    exercise,
    check,
    since: Math.max(standings[check]?.since ?? 0, ...passed, row.joinedAt),
  };
}

/** Time each learner took for a check, or takes, ms. */
export function medianOn(ats: readonly At[], check: string, now: number): number | null {
  const times = ats
    .filter((at) => at.check === check)
    .map(({ since }) => now - since)
    .sort((a, b) => a - b);
  return times.length < FEWEST ? null : (times[Math.floor((times.length - 1) / 2)] ?? null);
}

/** What a learner is stuck on, or null. `median` is the class's time on the same check. */
export function stuckOn(
  row: LearnerView,
  at: At | null,
  median: number | null,
  now: number,
): LearnerView['stuck'] {
  if (!at || !row.online || now - row.lastActivityAt > AWAY_MS) return null;
  const standing = row.checks[at.exercise]?.[at.check];
  const { exercise, check, since } = at;
  if (standing?.state === 'error' && now - standing.since > FLOOR_MS / 5) {
    return { exercise, check, since, why: 'errors' };
  }
  if (standing?.state === 'fail' && standing.tries >= SAME_FAILURE) {
    return { exercise, check, since, why: 'same-failure' };
  }
  const limit = Math.max(FLOOR_MS, (median ?? 0) * FAR_ABOVE);
  return standing?.state === 'fail' && now - since > limit
    ? { exercise, check, since, why: 'time' }
    : null;
}
