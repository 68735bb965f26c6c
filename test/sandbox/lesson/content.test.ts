/** The course as it lies in lessons/, without a machine: complete, and of one piece. */
import { describe, expect, test } from 'vitest';
import { readLessonFolders } from '../../../sandbox/lesson/folder.ts';
import { readOutput } from '../../../sandbox/lesson/outputs.ts';

const lessons = await readLessonFolders();

test('exercises have ids of their own', () => {
  const ids = lessons.flatMap(({ exercise }) => exercise?.id ?? []);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(lessons)('$path', (lesson) => {
  test('an exercise has a solution and three mistakes', () => {
    if (!lesson.exercise) return;
    expect(lesson.mistakes.length).toBeGreaterThanOrEqual(3);
    expect(lesson.solution.files.length + (lesson.solution.script ?? '').length).toBeGreaterThan(0);
  });

  test('every output is recorded, and what is explained in it occurs', async () => {
    const steps = lesson.outputs.flatMap(({ steps }) => steps);
    for (const step of steps) {
      if (step.id === undefined) continue;
      const output = await readOutput(lesson, step.id);
      expect(output, `outputs/${step.id}.json; run: npm run lesson -- record`).toMatchObject({
        id: step.id,
        command: step.run,
        exitCode: step.exitCode,
      });
      for (const { match } of step.explain) expect(output?.text).toContain(match);
    }
  });
});
