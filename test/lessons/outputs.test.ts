/**
 * Every output that a lesson shows still is what a real machine answers: in CI of all lessons,
 * elsewhere of those that changed since it was last so.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../sandbox/engines/engine.ts';
import { type LessonFolder, readLessonFolders } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { normalise } from '../../sandbox/lesson/normalise.ts';
import { matches, readOutput, takeOutputs } from '../../sandbox/lesson/outputs.ts';
import { remember, unproven } from '../../sandbox/lesson/proven.ts';

const showing = (await readLessonFolders()).filter(({ outputs }) => outputs.length > 0);
const lessons = process.env.CI ? showing : await unproven('outputs', showing);

const proven: LessonFolder[] = [];
let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(async () => {
  await remember('outputs', proven);
  await engine?.dispose();
});

test('there are outputs to compare', () => {
  expect(showing.length).toBeGreaterThan(0);
});

describe.concurrent('recorded outputs; if they no longer match: npm run lesson -- record', () => {
  test.each(lessons)('$path', async (lesson) => {
    for (const one of await takeOutputs(engine, lesson)) {
      const recorded = await readOutput(lesson, one.output.id);
      if (recorded && matches(recorded, one)) continue;
      const { id, text } = one.output;
      const { volatile } = one.step;
      expect({ id, text: normalise(text, volatile) }).toEqual({
        id,
        text: recorded && normalise(recorded.text, volatile),
      });
    }
    proven.push(lesson);
  });
});
