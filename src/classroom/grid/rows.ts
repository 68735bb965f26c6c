/** What the grid shows of each learner in one lesson: plain words and states, ready to draw. */
import type { LessonView } from '../../schemas/classroom/class.ts';
import type { CheckStanding, LearnerView, StuckReason } from '../../schemas/classroom/learner.ts';
import { whereAt } from '../where-at.ts';
import { atLeast, duration } from './duration.ts';

export type CellState = 'pass' | 'fail' | 'running' | 'pending' | 'error';

export interface Cell {
  readonly check: string;
  readonly state: CellState;
  /** Times the check failed, 0 when it never did. */
  readonly tries: number;
  /** For those who do not see the icon: `Echo: Fail, 9 tries`. */
  readonly words: string;
}

export interface GridRow {
  readonly id: string;
  readonly name: string;
  readonly away: boolean;
  readonly cells: readonly Cell[];
  readonly passed: number;
  readonly finished: boolean;
  /** `Hand 5 min`, or null when the hand is down. */
  readonly hand: string | null;
  /** `Stuck 16 min`, or null. */
  readonly stuck: string | null;
  /** On which check, and how the machine knows. */
  readonly stuckOn: string | null;
  /** The check the learner is at, with the time on it: `echo, 4 min`. */
  readonly workingOn: string;
  readonly machine: MachineWord;
  readonly hints: number;
  readonly lastChange: string;
}

export type MachineWord =
  | 'None'
  | 'Queued'
  | 'Starting'
  | 'Running'
  /** In the learner's browser. */
  | 'In the tab'
  | 'Asleep'
  | 'Ended'
  | 'Failed';

const MACHINE: Readonly<Record<LearnerView['machine']['state'], MachineWord>> = {
  none: 'None',
  queued: 'Queued',
  starting: 'Starting',
  ready: 'Running',
  suspended: 'Asleep',
  ended: 'Ended',
  error: 'Failed',
};

const STUCK: Readonly<Record<StuckReason, string>> = {
  time: 'longer on it than most of the class.',
  'same-failure': 'the same failure again and again.',
  errors: 'the machine reports one error after another.',
};

const STATE: Readonly<Record<CellState, string>> = {
  pass: 'Pass',
  fail: 'Fail',
  running: 'Running',
  pending: 'Not run',
  error: 'Could not be checked',
};

/** The row of one learner. Times are ms on the server's clock. */
export function rowOf(learner: LearnerView, lesson: LessonView, now: number): GridRow {
  const standings = (lesson.exercise !== null && learner.checks[lesson.exercise]) || {};
  const cells = lesson.checks.map(({ id, title }) => cellOf(id, title, standings[id]));
  const passed = lesson.checks.filter(({ id }) => standings[id]?.state === 'pass').length;
  const at = whereAt(
    learner,
    lesson.exercise,
    lesson.checks.map(({ id }) => id),
  );
  const { hand, stuck } = learner;
  // Learners may be stuck in another lesson than the one shown.
  const stuckHere = stuck?.exercise === lesson.exercise;
  const stuckCheck = lesson.checks.find(({ id }) => stuckHere && id === stuck?.check)?.title;
  return {
    id: learner.id,
    name: learner.name,
    away: !learner.online,
    cells,
    passed,
    finished: cells.length > 0 && passed === cells.length,
    hand: hand && `Hand ${duration(now - hand.at)}`,
    stuck: stuck && `Stuck ${duration(now - stuck.since)}`,
    stuckOn: stuck && `${stuckCheck ?? stuck.check}: ${STUCK[stuck.why]}`,
    workingOn: at
      ? `${at.check}, ${atLeast(now - at.since)}`
      : (passed < cells.length && lesson.checks[0]?.id) || '',
    machine: machineOf(learner),
    hints: Object.values(learner.hints).reduce((sum, taken) => sum + taken, 0),
    lastChange: duration(now - learner.lastActivityAt),
  };
}

function machineOf({ machine: { state, inTab }, online }: LearnerView): MachineWord {
  if (!inTab || state !== 'ready') return MACHINE[state];
  // It goes with the tab, and goes on from what was kept when the learner is back.
  return online ? 'In the tab' : 'Asleep';
}

function cellOf(check: string, title: string, standing: CheckStanding | undefined): Cell {
  const state = standing?.running ? 'running' : (standing?.state ?? 'pending');
  const tries = standing?.tries ?? 0;
  const word = state === 'fail' && tries > 1 ? `Fail, ${tries} tries` : STATE[state];
  return { check, state, tries, words: `${title}: ${word}` };
}

/** The earlier row where nothing on the screen changes, so that it is not drawn again. */
export function sameOrNew(before: GridRow | undefined, row: GridRow): GridRow {
  return before && JSON.stringify(before) === JSON.stringify(row) ? before : row;
}

/** A row counts minutes: it is reckoned again after this, also when nothing happened, ms. */
const FRESH_MS = 10_000;

/** A row, and what it was reckoned from. */
export interface Reckoned {
  readonly learner: LearnerView;
  readonly lesson: LessonView;
  readonly at: number;
  readonly row: GridRow;
}

/** All rows by learner; only those that can have changed are reckoned, and one that did not stays. */
export function rowsAfter(
  before: ReadonlyMap<string, Reckoned>,
  learners: readonly LearnerView[],
  lesson: LessonView,
  now: number,
): ReadonlyMap<string, Reckoned> {
  return new Map(
    learners.map((learner) => {
      const known = before.get(learner.id);
      const fresh =
        known?.learner === learner && known.lesson === lesson && now - known.at < FRESH_MS;
      if (fresh) return [learner.id, known];
      const row = sameOrNew(known?.row, rowOf(learner, lesson, now));
      return [learner.id, { learner, lesson, at: now, row }];
    }),
  );
}
