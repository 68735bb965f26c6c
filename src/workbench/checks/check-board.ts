/** The list of checks as the screen shows it. Pure. */
import type { CheckResult, CheckState } from '../../schemas/session.ts';
import type { WorkbenchCheck } from '../../schemas/workbench.ts';

export interface CheckRow {
  readonly id: string;
  readonly title: string;
  readonly anchor?: string;
  readonly state: CheckState;
  /** The last outcome with evidence; stays while the check runs again. */
  readonly result: CheckResult | null;
  /** When it began to run, ms since the epoch. */
  readonly since: number;
  /** Hints the learner has asked for. */
  readonly unlocked: number;
}

export interface CheckBoard {
  readonly rows: readonly CheckRow[];
  /** The row whose evidence is shown; one at a time. */
  readonly open: string | null;
}

export interface CheckCount {
  readonly total: number;
  readonly pass: number;
  readonly fail: number;
  readonly error: number;
  readonly running: number;
}

export function emptyBoard(checks: readonly WorkbenchCheck[]): CheckBoard {
  const rows = checks.map(
    (check): CheckRow => ({ ...check, state: 'pending', result: null, since: 0, unlocked: 0 }),
  );
  return { rows, open: null };
}

const isSettled = (state: CheckState) => state === 'pass' || state === 'fail' || state === 'error';

/**
 * Whose doing results are: the learner `asked` for them; the machine changed (`live`); or nothing was
 * done yet that could have gone wrong (`quiet`).
 */
export type Occasion = 'asked' | 'live' | 'quiet';

/**
 * Takes in results. While no failing check is open one opens itself: the first when the learner
 * asked, the first that newly fails when the machine changed, none when all is quiet.
 */
export function applyResults(
  board: CheckBoard,
  results: readonly CheckResult[],
  now: number,
  occasion: Occasion = 'live',
): CheckBoard {
  const byId = new Map(results.map((result) => [result.id, result]));
  const rows = board.rows.map((row) => {
    const result = byId.get(row.id);
    return result ? withResult(row, result, now) : row;
  });
  return { rows, open: occasion === 'quiet' ? board.open : nextOpen(board, rows, occasion) };
}

function withResult(row: CheckRow, result: CheckResult, now: number): CheckRow {
  const settled = isSettled(result.state);
  return {
    ...row,
    state: result.state,
    result: settled ? result : result.state === 'pending' ? null : row.result,
    since: result.state === 'running' && row.state !== 'running' ? now : row.since,
    // Another mistake, another ladder.
    unlocked: settled && result.hint !== row.result?.hint ? 0 : row.unlocked,
  };
}

const needsAttention = (row: CheckRow) => row.state === 'fail' || row.state === 'error';

function nextOpen(
  before: CheckBoard,
  rows: readonly CheckRow[],
  occasion: Occasion,
): string | null {
  const open = rows.find((row) => row.id === before.open);
  if (open && (needsAttention(open) || !isSettled(open.state))) return open.id;
  const failed = (id: string | null) => {
    const state = before.rows.find((row) => row.id === id)?.result?.state;
    return state === 'fail' || state === 'error';
  };
  const failing = rows.filter(needsAttention);
  const nowPasses = failed(before.open);
  const candidates =
    occasion === 'asked' || nowPasses ? failing : failing.filter(({ id }) => !failed(id));
  return candidates[0]?.id ?? (nowPasses ? null : before.open);
}

export const toggleRow = (board: CheckBoard, id: string): CheckBoard => ({
  ...board,
  open: board.open === id ? null : id,
});

/** All hints of a row from vague to plain, the one for this very mistake first. */
export function hintsOf(row: CheckRow): readonly string[] {
  if (!row.result) return [];
  const { hint, hints } = row.result;
  return hint === undefined ? hints : [hint, ...hints.filter((other) => other !== hint)];
}

export const unlockHint = (board: CheckBoard, id: string): CheckBoard => ({
  ...board,
  rows: board.rows.map((row) =>
    row.id === id ? { ...row, unlocked: Math.min(row.unlocked + 1, hintsOf(row).length) } : row,
  ),
});

export function countChecks(board: CheckBoard): CheckCount {
  const count = (state: CheckState) => board.rows.filter((row) => row.state === state).length;
  return {
    total: board.rows.length,
    pass: count('pass'),
    fail: count('fail'),
    error: count('error'),
    running: count('running'),
  };
}

export const allPass = (board: CheckBoard): boolean =>
  board.rows.length > 0 && board.rows.every((row) => row.state === 'pass');

/** The outcome of a pass in one spoken sentence or two; null while checks run or none has run. */
export function summarise(board: CheckBoard): string | null {
  const { total, pass, running } = countChecks(board);
  if (running > 0 || !board.rows.some((row) => isSettled(row.state))) return null;
  if (pass === total) return `All ${total} checks pass.`;
  const name = (row: CheckRow) => row.title;
  const failing = board.rows.filter((row) => row.state === 'fail').map(name);
  const broken = board.rows.filter((row) => row.state === 'error').map(name);
  return [
    `${pass} of ${total} checks pass.`,
    failing.length > 0 ? `Failing: ${failing.join(', ')}.` : '',
    broken.length > 0 ? `Could not run: ${broken.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
