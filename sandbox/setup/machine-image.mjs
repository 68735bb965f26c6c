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
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, run } from './command.mjs';
import { SetupError } from './failure.mjs';
import { filesBelow } from './files.mjs';

const IMAGE_NAME = 'localhost/socket-activation-lab';
/** Debian 12. Debian 13 is `trixie`. */
const DEFAULT_RELEASE = 'bookworm';

const RECIPE = fileURLToPath(new URL('../image', import.meta.url));
/** Files beside the recipe that do not end up in the container's image. */
const NOT_RECIPE =
  /^emulator\/|^main\.ts$|(^|\/)(README\.md|seccomp\.json|Makefile|[^/]*\.o|lab-agent)$/;
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
  for (const file of filesBelow(recipe)) {
    if (NOT_RECIPE.test(file)) continue;
    const path = join(recipe, file);
    const executable = statSync(path).mode & 0o100 ? 'x' : '-';
    const content = readFileSync(path);
    hash.update(`${file} ${executable} ${content.length}\n`).update(content);
  }
  return `${IMAGE_NAME}:${hash.digest('hex').slice(0, 16)}`;
}

/**
 * The archive of the image, where a build keeps it.
 *
 * @param {string} dataDir
 */
export function archivePath(dataDir, reference = imageReference()) {
  return join(dataDir, 'image', `${reference.slice(IMAGE_NAME.length + 1)}.tar`);
}

/** @param {string} dataDir */
export function archiveInPlace(dataDir) {
  const archive = archivePath(dataDir);
  return existsSync(archive) && existsSync(`${archive}.os`);
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
    if (/\.tar(\.os)?$/.test(name)) rmSync(join(folder, name));
  }
  renameSync(`${part}.os`, `${archive}.os`);
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
  const archive = archivePath(dataDir);
  await engine.importImage(archive, reference, labels(readFileSync(`${archive}.os`, 'utf8')));
  const note = join(dataDir, 'image', 'imported');
  const before = existsSync(note) ? readFileSync(note, 'utf8').trim() : reference;
  if (before !== reference) await engine.removeImage(before);
  writeFileSync(note, `${reference}\n`);
}

/**
 * Labels that say what is in the image, so that nobody has to boot it for that.
 *
 * @param {string} facts what build.sh wrote: os-release(5), and SYSTEMD=version
 * @returns {Record<string, string>}
 */
export function labels(facts) {
  /** @param {string} name */
  const value = (name) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(facts)?.[1] ?? '';
  return {
    'socket-activation-lab.systemd': String(Number.parseInt(value('SYSTEMD'), 10)),
    'socket-activation-lab.release': `${value('NAME').split(' ')[0]} ${value('VERSION_ID')}`,
  };
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
