import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { siteInPlace, sourcesDigest } from '../../../sandbox/setup/site.mjs';

describe('when the site has to be built again', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'site-'));
    for (const folder of ['src/pages', 'lessons/01', 'dist', 'test']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    writeFileSync(join(root, 'src/pages/index.astro'), 'home');
    symlinkSync('/nowhere', join(root, 'lessons/01/link'));
    writeFileSync(join(root, 'dist/.built-from'), sourcesDigest(root));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('not while nothing has changed', () => {
    writeFileSync(join(root, 'test/some.test.ts'), '');
    expect(siteInPlace(root)).toBe(true);
  });

  it.each<[string, (path: string) => void]>([
    ['a source is edited', (path) => writeFileSync(path, 'house')],
    ['a source is touched', (path) => utimesSync(path, 1, 1)],
    ['a source is gone', (path) => rmSync(path)],
    ['a source is new', (path) => writeFileSync(`${path}2`, '')],
    ['what was built is gone', () => rmSync(join(root, 'dist'), { recursive: true })],
  ])('when %s', (_, change) => {
    change(join(root, 'src/pages/index.astro'));
    expect(siteInPlace(root)).toBe(false);
  });
});
