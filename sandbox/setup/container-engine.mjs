// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isHybridCgroup } from '../hybrid-cgroup/host.mjs';
import { lastLines, run, which } from './command.mjs';
import { EngineHostError, locateEngine } from './engine-host.mjs';
import { SetupError } from './failure.mjs';
import { grantSubordinateIds, raiseInotifyLimit, subordinateIdLine } from './host-settings.mjs';
import { provide } from './provide.mjs';
import { NEEDS } from './system-packages.mjs';

/**
 * Finds the container engine, or installs and starts one.
 *
 * @param {string} dataDir
 * @param {(what: string) => void} say
 * @returns {Promise<import('./engine-host.mjs').EngineHost>}
 * @throws {SetupError}
 */
export async function provideEngine(dataDir, say) {
  const root = process.getuid?.() === 0;
  if (root && !process.env.DOCKER_HOST && isHybridCgroup()) {
    await provide([NEEDS.engine, NEEDS.hybrid], say);
  }
  const found = await locate(dataDir);
  const engine = found ?? (await (root ? startAsRoot(dataDir, say) : startAsUser(dataDir, say)));
  if (root) {
    raiseInotifyLimit();
    if (engine.kind === 'podman') grantSubordinateIds();
  }
  return engine;
}

/** @param {string} dataDir */
async function locate(dataDir) {
  return locateEngine({ dataDir }).catch((error) => {
    // DOCKER_HOST is the user's choice, and an engine that does not work is for them to mend. One
    // that would not be safe is left alone: Podman can stand beside it.
    const another = error instanceof EngineHostError && error.code !== 'engine-failed';
    if (another && !process.env.DOCKER_HOST) return undefined;
    throw error;
  });
}

/**
 * @param {string} dataDir
 * @param {(what: string) => void} say
 */
async function startAsRoot(dataDir, say) {
  await provide([NEEDS.engine], say);
  if (existsSync('/run/systemd/system')) {
    say('starting Podman');
    await systemctl('enable', '--now', 'podman.socket');
  }
  return locateEngine({ dataDir });
}

/**
 * @param {string} dataDir
 * @param {(what: string) => void} say
 */
async function startAsUser(dataDir, say) {
  if (isHybridCgroup()) {
    throw new SetupError(
      'engine-absent',
      'This host binds control groups to version 1 ("hybrid"), where machines run only with a workaround that needs root. Run this as root, or boot the host with systemd.unified_cgroup_hierarchy=1.',
    );
  }
  const idCommands = missingIdCommands(userInfo().username);
  const socketCommand = 'systemctl --user enable --now podman.socket';
  // Everything that takes an administrator at once, the image's part included.
  const needs = [NEEDS.engine, NEEDS.rootless, NEEDS.image, NEEDS.unprivilegedImage];
  await provide(needs, say, [...idCommands, socketCommand]);
  if (idCommands.length > 0) {
    throw new SetupError(
      'engine-absent',
      `Every machine needs user ids of its own, and your account has too few to give. Run this, then start again:\n\n${idCommands.map((line) => `  ${line}`).join('\n')}\n`,
    );
  }
  if (which('systemctl') && existsSync('/run/systemd/system')) {
    say('starting Podman');
    await systemctl('--user', 'enable', '--now', 'podman.socket');
  }
  return locateEngine({ dataDir });
}

/**
 * Commands that give a user's own Podman enough ids, if it lacks them.
 *
 * @param {string} user
 */
function missingIdCommands(user) {
  /** @type {[option: string, path: string][]} */
  const files = [
    ['--add-subuids', '/etc/subuid'],
    ['--add-subgids', '/etc/subgid'],
  ];
  const options = files.flatMap(([option, path]) => {
    const line = subordinateIdLine(existsSync(path) ? readFileSync(path, 'utf8') : '', user);
    if (!line) return [];
    const [, first = 0, count = 0] = line.split(':').map(Number);
    return [`${option} ${first}-${first + count - 1}`];
  });
  if (options.length === 0) return [];
  return [`sudo usermod ${options.join(' ')} ${user}`, 'podman system migrate'];
}

/** @param {string[]} args */
async function systemctl(...args) {
  const { code, output } = await run(['systemctl', ...args]);
  if (code === 0) return;
  throw new SetupError(
    'engine-failed',
    `"systemctl ${args.join(' ')}" failed, so no container engine runs.\n${lastLines(output)}`,
  );
}
