import { describe, expect, test } from 'vitest';
import { inputFor, parseRequest } from '../../../src/workbench/terminal/typed-command.ts';

describe('a request of the page', () => {
  test.each([
    [undefined],
    [null],
    ['systemctl'],
    [{}],
    [{ command: '' }],
    [{ command: ' \n ' }],
    [{ command: 7 }],
    [{ command: 'x'.repeat(9_000) }],
  ])('%j is none', (detail) => {
    expect(parseRequest(detail)).toBeNull();
  });

  test('runs, unless it says not to', () => {
    expect(parseRequest({ command: 'ls' })).toEqual({ command: 'ls', run: true });
    expect(parseRequest({ command: 'ls', run: false })).toEqual({ command: 'ls', run: false });
  });

  test('presses no keys: control characters go, line ends become one kind', () => {
    const command = parseRequest({ command: 'a\u001b[201~\u0003b\r\nc\td\u009b' })?.command;
    expect(command).toBe('a[201~b\nc\td');
  });
});

describe('what is typed', () => {
  const one = 'ls -l';
  const two = 'echo a\necho b';
  test.each([
    ['one line, to be run by the learner', one, false, false, 'ls -l'],
    ['one line, run', one, true, false, 'ls -l\r'],
    ['one line needs no brackets', one, true, true, 'ls -l\r'],
    ['lines in brackets wait for Enter', two, false, true, '\u001b[200~echo a\recho b\u001b[201~'],
    ['lines in brackets, run', two, true, true, '\u001b[200~echo a\recho b\u001b[201~\r'],
    ['lines without brackets, run', two, true, false, 'echo a\recho b\r'],
    ['lines without brackets cannot wait', two, false, false, null],
  ])('%s', (_, command, run, bracketed, input) => {
    expect(inputFor({ command, run }, bracketed)).toBe(input);
  });
});
