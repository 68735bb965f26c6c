import { describe, expect, test } from 'vitest';
import { DIRECTIVE_GROUPS } from '../../src/course/directive-groups.ts';
import { GLOSSARY } from '../../src/course/glossary.ts';
import { lessonsOnDirective, lessonsWithTerm } from '../../src/course/references.ts';
import { SOCKET } from '../../src/unit-files/documentation/socket.ts';

const lesson = (text: string, title = 'A lesson') => ({ path: 'module/lesson', title, text });

describe('lessons on a directive', () => {
  test.each([
    ['its title', lesson('', 'ListenStream=: addresses')],
    ['a heading', lesson('text\n\n## A list, `ListenStream=` {#list}\n')],
    ['an explained line', lesson("explain={[{ match: 'ListenStream=7030', says: 'x' }]}")],
  ])('count when it stands in %s', (_, one) => {
    expect(lessonsOnDirective('ListenStream', [one])).toEqual([one]);
  });

  test.each([
    ['it is only mentioned', lesson('Write `ListenStream=7030`.')],
    ['another directive ends like it', lesson('## MyListenStream= {#x}')],
    ['another one begins like it', lesson('## ListenStreams= {#x}')],
  ])('do not count when %s', (_, one) => {
    expect(lessonsOnDirective('ListenStream', [one])).toEqual([]);
  });
});

test('lessons with a term are those that mark it', () => {
  const marks = lesson('a <Term id="backlog">backlog</Term>');
  expect(lessonsWithTerm('backlog', [lesson('a backlog'), marks])).toEqual([marks]);
});

test('every directive of systemd.socket(5) stands in one group', () => {
  expect(DIRECTIVE_GROUPS.flatMap(({ keys }) => keys).sort()).toEqual(Object.keys(SOCKET).sort());
});

test('the glossary is in the order of its terms’ ids', () => {
  const ids = Object.keys(GLOSSARY);
  expect(ids).toEqual(ids.toSorted());
});
