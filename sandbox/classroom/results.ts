/** What a class led to, computed from its learners' rows. */
import Papa from 'papaparse';
import type { ClassView } from '../../src/schemas/classroom/class.ts';
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';
import type {
  ClassResults,
  ExerciseResult,
  LearnerResult,
} from '../../src/schemas/classroom/results.ts';

export function resultOf(row: LearnerView, { lessons }: ClassView): LearnerResult {
  const exercises = lessons.flatMap(({ lesson, exercise, checks }): ExerciseResult[] => {
    if (exercise === null) return [];
    const standings = row.checks[exercise] ?? {};
    const passes = checks.flatMap(({ id }) => standings[id]?.firstPassAt ?? []);
    const tries = checks.map(({ id }) => standings[id]?.tries ?? 0);
    return [
      {
        exercise,
        lesson,
        passed: passes.length,
        total: checks.length,
        firstPassAt: passes.length === checks.length ? Math.max(...passes) : null,
        attempts: tries.reduce((sum, each) => sum + each, 0),
        hints: row.hints[exercise] ?? 0,
        activeMs: row.activeMs[exercise] ?? 0,
      },
    ];
  });
  return {
    learner: row.id,
    name: row.name,
    joinedAt: row.joinedAt,
    complete: exercises.length > 0 && exercises.every(({ firstPassAt }) => firstPassAt !== null),
    exercises,
  };
}

export function resultsOf(
  rows: readonly LearnerView[],
  view: ClassView,
  now: number,
): ClassResults {
  const learners = rows.map((row) => resultOf(row, view));
  learners.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return { class: view.id, title: view.title, at: now, learners };
}

/** One line for each learner and exercise. What a spreadsheet would run as a formula is text. */
export function resultsCsv({ learners }: ClassResults): string {
  const rows = learners.flatMap(({ name, exercises }) =>
    exercises.map((each) => ({
      learner: name,
      lesson: each.lesson,
      passed: each.passed,
      checks: each.total,
      'first pass': each.firstPassAt === null ? '' : new Date(each.firstPassAt).toISOString(),
      'failed tries': each.attempts,
      hints: each.hints,
      minutes: (each.activeMs / 60_000).toFixed(1),
    })),
  );
  const columns = [
    'learner',
    'lesson',
    'passed',
    'checks',
    'first pass',
    'failed tries',
    'hints',
    'minutes',
  ];
  // The byte order mark tells spreadsheets that it is UTF-8.
  return `\ufeff${Papa.unparse(rows, { columns, escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
