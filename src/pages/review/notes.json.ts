import { getCollection } from 'astro:content';
import { cardMarkdown } from '../../course/card-markdown.ts';
import { readCourseMap } from '../../course/content.ts';
import { courseNotes } from '../../course/course-notes.ts';
import { readNamedOutput } from '../../course/lesson-files.ts';
import { readingOrder } from '../../course/map.ts';

/** All cards of the course as notes for other programs, which the exchange page loads. */
export async function GET(): Promise<Response> {
  const [decks, map, render] = await Promise.all([
    getCollection('decks'),
    readCourseMap(),
    cardMarkdown(),
  ]);
  const lessons = readingOrder(map);
  const notes = await courseNotes(
    decks.map(({ data }) => data),
    { render, output: (name) => readNamedOutput(name, lessons) },
  );
  return Response.json(notes);
}
