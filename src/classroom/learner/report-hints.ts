import { effect } from '@preact/signals';
import type { Bench } from '../../workbench/bench.ts';
import type { ClassRequest } from '../live/client.ts';

/** Tells the class of every hint the learner takes in the workbench. Answers a way to stop. */
export function reportHints(bench: Bench, tell: (request: ClassRequest) => unknown): () => void {
  let known: ReadonlyMap<string, number> | null = null;
  return effect(() => {
    const taken = new Map(bench.checks.board.value.rows.map(({ id, unlocked }) => [id, unlocked]));
    for (const [check, count] of taken) {
      const before = known?.get(check) ?? 0;
      if (known === null) continue;
      for (let hint = before; hint < count; hint++) {
        tell({ t: 'hint-used', exercise: bench.exercise.id, check });
      }
    }
    known = taken;
  });
}
