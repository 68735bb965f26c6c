// @ts-check
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, run } from './command.mjs';
import { SetupError } from './failure.mjs';

export const IMAGE_NAME = 'localhost/socket-activation-lab';
/** Debian 12. Debian 13 is `trixie`. */
export const DEFAULT_RELEASE = 'bookworm';

const RECIPE = fileURLToPath(new URL('../image', import.meta.url));
/** Files beside the recipe that do not end up in the image. */
const NOT_RECIPE = /(^|\/)(README\.md|seccomp\.json|Makefile|[^/]*\.o|lab-agent)$/;
/** While building: packages, the unpacked root and the archive. */
const NEEDED_BYTES = 1.5 * 1024 ** 3;

/** The Debian release machines run, from the environment. */
export function release() {
  return process.env.LAB_DEBIAN_RELEASE || DEFAULT_RELEASE;
}

/**
 * The image's name and tag. The tag changes with the recipe, the release and the architecture.
 *
 * @param {string} [recipe] the recipe's folder
 */
export function imageReference(recipe = RECIPE, suite = release()) {
  const hash = createHash('sha256').update(`${suite} ${process.arch}\n`);
  for (const file of recipeFiles(recipe)) {
    const path = join(recipe, file);
    const executable = statSync(path).mode & 0o100 ? 'x' : '-';
    const content = readFileSync(path);
    hash.update(`${file} ${executable} ${content.length}\n`).update(content);
  }
  return `${IMAGE_NAME}:${hash.digest('hex').slice(0, 16)}`;
}

/**
 * Files of the recipe, sorted, relative to its folder.
 *
 * @param {string} recipe
 */
export function recipeFiles(recipe) {
  return readdirSync(recipe, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(recipe, join(entry.parentPath, entry.name)))
    .filter((file) => !NOT_RECIPE.test(file))
    .sort();
}

/**
 * The archive of the image, where a build keeps it.
 *
 * @param {string} dataDir
 */
export function archivePath(dataDir, reference = imageReference()) {
  return join(dataDir, 'image', `${reference.slice(IMAGE_NAME.length + 1)}.tar`);
}

/**
 * Builds the image's archive. Older archives are removed.
 *
 * @param {string} dataDir
 * @returns {Promise<string>} its path
 * @throws {SetupError}
 */
export async function buildArchive(dataDir) {
  const archive = archivePath(dataDir);
  const folder = join(dataDir, 'image');
  mkdirSync(folder, { recursive: true });
  for (const place of [folder, '/var/tmp']) requireSpace(place);
  const part = `${archive}.part`;
  const mirror = process.env.LAB_DEBIAN_MIRROR;
  const built = await run([
    join(RECIPE, 'build.sh'),
    release(),
    part,
    ...(mirror === undefined ? [] : [mirror]),
  ]);
  const log = join(folder, 'build.log');
  writeFileSync(log, built.output);
  if (built.code !== 0) {
    rmSync(part, { force: true });
    throw new SetupError(
      'command-failed',
      `The machine image could not be built. ${advice(built.output)}The end of ${log}:\n${lastLines(built.output)}`,
    );
  }
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.tar')) rmSync(join(folder, name));
  }
  renameSync(part, archive);
  return archive;
}

/**
 * Imports the archive under the image's name, and removes the image that this data directory used
 * before if nothing runs on it.
 *
 * @param {import('./engine-api.mjs').EngineApi} engine
 * @param {string} dataDir
 */
export async function importArchive(engine, dataDir) {
  const reference = imageReference();
  await engine.importImage(archivePath(dataDir), reference);
  const note = join(dataDir, 'image', 'imported');
  const before = existsSync(note) ? readFileSync(note, 'utf8').trim() : reference;
  if (before !== reference) await engine.removeImage(before);
  writeFileSync(note, `${reference}\n`);
}

/** @param {string} output */
function advice(output) {
  return /could not resolve|temporary failure|unable to connect|failed to fetch/i.test(output)
    ? 'Debian’s package server could not be reached: connect this machine to the network, or name a mirror in LAB_DEBIAN_MIRROR, then run this again. '
    : '';
}

/** @param {string} folder */
function requireSpace(folder) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= NEEDED_BYTES) return;
  throw new SetupError(
    'no-space',
    `Building the machine image needs ${(NEEDED_BYTES / 1024 ** 3).toFixed(1)} GB in ${folder}, and only ${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB are free. Free some space, then run this again.`,
  );
}
