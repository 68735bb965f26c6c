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
    const replays = await replay(engine, [await readLessonFolder(folder)]);
    expect(replays.map(({ what, faults }) => [what, faults])).toHaveLength(5);
    expect(replays.flatMap(({ faults }) => faults)).toEqual([]);
  } finally {
    await engine.dispose();
    rmSync(folder, { recursive: true });
  }
});
