/** Every output that a lesson shows still is what a real machine answers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../sandbox/engines/engine.ts';
import { readLessonFolders } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { normalise } from '../../sandbox/lesson/normalise.ts';
import { matches, readOutput, takeOutputs } from '../../sandbox/lesson/outputs.ts';

const lessons = (await readLessonFolders()).filter(({ outputs }) => outputs.length > 0);

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine?.dispose());

describe.concurrent('recorded outputs; if they no longer match: npm run lesson -- record', () => {
  test.each(lessons)('$path', async (lesson) => {
    const taken = await takeOutputs(engine, lesson);
    for (const one of taken) {
      const recorded = await readOutput(lesson, one.output.id);
      if (recorded && matches(recorded, one)) continue;
      const { id, text } = one.output;
      const { volatile } = one.step;
      expect({ id, text: normalise(text, volatile) }).toEqual({
        id,
        text: recorded && normalise(recorded.text, volatile),
      });
    }
  });
});
