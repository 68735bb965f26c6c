import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { format, meaning } from '../../src/unit-files/format.ts';
import { outline } from '../../src/unit-files/outline.ts';
import { apply, formats } from './editor.ts';

const CASES: readonly (readonly [title: string, before: string, after: string])[] = [
  ['space around =', '[Socket]\n  Accept =  yes \n', '[Socket]\nAccept=yes\n'],
  [
    'a blank line before a section',
    '[Unit]\nA=1\n[Socket]\nB=2\n',
    '[Unit]\nA=1\n\n[Socket]\nB=2\n',
  ],
  [
    'comments stay with their section',
    '[Unit]\nA=1\n# why\n[Socket]\n',
    '[Unit]\nA=1\n\n# why\n[Socket]\n',
  ],
  ['blank lines at the edges', '\n\n[Unit]\n\n\n\nA=1\n\n\n', '[Unit]\n\nA=1\n'],
  ['the last line break', '[Unit]\nA=1', '[Unit]\nA=1\n'],
  ['nothing at all', '\n \n', ''],
  [
    'continued lines',
    '[Service]\n ExecStart = /bin/a \\\n    b \\\n# c\n  d\n',
    '[Service]\n ExecStart = /bin/a \\\n    b \\\n# c\n  d\n',
  ],
  ['a backslash that does not continue', '[Unit]\nA=1 \\ \nB=2\n', '[Unit]\nA=1 \\ \nB=2\n'],
  ['Windows line ends', '[Unit]\r\nA = 1\r\n', '[Unit]\r\nA=1\r\n'],
  ['a line it cannot read', '[Unit]\n  what is this  \nA=1\n', '[Unit]\nwhat is this\nA=1\n'],
];

/** Pieces unit files are made of, right and wrong. */
const pieces = fc.constantFrom(
  '[Unit]',
  '[Socket]',
  '[',
  ']',
  'Accept',
  'ListenStream',
  '=',
  ' = ',
  'yes',
  '127.0.0.1:80',
  '\\',
  '\\\n',
  '\n',
  '\n\n',
  '\r\n',
  ' ',
  '\t',
  '#',
  '; c',
  '%i',
  '"',
  "'",
  'é',
  '\u0000',
  '\ufeff',
);
const texts = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''));

describe('format', () => {
  test.each(CASES)('%s', (_title, before, after) => formats(before, after));

  it('is silent about a tidy file', () => {
    expect(format('[Unit]\nDescription=a\n\n[Socket]\nAccept=yes\n')).toEqual([]);
  });

  it('never changes what systemd reads', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tidy = apply(text, format(text));
        expect(meaning(tidy)).toEqual(meaning(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('is done the first time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tidy = apply(text, format(text));
        expect(apply(tidy, format(tidy))).toBe(tidy);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('outline', () => {
  it('lists sections and settings with their place', () => {
    const [unit, socket] = outline(
      '[Unit]\nDescription=a\n# c\n\n[Socket]\nAccept=yes\nListenStream=80 \\\n 81\n',
    );
    expect(unit).toMatchObject({ name: 'Unit', range: { start: { line: 0 }, end: { line: 1 } } });
    expect(socket?.range.end.line).toBe(7);
    expect(socket?.assignments.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'Accept=yes',
      'ListenStream=80   81',
    ]);
  });
});
