// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, run } from './command.mjs';
import { SetupError } from './failure.mjs';
import { filesBelow } from './files.mjs';
import { release } from './machine-image.mjs';
import { NEEDS } from './system-packages.mjs';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Files beside the recipe that do not end up in the emulator's machine. */
const NOT_RECIPE =
  /^(main\.ts|build\.sh|emulator\/(pack|core)\.ts)$|(^|\/)(README\.md|seccomp\.json|Makefile|[^/]*\.o|lab-agent)$/;
/** Code outside the recipe's folder that decides what is in a saved state. */
const ALSO = ['hardware', 'compiled-code'].map((name) => `src/machine/emulator/${name}.ts`);
/** Changes with the manifest's format, and with how artefacts are written. */
const FORMAT = 1;

/** Version of the v86 package: saved states belong to one. */
export function v86Version() {
  const text = readFileSync(join(PROJECT, 'node_modules/v86/package.json'), 'utf8');
  return String(JSON.parse(text).version);
}

/** Changes with everything the emulator's artefacts are made from. */
export function emulatorRecipe() {
  const hash = createHash('sha256').update(`${release()} ${v86Version()} ${FORMAT}\n`);
  const recipe = filesBelow(join(PROJECT, 'sandbox/image')).filter(
    (path) => !NOT_RECIPE.test(path),
  );
  for (const path of [...recipe.map((each) => `sandbox/image/${each}`), ...ALSO]) {
    const content = readFileSync(join(PROJECT, path));
    hash.update(`${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Where the artefacts are: in the folder that LAB_EMULATOR_ARTEFACTS names, or in this recipe's own
 * below the data directory.
 */
export function artefactsFolder(
  dataDir = process.env.DATA_DIR || join(PROJECT, 'data'),
  given = process.env.LAB_EMULATOR_ARTEFACTS,
) {
  return given ? resolve(given) : join(resolve(dataDir), 'emulator', emulatorRecipe());
}

/**
 * Whether the artefacts have been built. The manifest is written last.
 *
 * @param {string} [folder]
 */
export function artefactsInPlace(folder = artefactsFolder()) {
  return existsSync(join(folder, 'manifest.json'));
}

/** What the host needs for building them. */
export function emulatorNeeds() {
  return [NEEDS.emulatorImage, ...(process.getuid?.() === 0 ? [] : [NEEDS.unprivilegedImage])];
}

/**
 * Builds them with the Node of this project, which knows TypeScript and zstd.
 *
 * @throws {SetupError}
 */
export async function buildArtefactsAside() {
  const node = join(PROJECT, 'node_modules/.bin/node');
  const { code, output } = await run([node, 'sandbox/image/main.ts', 'emulator'], { cwd: PROJECT });
  if (code === 0) return;
  throw new SetupError(
    'command-failed',
    `The emulator’s machine could not be built. The end of what was said:\n${lastLines(output, 20)}`,
  );
}
