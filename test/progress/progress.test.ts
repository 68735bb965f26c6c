import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lessonState,
  mergeProgress,
  minutesLeft,
  NO_PROGRESS,
  nextLesson,
  type Progress,
  type Work,
  withRead,
  withWork,
} from '../../src/progress/progress.ts';
import { loadProgress, progressFile, takeInFile } from '../../src/progress/store.ts';
import { memoryStore } from '../../src/storage.ts';

const course = [
  { path: 'm/a', minutes: 10, checks: 0 },
  { path: 'm/b', minutes: 20, checks: 4 },
  { path: 'm/c', minutes: 10, checks: 2 },
];
const at = (index: number) => {
  const lesson = course[index];
  if (!lesson) throw new Error('no such lesson');
  return lesson;
};
const work = (more: Partial<Work>): Work => ({
  exercise: 'b',
  lesson: 'm/b',
  passing: 0,
  total: 4,
  attempts: 0,
  hints: 0,
  activeMs: 0,
  ...more,
});

describe('work at an exercise', () => {
  test('adds up until the first pass, then stands still', () => {
    let p = withWork(NO_PROGRESS, work({ attempts: 1, hints: 2, activeMs: 500 }), 1);
    p = withWork(p, work({ attempts: 1, passing: 4 }), 2);
    p = withWork(p, work({ attempts: 1, hints: 1, activeMs: 900, passing: 3 }), 3);
    expect(p.exercises.b).toEqual({
      lesson: 'm/b',
      passing: 3,
      total: 4,
      firstPassAt: 2,
      attempts: 2,
      hints: 2,
      activeMs: 500,
      at: 3,
    });
  });
});

describe('a lesson', () => {
  test('without checks is done when read', () =>
    expect(lessonState(withRead(NO_PROGRESS, 'm/a', 1), at(0))).toBe('done'));
  test('with checks is begun when read', () =>
    expect(lessonState(withRead(NO_PROGRESS, 'm/b', 1), at(1))).toBe('begun'));
  test('is done when all its checks have passed once', () =>
    expect(lessonState(withWork(NO_PROGRESS, work({ passing: 4 }), 1), at(1))).toBe('done'));
});

describe('what is next', () => {
  test('the first lesson for a newcomer', () =>
    expect(nextLesson(NO_PROGRESS, course)).toBe(course[0]));
  test('the lesson one left', () =>
    expect(nextLesson(withRead(NO_PROGRESS, 'm/b', 5), course)).toBe(course[1]));
  test('the one after a lesson that is done', () =>
    expect(nextLesson(withWork(NO_PROGRESS, work({ passing: 4 }), 1), course)).toBe(course[2]));
  test('what was skipped, when the end is reached', () => {
    const p = withWork(
      NO_PROGRESS,
      work({ exercise: 'c', lesson: 'm/c', passing: 2, total: 2 }),
      1,
    );
    expect(nextLesson(p, course)).toBe(course[0]);
  });
  test('half the checks leave half the time', () =>
    expect(minutesLeft(withWork(NO_PROGRESS, work({ passing: 2 }), 1), course)).toBe(30));
});

const anyProgress = fc
  .array(
    fc.record({
      lesson: fc.constantFrom('m/a', 'm/b'),
      passing: fc.integer({ min: 0, max: 4 }),
      at: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 6 },
  )
  .map((steps) =>
    steps.reduce<Progress>(
      (p, { lesson, passing, at }) =>
        withRead(
          withWork(p, work({ exercise: lesson, lesson, passing, attempts: 1 }), at),
          lesson,
          at,
        ),
      NO_PROGRESS,
    ),
  );

describe('merging', () => {
  test('the order does not matter and nothing passed is lost', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const merged = mergeProgress(a, b);
        expect(mergeProgress(b, a)).toEqual(merged);
        for (const p of [a, b]) {
          for (const [id, { firstPassAt }] of Object.entries(p.exercises)) {
            if (firstPassAt !== null) expect(merged.exercises[id]?.firstPassAt).not.toBeNull();
          }
        }
      }),
    );
  });
});

describe('as a file', () => {
  test('goes out of one browser and into another', () => {
    const one = memoryStore();
    one.set('lab:progress', JSON.stringify(withWork(NO_PROGRESS, work({ passing: 4 }), 7)));
    const two = memoryStore();
    expect(takeInFile(two, progressFile(one))).toBe(true);
    expect(loadProgress(two)).toEqual(loadProgress(one));
  });
  test.each([
    '',
    '{',
    '[]',
    '{"version":2}',
    'null',
    '{"version":1,"read":{"a":"x"},"exercises":{}}',
  ])('what is no such file changes nothing: %j', (text) => {
    const store = memoryStore();
    expect(takeInFile(store, text)).toBe(false);
    expect(loadProgress(store)).toEqual(NO_PROGRESS);
  });
  test('damaged storage counts as nothing done', () => {
    expect(loadProgress(memoryStore([['lab:progress', '{"version":1']]))).toEqual(NO_PROGRESS);
  });
});
