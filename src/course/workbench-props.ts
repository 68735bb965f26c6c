/** What a lesson page hands to its workbench. */
import type { Deck } from '../schemas/deck.ts';
import type { Exercise } from '../schemas/exercise.ts';
import type { WorkbenchProps } from '../schemas/workbench.ts';
import { exerciseCards } from './exercise-cards.ts';
import { CourseError } from './folder.ts';
import { readTree } from './lesson-files.ts';

export async function workbenchProps(
  folder: string,
  path: string,
  exercise: Exercise,
  lessons: readonly string[],
  decks: readonly Deck[],
): Promise<WorkbenchProps> {
  const { id, title, needs, socket, checks } = exercise;
  return {
    lesson: path,
    lessons,
    cards: exerciseCards(decks, path, exercise),
    exercise: {
      id,
      title,
      needs,
      files: await Promise.all(
        exercise.files.map(async ({ path }) => ({
          path,
          start: await readTree(folder, 'start', path),
          solution: await readTree(folder, 'solution', path),
        })),
      ),
      ...(socket !== undefined && { socket }),
      checks: checks.map(({ id, title, anchor }) => ({
        id,
        title,
        ...(anchor !== undefined && { anchor }),
      })),
    },
  };
}

/** Every check leads to a heading of the lesson. Throws {@link CourseError} for one that does not. */
export function requireAnchors(
  folder: string,
  exercise: Exercise,
  headings: readonly string[],
): void {
  for (const { id, anchor } of exercise.checks) {
    if (anchor === undefined || headings.includes(anchor)) continue;
    throw new CourseError(
      'no-anchor',
      `lessons/${folder}/exercise.yaml: check ${id} has the anchor ${anchor}, which no heading of lesson.mdx has. ` +
        `Write "## Words {#${anchor}}" there, or use one of: ${headings.join(', ')}.`,
    );
  }
}
