/** Every exercise is proven on a real machine; without an engine this fails, and says what to do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../sandbox/engines/engine.ts';
import { readLessonFolders } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { type Replay, replay } from '../../sandbox/lesson/replay.ts';

const lessons = (await readLessonFolders()).filter((lesson) => lesson.exercise);

let engine: Engine;
let replays: readonly Replay[];

beforeAll(async () => {
  engine = await openEngine();
  replays = await replay(engine, lessons);
}, 600_000);

afterAll(() => engine?.dispose());

function faults(path: string, what: string): readonly string[] {
  const found = replays.find((one) => one.lesson.path === path && one.what === what);
  return found?.faults ?? ['was not replayed.'];
}

describe.each(lessons)('$path', ({ path, mistakes }) => {
  test('its start fails', () => {
    expect(faults(path, 'start')).toEqual([]);
  });

  test('its solution passes, twice', () => {
    expect(faults(path, 'solution')).toEqual([]);
  });

  test.each(mistakes)('$name fails $check, with its hint', ({ name }) => {
    expect(faults(path, name)).toEqual([]);
  });
});
