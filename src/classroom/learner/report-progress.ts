/** Tells the class of checks on a machine in the browser tab, which the server does not see. */
import { effect } from '@preact/signals';
import type { CheckStanding } from '../../schemas/classroom/learner.ts';
import { MAX_TEXT } from '../../schemas/classroom/people.ts';
import type { CheckResult } from '../../schemas/session.ts';
import type { Bench } from '../../workbench/bench.ts';
import type { ClassRequest } from '../live/client.ts';

type Standings = Readonly<Record<string, CheckStanding>>;

/** Where the checks stand after these results; the same object where nothing changed. */
export function standingsAfter(
  before: Standings,
  results: readonly CheckResult[],
  now: number,
): Standings {
  const changed = results.flatMap((result): [string, CheckStanding][] => {
    const known = before[result.id];
    const observed = result.observed.slice(0, MAX_TEXT);
    const failedAnew =
      result.state === 'fail' && (known?.state !== 'fail' || known.observed !== observed);
    if (known?.state === result.state && !failedAnew) return [];
    return [
      [
        result.id,
        {
          state: result.state,
          tries: (known?.tries ?? 0) + (failedAnew ? 1 : 0),
          since: known?.state === result.state ? known.since : now,
          ...(result.state === 'fail'
            ? { expected: result.expected.slice(0, MAX_TEXT), observed }
            : {}),
        },
      ],
    ];
  });
  return changed.length === 0 ? before : { ...before, ...Object.fromEntries(changed) };
}

/** Answers a way to stop. */
export function reportProgress(
  bench: Bench,
  now: () => number,
  tell: (request: ClassRequest) => unknown,
): () => void {
  let told: Standings = {};
  return effect(() => {
    if (bench.connection.view.value?.machine?.engine !== 'emulator') return;
    const results = bench.checks.board.value.rows.flatMap(({ result }) => (result ? [result] : []));
    const next = standingsAfter(told, results, now());
    if (next === told) return;
    told = next;
    tell({ t: 'progress', exercise: bench.exercise.id, checks: { ...next } });
  });
}
