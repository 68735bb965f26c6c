import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLessonFolder } from '../../sandbox/lesson/folder.ts';
import { COMMANDS, foldersShowing } from '../../src/course/commands.ts';

const folder = 'lessons/00-orientation/05-read-commands';

describe('a command to read', () => {
  const text = readFileSync(`${folder}/lesson.mdx`, 'utf8');

  test.each(COMMANDS.map((command) => [command.command, command] as const))(
    '%s has a section, and an output in it',
    async (_, command) => {
      const section = text.split(/^## /m).find((part) => part.includes(`{#${command.id}}`)) ?? '';
      const { outputs } = await readLessonFolder(folder);
      const shown = outputs
        .flatMap(({ steps }) => steps)
        .filter(({ id, run }) => command.pattern.test(run) && section.includes(`output="${id}"`));
      expect(shown).not.toEqual([]);
    },
  );

  test.each(COMMANDS.map((command) => [command.command, command] as const))(
    '%s is one of its own kind',
    (typed, { pattern }) => {
      expect(typed).toMatch(pattern);
    },
  );
});

test('lessons show a command when one of their outputs is of its kind', () => {
  const ss = COMMANDS.find(({ id }) => id === 'ss');
  expect.assert(ss);
  const records = [
    { folder: 'a/one', command: 'sudo ss -tlnp' },
    { folder: 'a/two', command: 'systemctl status passss -l' },
    { folder: 'a/one', command: 'ss -xl' },
  ];
  expect(foldersShowing(ss, records)).toEqual(new Set(['a/one']));
});
