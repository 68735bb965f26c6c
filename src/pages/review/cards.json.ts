import { getCollection } from 'astro:content';
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { readCourseMap } from '../../course/content.ts';
import { readNamedOutput } from '../../course/lesson-files.ts';
import { readingOrder } from '../../course/map.ts';
import { serveCards } from '../../course/serve-cards.ts';

/** All cards of the course as one file, which the review page keeps. */
export async function GET(): Promise<Response> {
  const [decks, map, markdown] = await Promise.all([
    getCollection('decks'),
    readCourseMap(),
    createSatteriMarkdownProcessor({
      syntaxHighlight: false,
      features: { smartPunctuation: false },
    }),
  ]);
  const lessons = readingOrder(map);
  const served = await serveCards(
    decks.map(({ data }) => data),
    lessons,
    {
      render: async (text) => (await markdown.render(text)).code,
      output: (name) => readNamedOutput(name, lessons),
    },
  );
  return Response.json(served);
}
