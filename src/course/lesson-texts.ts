/** The texts of the lessons as they are written, for pages that point into them. */
import { getCollection } from 'astro:content';
import { readCourseMap } from './content.ts';
import { readingOrder } from './map.ts';
import type { LessonText } from './references.ts';

/** In reading order. */
export async function readLessonTexts(): Promise<readonly LessonText[]> {
  const entries = new Map((await getCollection('lessons')).map((entry) => [entry.id, entry]));
  return readingOrder(await readCourseMap()).map(({ folder, path, title }) => ({
    path,
    title,
    text: entries.get(folder)?.body ?? '',
  }));
}
