import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { factsOf } from '../../review/exchange/anki/course.ts';
import { brokenRules } from '../../review/exchange/anki/rules.ts';

/** Each call starts Node, also on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cards-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): string =>
  execFileSync(process.execPath, ['sandbox/cards/main.ts', ...args], { encoding: 'utf8' });
const fail = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, ['sandbox/cards/main.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
};

describe('cards export', () => {
  test('writes a package that keeps Anki’s rules, and with --csv text beside it', () => {
    const out = join(folder, 'cards.apkg');
    expect(run('export', '--out', out, '--csv')).toMatch(/cards\.txt: \d+ notes, \d+ cards\n$/);
    expect(brokenRules(factsOf(readFileSync(out), Date.now()))).toEqual([]);
    expect(readFileSync(join(folder, 'cards.txt'), 'utf8')).toMatch(
      /^#separator:tab\n#html:true\n#guid column:1\n/,
    );
  });
  test('writes a table for a spreadsheet', () => {
    const out = join(folder, 'cards.csv');
    run('export', '--out', out);
    expect(readFileSync(out, 'utf8')).toMatch(/^\uFEFFGuid,Deck,Kind,Front,Back,Tags,My note\r\n/);
  });
  test.each<[string, string[], RegExp]>([
    ['no file', ['export'], /Say where to write/],
    ['a file of another kind', ['export', '--out', 'cards.zip'], /none of \.apkg/],
    ['a folder that is not there', ['export', '--out', '/nowhere/a.apkg'], /was not written/],
    ['an option nobody knows', ['export', '--ou', 'x'], /--ou/],
  ])('%s: says what to do and ends with 2', (_, args, says) => {
    const { status, stderr } = fail(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });
});
