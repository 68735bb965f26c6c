import { effect } from '@preact/signals';
import type { Bench } from '../../workbench/bench.ts';
import type { Reports } from './reports.ts';

/**
 * Tells the class how many hints the learner has taken in the workbench. `known` is how many the
 * class knows of. Answers a way to stop.
 */
export function reportHints(bench: Bench, reports: Reports, known: () => number): () => void {
  let before: ReadonlyMap<string, number> | undefined;
  let taken: number | undefined;
  return effect(() => {
    const unlocked = new Map(
      bench.checks.board.value.rows.map((row) => [row.id, row.unlocked] as const),
    );
    const fresh = before ? hintsMore(before, unlocked) : 0;
    before = unlocked;
    if (fresh === 0) return;
    taken = Math.max(taken ?? 0, known()) + fresh;
    const exercise = bench.exercise.id;
    reports.tell(`hints ${exercise}`, { t: 'hint-used', exercise, taken });
  });
}

/** Hints that are open now and were not before; another mistake closes them all again. */
function hintsMore(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): number {
  return [...now].reduce((sum, [id, open]) => sum + Math.max(0, open - (before.get(id) ?? 0)), 0);
}
