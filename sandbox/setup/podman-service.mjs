// @ts-check
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isHybridCgroup, prepareHybridHost } from '../hybrid-cgroup/host.mjs';
import { lastLines } from './command.mjs';
import { EngineApi } from './engine-api.mjs';
import { SetupError } from './failure.mjs';

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 5_000;

/**
 * Starts Podman's API service as a child of this process, for hosts without a systemd to do it.
 * Its images and containers are in the data directory, apart from the host's own Podman. The
 * service ends with this process, however that ends; containers outlive it, and the next service
 * on the same data directory sees them.
 *
 * @param {string} dataDir
 * @returns {Promise<{ socketPath: string, stop: () => Promise<void> }>}
 */
export async function startPodmanService(dataDir) {
  const folder = join(resolve(dataDir), 'engine');
  const runFolder = runFolderOf(dataDir);
  mkdirSync(folder, { recursive: true });
  mkdirSync(runFolder, { recursive: true, mode: 0o700 });
  removeStaleSockets(runFolder);

  const hybrid = isHybridCgroup() ? prepareHybridHost(folder, runFolder) : undefined;
  const env = {
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    ...hybrid?.env,
  };
  writeFileSync(env.CONTAINERS_CONF, containersConf(runFolder, hybrid?.runtime));
  writeFileSync(env.CONTAINERS_STORAGE_CONF, storageConf(folder, runFolder));

  const socketPath = join(runFolder, `podman-${process.pid}.sock`);
  const log = join(folder, `service-${process.pid}.log`);
  const [file, ...args] = /** @type {[string, ...string[]]} */ ([
    'setpriv',
    '--pdeathsig=TERM',
    ...(hybrid?.enter ?? []),
    ...['podman', 'system', 'service', '--time=0', `unix://${socketPath}`],
  ]);
  const logFile = openSync(log, 'w');
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', logFile, logFile],
    // A session of its own: Ctrl+C in the terminal is for the server, which still needs the engine
    // to remove its machines.
    detached: true,
  });
  closeSync(logFile);
  /** @type {Promise<void>} */
  const ended = new Promise((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  child.unref();

  let running = true;
  void ended.then(() => {
    running = false;
  });
  async function stop() {
    if (running) child.kill('SIGTERM');
    const timer = new AbortController();
    await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { signal: timer.signal })]).catch(
      () => undefined,
    );
    timer.abort();
    if (running) child.kill('SIGKILL');
    rmSync(socketPath, { force: true });
    rmSync(log, { force: true });
  }

  const deadline = Date.now() + START_TIMEOUT_MS;
  const api = new EngineApi(socketPath);
  while (!(await api.identify())) {
    if (running && Date.now() < deadline) {
      await sleep(20);
      continue;
    }
    const said = lastLines(readFileSync(log, 'utf8')) || 'It said nothing.';
    await stop();
    throw new SetupError('engine-failed', `Podman's service did not start.\n${said}`);
  }
  return { socketPath, stop };
}

/**
 * Where sockets and state that a restart of the host voids are. Short, since the length of socket
 * paths is limited.
 *
 * @param {string} dataDir
 */
export function runFolderOf(dataDir) {
  const hash = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 8);
  return `/run/socket-activation-lab-${hash}`;
}

/**
 * @param {string} runFolder
 * @param {string | undefined} runtime
 */
function containersConf(runFolder, runtime) {
  return `# Written by sandbox/setup/podman-service.mjs at every start.
[containers]
pids_limit = 0
log_driver = "k8s-file"

[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = ${JSON.stringify(join(runFolder, 'libpod'))}
# Locks in files, not in the shared memory that all of a host's Podmans would otherwise share.
lock_type = "file"
# The monitor of an API exec otherwise stays for five minutes after its process has ended.
exit_command_delay = 1
${runtime ? `runtime = "crun-hybrid"\n\n[engine.runtimes]\ncrun-hybrid = [${JSON.stringify(runtime)}]` : 'runtime = "crun"'}
`;
}

/**
 * @param {string} folder
 * @param {string} runFolder
 */
function storageConf(folder, runFolder) {
  return `# Written by sandbox/setup/podman-service.mjs at every start.
[storage]
driver = "overlay"
graphroot = ${JSON.stringify(join(folder, 'storage'))}
runroot = ${JSON.stringify(join(runFolder, 'storage'))}
`;
}

/**
 * Sockets of services whose process was killed.
 *
 * @param {string} runFolder
 */
function removeStaleSockets(runFolder) {
  for (const name of readdirSync(runFolder)) {
    const pid = Number(/^podman-(\d+)\.sock$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(runFolder, name), { force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
