/** A learner's row, and what changes it. Pure: times come in. */
import type { CheckStanding, LearnerView } from '../../src/schemas/classroom/learner.ts';
import { MAX_TEXT } from '../../src/schemas/classroom/people.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import type { StoredLearner } from '../store/store.ts';

/** A pause longer than this is not time spent working, ms. */
const LONGEST_STEP_MS = 2 * 60_000;

export function newRow({ id, name, joinedAt }: StoredLearner): LearnerView {
  return {
    id,
    name,
    joinedAt,
    online: false,
    lesson: null,
    machine: { state: 'none' },
    lastActivityAt: joinedAt,
    checks: {},
    hints: {},
    activeMs: {},
    hand: null,
    stuck: null,
    shares: { files: null, terminal: null },
  };
}

/** Results of a pass over the learner's machine. Nothing that passed once is forgotten. */
export function withResults(
  row: LearnerView,
  exercise: string,
  results: readonly CheckResult[],
  now: number,
): LearnerView {
  const before = row.checks[exercise] ?? {};
  const after: Record<string, CheckStanding> = { ...before };
  for (const result of results) after[result.id] = standing(before[result.id], result, now);
  return { ...row, checks: { ...row.checks, [exercise]: after } };
}

function standing(
  before: CheckStanding | undefined,
  { state, expected, observed }: CheckResult,
  now: number,
): CheckStanding {
  const failed =
    state === 'fail' && (before?.state !== 'fail' || before.observed !== cut(observed));
  const firstPassAt = before?.firstPassAt ?? (state === 'pass' ? now : undefined);
  return {
    state,
    tries: (before?.tries ?? 0) + (failed ? 1 : 0),
    since: before?.state === state ? before.since : now,
    ...(firstPassAt === undefined ? {} : { firstPassAt }),
    ...(state === 'fail' ? { expected: cut(expected), observed: cut(observed) } : {}),
  };
}

/** Standings that a page tells of a machine in its own tab. A pass it was told before stays. */
export function withStandings(
  row: LearnerView,
  exercise: string,
  told: Readonly<Record<string, CheckStanding>>,
  now: number,
): LearnerView {
  const before = row.checks[exercise] ?? {};
  const after: Record<string, CheckStanding> = { ...before };
  for (const [check, each] of Object.entries(told)) {
    const known = before[check];
    // Its clock is not ours: what happened is dated here.
    const firstPassAt = known?.firstPassAt ?? (each.state === 'pass' ? now : undefined);
    after[check] = {
      state: each.state,
      tries: Math.max(each.tries, known?.tries ?? 0),
      since: known?.state === each.state ? known.since : now,
      ...(firstPassAt === undefined ? {} : { firstPassAt }),
      ...(each.state === 'fail'
        ? { expected: cut(each.expected ?? ''), observed: cut(each.observed ?? '') }
        : {}),
    };
  }
  return { ...row, checks: { ...row.checks, [exercise]: after } };
}

/** The learner did something: time since the last deed counts as work on the exercise. */
export function withActivity(row: LearnerView, exercise: string | null, now: number): LearnerView {
  const step = Math.min(Math.max(now - row.lastActivityAt, 0), LONGEST_STEP_MS);
  const active = { ...row, lastActivityAt: Math.max(now, row.lastActivityAt) };
  if (exercise === null || finished(row, exercise)) return active;
  const activeMs = { ...row.activeMs, [exercise]: (row.activeMs[exercise] ?? 0) + step };
  return { ...active, activeMs };
}

/** A hint was taken; those after the first full pass do not count. */
export function withHint(row: LearnerView, exercise: string): LearnerView {
  if (finished(row, exercise)) return row;
  return { ...row, hints: { ...row.hints, [exercise]: (row.hints[exercise] ?? 0) + 1 } };
}

/** Whether every check that was ever looked at passed at some time. */
export function finished(row: LearnerView, exercise: string): boolean {
  const checks = Object.values(row.checks[exercise] ?? {});
  return checks.length > 0 && checks.every(({ firstPassAt }) => firstPassAt !== undefined);
}

const cut = (text: string): string => text.slice(0, MAX_TEXT);
