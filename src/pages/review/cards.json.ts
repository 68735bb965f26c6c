import { getCollection } from 'astro:content';
import { cardMarkdown } from '../../course/card-markdown.ts';
import { readCourseMap } from '../../course/content.ts';
import { readNamedOutput } from '../../course/lesson-files.ts';
import { readingOrder } from '../../course/map.ts';
import { serveCards } from '../../course/serve-cards.ts';

/** All cards of the course as one file, which the review page keeps. */
export async function GET(): Promise<Response> {
  const [decks, map, render] = await Promise.all([
    getCollection('decks'),
    readCourseMap(),
    cardMarkdown(),
  ]);
  const lessons = readingOrder(map);
  const served = await serveCards(
    decks.map(({ data }) => data),
    lessons,
    {
      render,
      output: (name) => readNamedOutput(name, lessons),
    },
  );
  return Response.json(served);
}
