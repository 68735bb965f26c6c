// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from './command.mjs';
import { SetupError } from './failure.mjs';

const MANIFESTS = ['package.json', 'package-lock.json'];
/** Parts of package.json that say what is installed; a change of a script is no reason to. */
const INSTALL_FIELDS = ['dependencies', 'devDependencies', 'overrides', 'allowScripts'];

/**
 * A digest of what ought to be installed.
 *
 * @param {string} manifest text of package.json
 * @param {string} lock text of package-lock.json
 */
export function packagesDigest(manifest, lock) {
  /** @type {Record<string, unknown>} */
  const fields = JSON.parse(manifest);
  const wanted = INSTALL_FIELDS.map((field) => fields[field]);
  return createHash('sha256').update(JSON.stringify(wanted)).update(lock).digest('hex');
}

/** @param {string} root the project's folder */
export function packagesInPlace(root) {
  const note = notePath(root);
  return existsSync(note) && readFileSync(note, 'utf8') === digestOf(root);
}

/**
 * `npm install`, not `npm ci`: a mirror without other platforms' optional packages fails the
 * latter, and the former leaves the lock file as it is.
 *
 * @param {string} root
 * @throws {SetupError}
 */
export async function installPackages(root) {
  const { code, output } = await run(
    ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
    },
  );
  if (code !== 0) {
    const offline = /E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|NETUNREACH|CONNRESET)|network/.test(
      output,
    );
    throw new SetupError(
      offline ? 'offline' : 'command-failed',
      `${
        offline
          ? 'npm could not reach its registry. Connect this machine to the network (or set npm’s proxy), then run this again.'
          : '"npm install" failed.'
      }\n${lastLines(output)}`,
    );
  }
  // npm may have completed the lock file.
  writeFileSync(notePath(root), digestOf(root));
}

/** @param {string} root */
function digestOf(root) {
  const [manifest = '{}', lock = ''] = MANIFESTS.map((name) => {
    const path = join(root, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  });
  return packagesDigest(manifest, lock);
}

/** @param {string} root */
function notePath(root) {
  return join(root, 'node_modules', '.installed-by-setup');
}
