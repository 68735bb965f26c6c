/** A learner's row, and what changes it. Pure: times come in. */
import { counted } from '../../src/classroom/counted.ts';
import { reachedAt } from '../../src/classroom/where-at.ts';
import type {
  CheckCount,
  CheckStanding,
  LearnerView,
} from '../../src/schemas/classroom/learner.ts';
import { MAX_TEXT } from '../../src/schemas/classroom/people.ts';
import type { SessionState } from '../../src/schemas/session.ts';
import type { ChecksEvent } from '../../src/session/session.ts';
import type { StoredLearner } from '../store/store.ts';

/** A pause longer than this is not time spent working, ms. */
const LONGEST_STEP_MS = 2 * 60_000;
/** A pause longer than this is a break, and the check was not what took it, ms. */
const BREAK_MS = 60 * 60_000;

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

/**
 * A report of the checks, all of the exercise in its order; `pass` when it ends a pass. Nothing that
 * passed once is forgotten. The same row where nothing is new.
 */
export function withResults(
  row: LearnerView,
  exercise: string,
  { results, pass }: Pick<ChecksEvent, 'results' | 'pass'>,
  now: number,
): LearnerView {
  const before = row.checks[exercise] ?? {};
  return withCounts(
    row,
    exercise,
    results.map((result) => [result.id, counted(before[result.id], result, pass)]),
    now,
  );
}

/**
 * What a page counted of a machine in its own tab, in the exercise's order. It may be told twice,
 * and by a page that began anew: tries never become fewer.
 */
export function withTold(
  row: LearnerView,
  exercise: string,
  told: readonly (readonly [check: string, count: CheckCount])[],
  now: number,
): LearnerView {
  const before = row.checks[exercise] ?? {};
  const counts = told.map(([check, count]) => {
    const tries = Math.max(count.tries, before[check]?.tries ?? 0);
    const { expected, observed } = count;
    const evidence = {
      ...(expected === undefined ? {} : { expected: cut(expected) }),
      ...(observed === undefined ? {} : { observed: cut(observed) }),
    };
    return [check, { ...count, tries, ...evidence }] as const;
  });
  return withCounts(row, exercise, counts, now);
}

/** What happened is dated here: a page's clock is not ours. */
function withCounts(
  row: LearnerView,
  exercise: string,
  counts: readonly (readonly [check: string, count: CheckCount])[],
  now: number,
): LearnerView {
  let after = row;
  counts.forEach(([check, count], at) => {
    const known = row.checks[exercise]?.[check];
    const earlier = counts.slice(0, at).map(([id]) => id);
    const standing = dated(known, count, now, () =>
      Math.max(0, now - reachedAt(after, exercise, earlier, check)),
    );
    if (known && JSON.stringify(standing) === JSON.stringify(known)) return;
    const checks = { ...after.checks[exercise], [check]: standing };
    after = { ...after, checks: { ...after.checks, [exercise]: checks } };
  });
  return after;
}

function dated(
  before: CheckStanding | undefined,
  count: CheckCount,
  now: number,
  tookMs: () => number,
): CheckStanding {
  const passes = count.state === 'pass';
  const first = passes && before?.firstPassAt === undefined;
  const ceased = before?.state === 'pass' && !passes;
  return {
    ...count,
    since: before?.state === count.state ? before.since : now,
    openSince: !before || ceased ? now : (before.openSince ?? before.since),
    ...(first && { firstPassAt: now, tookMs: before ? tookMs() : 0 }),
    ...(before?.firstPassAt !== undefined && { firstPassAt: before.firstPassAt }),
    ...(before?.tookMs !== undefined && { tookMs: before.tookMs }),
  };
}

/** What became of the learner's machine. No pass goes on without one. */
export function withMachine(row: LearnerView, machine: LearnerView['machine']): LearnerView {
  return machine.state === 'ready' ? { ...row, machine } : { ...still(row), machine };
}

/** What became of the machine in the learner's tab. One on this server is better known to us. */
export function withTabMachine(row: LearnerView, state: SessionState): LearnerView {
  const { machine } = row;
  const known = machine.session !== undefined && !['ended', 'error'].includes(machine.state);
  return known ? row : withMachine(row, { state, inTab: true });
}

/** The learner without passes under way: whoever carried them out is no more. */
export function still(row: LearnerView): LearnerView {
  const checks = Object.entries(row.checks).map(([exercise, standings]) => {
    const all = Object.entries(standings).map(([id, { running: _, ...rest }]) => [id, rest]);
    return [exercise, Object.fromEntries(all)];
  });
  return { ...row, checks: Object.fromEntries(checks) };
}

/** The learner did something: time since the last deed counts as work on the exercise. */
export function withActivity(row: LearnerView, exercise: string | null, now: number): LearnerView {
  const step = Math.min(Math.max(now - row.lastActivityAt, 0), LONGEST_STEP_MS);
  const active = {
    ...row,
    lastActivityAt: Math.max(now, row.lastActivityAt),
    ...(now - row.lastActivityAt > BREAK_MS && { backAt: now }),
  };
  if (exercise === null || finished(row, exercise)) return active;
  const activeMs = { ...row.activeMs, [exercise]: (row.activeMs[exercise] ?? 0) + step };
  return { ...active, activeMs };
}

/** So many hints were taken by now; those after the first full pass do not count. */
export function withHints(row: LearnerView, exercise: string, taken: number): LearnerView {
  if (finished(row, exercise)) return row;
  const most = Math.max(row.hints[exercise] ?? 0, taken);
  return { ...row, hints: { ...row.hints, [exercise]: most } };
}

/** Whether every check that was ever looked at passed at some time. */
export function finished(row: LearnerView, exercise: string): boolean {
  const checks = Object.values(row.checks[exercise] ?? {});
  return checks.length > 0 && checks.every(({ firstPassAt }) => firstPassAt !== undefined);
}

const cut = (text: string): string => text.slice(0, MAX_TEXT);
