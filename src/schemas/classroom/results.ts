/** What a class led to, for screens and for files. Times are ms since the epoch, durations ms. */
import { z } from 'zod/mini';
import { Id } from './people.ts';

/** One learner at one exercise. */
export const ExerciseResult = z.object({
  exercise: z.string(),
  lesson: z.string(),
  passed: z.int(),
  total: z.int(),
  /** When every check had passed for the first time. */
  firstPassAt: z.nullable(z.int()),
  /** Failed tries, all checks. */
  attempts: z.int(),
  hints: z.int(),
  activeMs: z.int(),
});
export type ExerciseResult = z.infer<typeof ExerciseResult>;

export const LearnerResult = z.object({
  learner: Id,
  name: z.string(),
  joinedAt: z.int(),
  /** Every exercise of the class passed. */
  complete: z.boolean(),
  exercises: z.array(ExerciseResult),
});
export type LearnerResult = z.infer<typeof LearnerResult>;

export const ClassResults = z.object({
  class: Id,
  title: z.string(),
  at: z.int(),
  learners: z.array(LearnerResult),
});
export type ClassResults = z.infer<typeof ClassResults>;
