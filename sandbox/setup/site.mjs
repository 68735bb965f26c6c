// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lastLines, run } from './command.mjs';
import { SetupError } from './failure.mjs';

/** What the built site depends on, relative to the project's folder. */
const SOURCES = [
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
  'src',
  'lessons',
  'flashcards',
  'public',
];

/**
 * A digest of names, sizes and times of the site's sources.
 *
 * @param {string} root
 */
export function sourcesDigest(root) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesBelow(join(root, source))).sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
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

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
