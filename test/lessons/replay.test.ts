/**
 * Exercises are proven on real machines: all of them in CI, elsewhere those that changed since they
 * last were. Without an engine this fails, and says what to do.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../sandbox/engines/engine.ts';
import { readLessonFolders } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { remember, unproven } from '../../sandbox/lesson/proven.ts';
import { provenBy, type Replay, replay } from '../../sandbox/lesson/replay.ts';

const exercises = (await readLessonFolders()).filter((lesson) => lesson.exercise);
const lessons = process.env.CI ? exercises : await unproven('exercise', exercises);

let engine: Engine;
let replays: readonly Replay[];

beforeAll(async () => {
  engine = await openEngine();
  replays = await replay(engine, lessons);
  await remember('exercise', provenBy(replays));
}, 1_200_000);

afterAll(() => engine?.dispose());

test('there are exercises to prove', () => {
  expect(exercises.length).toBeGreaterThan(0);
});

describe.each(lessons)('$path', ({ path, mistakes }) => {
  test.each(['start', 'solution', ...mistakes.map(({ name }) => name)])('%s', (what) => {
    const found = replays.find((one) => one.lesson.path === path && one.what === what);
    expect(found?.faults ?? ['was not replayed.']).toEqual([]);
  });
});
