/** What a learner has done, kept in their browser. Pure: times come in, nothing is stored here. */
import { z } from 'zod/mini';

const Count = z.int().check(z.minimum(0));

/** One exercise. Times are ms since the epoch, durations ms. */
const ExerciseProgress = z.object({
  /** Address of its lesson below /learn/. */
  lesson: z.string(),
  passing: Count,
  total: Count,
  /** When every check passed for the first time. */
  firstPassAt: z.nullable(z.int()),
  /** Passes the learner asked for until then. */
  attempts: Count,
  /** Hints unlocked until then. */
  hints: Count,
  /** Time with the machine on the screen until then. */
  activeMs: Count,
  at: z.int(),
});
export type ExerciseProgress = z.infer<typeof ExerciseProgress>;

export const Progress = z.object({
  version: z.literal(1),
  /** Lessons by address, with the time they were last read. */
  read: z.record(z.string(), z.int()),
  /** By exercise id. */
  exercises: z.record(z.string(), ExerciseProgress),
});
export type Progress = z.infer<typeof Progress>;

export const NO_PROGRESS: Progress = { version: 1, read: {}, exercises: {} };

/** What the workbench saw since it last told. */
export interface Work {
  readonly exercise: string;
  readonly lesson: string;
  readonly passing: number;
  readonly total: number;
  readonly attempts: number;
  readonly hints: number;
  readonly activeMs: number;
}

export function withRead(progress: Progress, lesson: string, now: number): Progress {
  return { ...progress, read: { ...progress.read, [lesson]: now } };
}

/** Adds work. After the first pass attempts, hints and time stand still: they are the result. */
export function withWork(progress: Progress, work: Work, now: number): Progress {
  const before = progress.exercises[work.exercise];
  const passed = work.total > 0 && work.passing === work.total;
  const open = before?.firstPassAt == null;
  const after: ExerciseProgress = {
    lesson: work.lesson,
    passing: work.passing,
    total: work.total,
    firstPassAt: before?.firstPassAt ?? (passed ? now : null),
    attempts: (before?.attempts ?? 0) + (open ? work.attempts : 0),
    hints: (before?.hints ?? 0) + (open ? work.hints : 0),
    activeMs: (before?.activeMs ?? 0) + (open ? work.activeMs : 0),
    at: now,
  };
  return { ...progress, exercises: { ...progress.exercises, [work.exercise]: after } };
}

/** Two browsers' progress as one: nothing passed or read is lost, in whichever order. */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const read: Record<string, number> = { ...a.read };
  for (const [lesson, at] of Object.entries(b.read)) read[lesson] = Math.max(at, read[lesson] ?? 0);
  const exercises: Record<string, ExerciseProgress> = { ...a.exercises };
  for (const [id, other] of Object.entries(b.exercises)) {
    const mine = exercises[id];
    exercises[id] = mine ? better(mine, other) : other;
  }
  return { version: 1, read, exercises };
}

/** The earlier first pass counts; without one, the later work. */
function better(a: ExerciseProgress, b: ExerciseProgress): ExerciseProgress {
  const passA = a.firstPassAt ?? Number.POSITIVE_INFINITY;
  const passB = b.firstPassAt ?? Number.POSITIVE_INFINITY;
  if (passA !== passB) return passA < passB ? a : b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return JSON.stringify(a) < JSON.stringify(b) ? a : b;
}

export type LessonState = 'new' | 'begun' | 'done';

export interface CourseLesson {
  readonly path: string;
  readonly minutes: number;
  readonly checks: number;
}

export function lessonState(progress: Progress, lesson: CourseLesson): LessonState {
  const exercises = Object.values(progress.exercises).filter(
    ({ lesson: at }) => at === lesson.path,
  );
  if (exercises.some(({ firstPassAt }) => firstPassAt !== null)) return 'done';
  const read = progress.read[lesson.path] !== undefined;
  if (lesson.checks === 0 && read) return 'done';
  return read || exercises.length > 0 ? 'begun' : 'new';
}

/** Where to go on: the lesson last touched if it is not done, else the next one that is not. */
export function nextLesson<L extends CourseLesson>(
  progress: Progress,
  course: readonly L[],
): L | undefined {
  const touched = (lesson: L) =>
    Math.max(
      progress.read[lesson.path] ?? 0,
      ...Object.values(progress.exercises)
        .filter(({ lesson: path }) => path === lesson.path)
        .map(({ at }) => at),
    );
  const last = course.toSorted((a, b) => touched(b) - touched(a))[0];
  if (!last || touched(last) === 0) return course[0];
  if (lessonState(progress, last) !== 'done') return last;
  const after = course.slice(course.indexOf(last) + 1);
  const open = (lesson: L) => lessonState(progress, lesson) !== 'done';
  return after.find(open) ?? course.find(open);
}

/** Minutes left: a lesson half of whose checks pass takes half its time. */
export function minutesLeft(progress: Progress, course: readonly CourseLesson[]): number {
  let left = 0;
  for (const lesson of course) {
    if (lessonState(progress, lesson) === 'done') continue;
    const exercise = Object.values(progress.exercises).find(({ lesson: at }) => at === lesson.path);
    const share = exercise?.total ? exercise.passing / exercise.total : 0;
    left += lesson.minutes * (1 - share);
  }
  return Math.round(left);
}
