/** Tells the class of checks on a machine in the browser tab, which the server does not see. */
import { effect } from '@preact/signals';
import type { CheckCount } from '../../schemas/classroom/learner.ts';
import type { ChecksEvent } from '../../session/session.ts';
import type { Bench } from '../../workbench/bench.ts';
import { counted } from '../counted.ts';
import type { Reports } from './reports.ts';

type Counts = Readonly<Record<string, CheckCount>>;

/** The counts after a report; the same object where nothing changed. */
export function countsAfter(
  before: Counts,
  { results, pass }: Pick<ChecksEvent, 'results' | 'pass'>,
): Counts {
  const counts = results.map((result) => {
    const known = before[result.id];
    return [result.id, known, counted(known, result, pass)] as const;
  });
  const news = counts.some(([, known, count]) => JSON.stringify(known) !== JSON.stringify(count));
  return news
    ? { ...before, ...Object.fromEntries(counts.map(([id, , count]) => [id, count])) }
    : before;
}

/**
 * `known` are the counts the class has: a page that begins anew goes on from there. Answers a way to
 * stop.
 */
export function reportProgress(bench: Bench, reports: Reports, known: () => Counts): () => void {
  let counts: Counts | undefined;
  return effect(() => {
    const report = bench.checks.report.value;
    if (!report || bench.connection.view.peek()?.machine?.engine !== 'emulator') return;
    const before = counts ?? known();
    counts = countsAfter(before, report);
    if (counts === before) return;
    const exercise = bench.exercise.id;
    reports.tell(`progress ${exercise}`, { t: 'progress', exercise, checks: { ...counts } });
  });
}
