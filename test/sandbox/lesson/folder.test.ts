import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLessonFolder, readLessonFolders } from '../../../sandbox/lesson/folder.ts';
import { newLesson } from '../../../sandbox/lesson/new-lesson.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lesson-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Lays out files of `01-module/02-lesson`, and reads it. */
function lesson(files: Readonly<Record<string, string>>) {
  const folder = join(root, '01-module', '02-lesson');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return readLessonFolder(folder);
}

const NEW = newLesson('hello');

describe('a lesson folder', () => {
  test('as `new` lays it out is complete', async () => {
    const read = await lesson(NEW);
    expect(read).toMatchObject({ module: 'module', lesson: 'lesson', exercise: { id: 'hello' } });
    expect(read.solution.files.map(({ path, user, mode }) => [path, user, mode])).toEqual([
      ['/etc/systemd/system/hello.socket', 'root', 0o644],
      ['/etc/systemd/system/hello@.service', 'root', 0o644],
    ]);
    expect(read.solution.script).toContain('enable --now hello.socket');
    expect(read.mistakes.map(({ name, check }) => [name, check])).toEqual([
      ['no-standard-input', 'echo'],
      ['no-template', 'verify'],
      ['not-started', 'listening'],
    ]);
    expect(read.mistakes[1]?.files.map(({ path }) => path)).toEqual([
      '/etc/systemd/system/hello.socket',
    ]);
  });

  test('without an exercise is only text', async () => {
    expect(await lesson({ 'lesson.mdx': '# Text' })).toMatchObject({
      start: { files: [] },
      mistakes: [],
      outputs: [],
    });
  });

  test('keeps owners and modes of the start’s files', async () => {
    await lesson({ 'start/usr/local/bin/tool': '#!/bin/sh\n', 'start/home/learner/note': 'x' });
    chmodSync(join(root, '01-module/02-lesson/start/usr/local/bin/tool'), 0o755);
    const { start } = await lesson({ 'start/setup.sh': 'true\n' });
    expect(start.setup).toBe('true\n');
    expect(start.files.map(({ path, user, mode }) => [path, user, mode])).toEqual([
      ['/home/learner/note', 'learner', 0o644],
      ['/usr/local/bin/tool', 'root', 0o755],
    ]);
  });
});

describe('a fault names its file and place', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['no YAML', { 'exercise.yaml': 'id: [' }, /exercise\.yaml: .*line 1/s],
    [
      'a field that does not exist',
      { 'exercise.yaml': NEW['exercise.yaml']?.replace('hints:', 'hint:') ?? '' },
      /exercise\.yaml:\n.*Unrecognized key: "hint"\n.*checks\[0\]/s,
    ],
    [
      'a mistake of an unknown check',
      { 'mistakes/no-template/mistake.yaml': 'check: nonsense\nhint: x\n' },
      /no-template\/mistake\.yaml: the exercise has no check nonsense/,
    ],
    [
      'a mistake without what to run',
      { 'mistakes/other/mistake.yaml': 'check: echo\nhint: x\n' },
      /other has no run\.sh/,
    ],
    [
      'a mistake without what to expect',
      { 'mistakes/other/run.sh': '' },
      /other has no mistake\.yaml/,
    ],
    [
      'an output from nowhere',
      { 'outputs/commands.yaml': '- from: elsewhere\n  steps: [{ run: id }]\n' },
      /commands\.yaml:\n.*is none of start, solution, mistakes\/NAME/s,
    ],
  ])('%s', async (_, change, message) => {
    await expect(lesson({ ...NEW, ...change })).rejects.toMatchObject({
      name: 'LessonError',
      message: expect.stringMatching(message),
    });
  });
});

test('lessons come in the order of their numbers', async () => {
  for (const path of ['02-b/01-x', '01-a/10-z', '01-a/02-y']) {
    mkdirSync(join(root, path), { recursive: true });
  }
  const read = await readLessonFolders(root);
  expect(read.map(({ module, lesson: name }) => `${module}/${name}`)).toEqual([
    'a/y',
    'a/z',
    'b/x',
  ]);
});
