/** Answers for tables: only what a test is about. */
import type { Answer, Gatherer } from '../../../src/review/statistics/answers.ts';

/** Number of a day, from its date. */
export const day = (date: string): number => Date.parse(date) / 86_400_000;

export function answer(on: string, part: Partial<Answer> = {}): Answer {
  return {
    card: 'a',
    at: Date.parse(on),
    day: day(on),
    grade: 3,
    ms: 5_000,
    stage: 'young',
    predicted: 0.9,
    ...part,
  };
}

export function gather<R>(gatherer: Gatherer<R>, answers: readonly Answer[]): R {
  for (const one of answers) gatherer.take(one);
  return gatherer.result();
}
