/**
 * The same exercises in the emulator: what starts there fails, and what solves them passes. Each takes
 * it most of a minute, so CI replays one with Accept=no, beside demo-echo in test/e2e/tab-machine.test.ts,
 * and a developer's run those that changed since they were last proven. Mistakes are graded by the
 * same code, so they are left to containers and to `npm run lesson -- replay --engine emulator`.
 */
import { afterAll, expect, test } from 'vitest';
import { readLessonFolders } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { remember, unproven } from '../../sandbox/lesson/proven.ts';
import { provenBy, replay, suits } from '../../sandbox/lesson/replay.ts';

const IN_CI = 'lessons/03-accept-no/01-one-service';
/** For two machines, on a host that has much else to do. */
const LONGEST_MS = 600_000;

const engine = await openEngine('emulator');
afterAll(() => engine.dispose());

const suitable = (await readLessonFolders()).filter(
  (lesson) => lesson.exercise && suits(engine, lesson),
);
const lessons = process.env.CI
  ? suitable.filter(({ path }) => path === IN_CI)
  : await unproven('emulated', suitable);

test('there are exercises for the emulator', () => {
  expect(suitable.map(({ path }) => path)).toContain(IN_CI);
});

test.each(lessons)(
  '$path',
  async (lesson) => {
    const replays = await replay(engine, [lesson], { brief: true });
    await remember('emulated', provenBy(replays));
    expect(replays.map(({ what, faults }) => ({ what, faults }))).toEqual([
      { what: 'start, solution', faults: [] },
    ]);
  },
  LONGEST_MS,
);
