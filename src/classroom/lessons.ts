/** The lessons a class can be made of, as the site serves them to the instructor's screens. */
import type { MapPart } from '../course/map.ts';

export interface OfferedLesson {
  /** Below /learn/. */
  readonly path: string;
  readonly title: string;
  readonly minutes: number;
  /** Id of the lesson's exercise; null where there is nothing to do. */
  readonly exercise: string | null;
  readonly checks: readonly { readonly id: string; readonly title: string }[];
}

export interface OfferedModule {
  readonly number: number;
  readonly title: string;
  readonly lessons: readonly OfferedLesson[];
}

interface OfferedExercise {
  readonly id: string;
  readonly checks: readonly { readonly id: string; readonly title: string }[];
}

/** Modules with at least one lesson, in the order of the course. */
export function offeredLessons(
  map: readonly MapPart[],
  exercises: ReadonlyMap<string, OfferedExercise>,
): readonly OfferedModule[] {
  return map
    .flatMap(({ modules }) => modules)
    .filter(({ lessons }) => lessons.length > 0)
    .map(({ number, title, lessons }) => ({
      number,
      title,
      lessons: lessons.map(({ folder, path, title, minutes }) => {
        const exercise = exercises.get(folder);
        return {
          path,
          title,
          minutes,
          exercise: exercise?.id ?? null,
          checks: (exercise?.checks ?? []).map(({ id, title }) => ({ id, title })),
        };
      }),
    }));
}

/** Throws with words for the screen when the site does not answer. */
export async function loadLessons(): Promise<readonly OfferedModule[]> {
  const response = await fetch('/class/lessons.json').catch(() => undefined);
  if (!response?.ok) {
    throw new Error('The lessons did not load. Check your connection, then reload the page.');
  }
  return response.json();
}
