/** Tells the learner's progress what happens at the workbench. */
import { effect } from '@preact/signals';
import type { Work } from '../progress/progress.ts';
import type { Bench } from './bench.ts';

/** How often active time is added up, ms. */
const BEAT_MS = 15_000;

export interface ProgressRecorder {
  readonly lesson: string;
  /** Called when something changed. */
  readonly record: (work: Work) => void;
  /** Whether the learner can see the page now. */
  readonly visible: () => boolean;
}

/** Follows the bench until the returned function is called. */
export function recordProgress(bench: Bench, { lesson, record, visible }: ProgressRecorder) {
  let passing = -1;
  let hints = 0;
  const now = (more: Partial<Work>): Work => ({
    exercise: bench.exercise.id,
    lesson,
    passing: bench.checks.count.peek().pass,
    total: bench.checks.count.peek().total,
    attempts: 0,
    hints: 0,
    activeMs: 0,
    ...more,
  });

  const stopChecks = effect(() => {
    const { pass, running } = bench.checks.count.value;
    // Not the count on the way: a pass counts when it is over.
    if (running > 0 || bench.connection.phase.peek() !== 'ready' || pass === passing) return;
    passing = pass;
    record(now({}));
  });
  const stopAsked = effect(() => {
    if (bench.checks.asked.value) record(now({ attempts: 1 }));
  });
  const stopHints = effect(() => {
    const unlocked = bench.checks.board.value.rows.reduce((sum, row) => sum + row.unlocked, 0);
    if (unlocked > hints) record(now({ hints: unlocked - hints }));
    hints = unlocked;
  });
  const beat = setInterval(() => {
    if (visible() && bench.connection.phase.peek() === 'ready') record(now({ activeMs: BEAT_MS }));
  }, BEAT_MS);

  return () => {
    stopChecks();
    stopAsked();
    stopHints();
    clearInterval(beat);
  };
}
