import { getCollection } from 'astro:content';
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { readCourseMap } from '../../course/content.ts';
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
  const served = await serveCards(
    decks.map(({ data }) => data),
    readingOrder(map),
    async (text) => (await markdown.render(text)).code,
  );
  return Response.json(served);
}
