import { exerciseUrl, ServedExercise } from '../../schemas/served-exercise.ts';
import { SessionError } from '../session.ts';
import type { LocalLesson } from './tab-machine.ts';

/** Fetches an exercise and what its machine starts with from this site. Throws SessionError. */
export async function fetchLesson(exercise: string, get = fetch): Promise<LocalLesson> {
  const response = await get(exerciseUrl(exercise)).catch(() => undefined);
  if (!response?.ok) {
    throw new SessionError(
      'no-exercise',
      'The exercise could not be loaded. Check your connection, then try again.',
    );
  }
  const served = ServedExercise.safeParse(await response.json().catch(() => undefined));
  if (!served.success) {
    throw new SessionError(
      'bad-exercise',
      'The exercise does not fit this page, which may be of an older version. Reload it.',
    );
  }
  const { exercise: checks, start } = served.data;
  return {
    exercise: checks,
    start: {
      files: start.files.map(({ content, ...file }) => ({ ...file, content: bytesOf(content) })),
      ...(start.setup === undefined ? {} : { setup: start.setup }),
    },
  };
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
