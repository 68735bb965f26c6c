// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from './command.mjs';
import { SetupError } from './failure.mjs';
import { filesBelow } from './files.mjs';

/** What the built site depends on, relative to the project's folder. */
const FILES = ['astro.config.mjs', 'package-lock.json', 'tsconfig.json'];
const FOLDERS = ['src', 'lessons', 'flashcards', 'public'];

/**
 * A digest of names, sizes and times of the site's sources.
 *
 * @param {string} root
 */
export function sourcesDigest(root) {
  const hash = createHash('sha256');
  const below = FOLDERS.flatMap((name) =>
    filesBelow(join(root, name)).map((path) => join(name, path)),
  );
  for (const path of [...FILES, ...below]) {
    if (!existsSync(join(root, path))) continue;
    const { size, mtimeMs } = lstatSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} root */
export function siteInPlace(root) {
  const note = notePath(root);
  return existsSync(note) && readFileSync(note, 'utf8') === sourcesDigest(root);
}

/**
 * @param {string} root
 * @throws {SetupError}
 */
export async function buildSite(root) {
  // Taken first: a file that changes during the build makes the next set-up build again.
  const digest = sourcesDigest(root);
  rmSync(notePath(root), { force: true });
  const { code, output } = await run([join(root, 'node_modules/.bin/astro'), 'build'], {
    cwd: root,
    env: {
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    },
  });
  if (code !== 0) {
    throw new SetupError(
      'command-failed',
      `"astro build" failed. The end of what it said:\n${lastLines(output, 20)}`,
    );
  }
  writeFileSync(notePath(root), digest);
}

/** @param {string} root */
function notePath(root) {
  return join(root, 'dist', '.built-from');
}
