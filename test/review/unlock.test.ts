import { describe, expect, test } from 'vitest';
import { NO_PROGRESS, withRead, withWork } from '../../src/progress/progress.ts';
import type { ServedCard } from '../../src/review/served.ts';
import { unlocksFor } from '../../src/review/unlock.ts';

const card = (key: string, lesson?: string): ServedCard => ({
  key,
  deck: 'd',
  question: '',
  answer: '',
  ...(lesson === undefined ? {} : { lesson }),
});
const served = {
  lessons: [
    { path: 'm/read', minutes: 5, checks: 0 },
    { path: 'm/work', minutes: 5, checks: 2 },
  ],
  cards: [card('r', 'm/read'), card('w', 'm/work'), card('w~c2', 'm/work'), card('free')],
};
const work = (passing: number) => ({
  exercise: 'e',
  lesson: 'm/work',
  passing,
  total: 2,
  attempts: 1,
  hints: 0,
  activeMs: 0,
});
const keys = (progress: typeof NO_PROGRESS, open: readonly string[] = []) =>
  unlocksFor(progress, served, (key) => ({ unlocked: open.includes(key) })).map(({ card }) => card);

describe('cards of finished lessons', () => {
  test('nothing is unlocked before anything was done', () => {
    expect(keys(NO_PROGRESS)).toEqual([]);
  });
  test('reading is enough where there is no check, and not where there is one', () => {
    expect(keys(withRead(withRead(NO_PROGRESS, 'm/read', 1), 'm/work', 2))).toEqual(['r']);
  });
  test('all checks passed once', () => {
    expect(keys(withWork(NO_PROGRESS, work(1), 1))).toEqual([]);
    expect(keys(withWork(NO_PROGRESS, work(2), 1))).toEqual(['w', 'w~c2']);
  });
  test('an open card is not unlocked again', () => {
    expect(keys(withWork(NO_PROGRESS, work(2), 1), ['w'])).toEqual(['w~c2']);
  });
});
