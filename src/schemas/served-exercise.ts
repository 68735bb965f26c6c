/** An exercise as a machine in the tab needs it: what the site serves below /exercises/. */
import { z } from 'zod/mini';
import { Exercise } from './exercise.ts';

export const ServedExercise = z.object({
  exercise: Exercise,
  start: z.object({
    files: z.array(
      z.object({
        path: z.string(),
        /** Base64. */
        content: z.string(),
        mode: z.number(),
        user: z.string(),
      }),
    ),
    setup: z.optional(z.string()),
  }),
});
export type ServedExercise = z.infer<typeof ServedExercise>;

/** Address of an exercise on the site. */
export const exerciseUrl = (id: string): string => `/exercises/${id}.json`;
