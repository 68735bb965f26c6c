import { defineCollection } from 'astro:content';
import { dirname } from 'node:path';
import { glob } from 'astro/loaders';
import { deckLoader } from './course/deck-loader.ts';
import { Deck } from './schemas/deck.ts';
import { Exercise } from './schemas/exercise.ts';
import { Lesson, Module } from './schemas/lesson.ts';

/** An entry is known by its folder: `01-first-socket/02-demo-echo`. */
const folders = (pattern: string) =>
  glob({ base: './lessons', pattern, generateId: ({ entry }) => dirname(entry) });

export const collections = {
  modules: defineCollection({ loader: folders('*/module.yaml'), schema: Module }),
  lessons: defineCollection({ loader: folders('*/*/lesson.mdx'), schema: Lesson }),
  /** By file, in the order of the course. */
  decks: defineCollection({ loader: deckLoader(), schema: Deck }),
  exercises: defineCollection({ loader: folders('*/*/exercise.yaml'), schema: Exercise }),
};
