/**
 * The same exercises in the emulator: what starts there fails, and what solves it passes, on one
 * machine. CI replays one of each module, among them those that failed where everything takes longer;
 * a developer's run those that changed since they were last proven. Mistakes are graded by the same
 * code, so they are left to containers and to `npm run lesson -- replay --engine emulator`.
 */
import { afterAll, expect, test } from 'vitest';
import { readLessonFolders } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { remember, unproven } from '../../sandbox/lesson/proven.ts';
import { provenBy, replay, suits } from '../../sandbox/lesson/replay.ts';

const IN_CI = [
  'lessons/00-orientation/02-units',
  'lessons/01-first-socket/05-states',
  'lessons/02-accept-yes/03-remote-addr',
  'lessons/03-accept-no/01-one-service',
];
/** For one machine, on a host that has much else to do. */
const LONGEST_MS = 600_000;

const engine = await openEngine('emulator');
afterAll(() => engine.dispose());

const suitable = (await readLessonFolders()).filter(
  (lesson) => lesson.exercise && suits(engine, lesson),
);
const lessons = process.env.CI
  ? suitable.filter(({ path }) => IN_CI.includes(path))
  : await unproven('emulated', suitable);

test('there are exercises for the emulator', () => {
  expect(suitable.map(({ path }) => path)).toEqual(expect.arrayContaining(IN_CI));
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
