import { LessonError, type LessonFolder, readLessonFolders } from '../folder.ts';

/** A subcommand of `npm run lesson --`. */
export interface Command {
  /** Its arguments, as the summary shows them. */
  readonly usage: string;
  readonly summary: string;
  /** Resolves with the exit status. Throws LessonError, EngineError and the like. */
  run(args: readonly string[]): Promise<number>;
}

/** A call that makes no sense; the summary of all commands is shown with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * The lessons with these names, or all when none is given. A name is an exercise's id, a lesson's
 * address (`first-socket/demo-echo`) or a module's (`first-socket`).
 */
export async function chooseLessons(names: readonly string[]): Promise<readonly LessonFolder[]> {
  const lessons = await readLessonFolders();
  const unknown = names.find((name) => !lessons.some((lesson) => isCalled(lesson, name)));
  if (unknown !== undefined) {
    throw new LessonError(
      'no-such-lesson',
      `There is no exercise, lesson or module ${unknown}. See: npm run lesson -- list`,
    );
  }
  return lessons.filter(
    (lesson) => names.length === 0 || names.some((name) => isCalled(lesson, name)),
  );
}

function isCalled({ exercise, module, lesson }: LessonFolder, name: string): boolean {
  return [exercise?.id, `${module}/${lesson}`, module].includes(name);
}
