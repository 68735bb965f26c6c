/** What `new` lays out passes its replay as it stands. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readLessonFolder } from '../../sandbox/lesson/folder.ts';
import { openEngine } from '../../sandbox/lesson/machines.ts';
import { newLesson } from '../../sandbox/lesson/new-lesson.ts';
import { replay } from '../../sandbox/lesson/replay.ts';

test('a new lesson is proven as it stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
  const engine = await openEngine();
  try {
    for (const [name, content] of Object.entries(newLesson('hello'))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const lesson = await readLessonFolder(folder);
    const replays = await replay(engine, [lesson]);
    expect(replays.map(({ what, faults }) => [what, faults])).toHaveLength(5);
    expect(replays.flatMap(({ faults }) => faults)).toEqual([]);
    const briefly = await replay(engine, [lesson], { brief: true });
    expect(briefly.map(({ what, faults }) => ({ what, faults }))).toEqual([
      { what: 'start, solution', faults: [] },
    ]);
  } finally {
    await engine.dispose();
    rmSync(folder, { recursive: true });
  }
});
