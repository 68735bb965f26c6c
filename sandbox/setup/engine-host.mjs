// @ts-check
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isHybridCgroup } from '../hybrid-cgroup/host.mjs';
import { which } from './command.mjs';
import { DOCKER_WITH_WRITABLE_CGROUPS, EngineApi } from './engine-api.mjs';
import { SetupError } from './failure.mjs';
import { imageReference } from './machine-image.mjs';
import { startPodmanService } from './podman-service.mjs';

/**
 * A container engine that answers and keeps machines apart, and what to start in it.
 *
 * @typedef {object} EngineHost
 * @property {'podman' | 'docker'} kind Podman takes a seccomp profile's path, Docker its text
 * @property {string} description for people: "Podman 4.3.1"
 * @property {string} socketPath
 * @property {string} image reference of the machine's image; not checked to be there
 * @property {string} seccompProfile absolute path
 * @property {boolean} rootless
 * @property {() => Promise<void>} stop ends the engine's service if this call has started it;
 *   otherwise does nothing
 */

/** The server's own data, unless the environment says otherwise. */
const DEFAULT_DATA_DIR = fileURLToPath(new URL('../../data', import.meta.url));

/**
 * No engine to use. The code is `engine-absent` where none answers, `engine-failed` where one is
 * there and does not work, `engine-unsafe` where one cannot keep machines apart from its host.
 */
export class EngineHostError extends SetupError {
  /**
   * @param {'engine-absent' | 'engine-failed' | 'engine-unsafe'} code
   * @param {string} message what happened, then what to do
   */
  constructor(code, message) {
    super(code, message);
    this.name = 'EngineHostError';
  }
}

/**
 * Finds the container engine, in this order: what DOCKER_HOST names; the usual sockets of Podman
 * and Docker; and on a host without systemd, a Podman service that this call starts and that ends
 * with this process.
 *
 * @param {{ dataDir?: string }} [options]
 * @returns {Promise<EngineHost>}
 * @throws {EngineHostError}
 */
export async function locateEngine({ dataDir = process.env.DATA_DIR || DEFAULT_DATA_DIR } = {}) {
  const uid = process.getuid?.() ?? 0;
  const named = process.env.DOCKER_HOST;
  if (named) return { ...(await identifyNamed(named, uid)), stop: async () => {} };

  const hybrid = isHybridCgroup();
  /** @type {EngineHostError | undefined} */
  let unsafe;
  // On a hybrid host an engine that others have started cannot run systemd.
  for (const socketPath of hybrid ? [] : usualSockets(uid, process.env.XDG_RUNTIME_DIR)) {
    const found =
      existsSync(socketPath) &&
      (await identify(socketPath, uid).catch((error) => {
        unsafe ??= error;
      }));
    if (found) return { ...found, stop: async () => {} };
  }
  if (uid === 0 && (hybrid || !existsSync('/run/systemd/system')) && which('podman')) {
    return startOwn(dataDir, uid);
  }
  throw (
    unsafe ??
    new EngineHostError(
      'engine-absent',
      'No container engine answers. Run "node sandbox/setup.mjs start", which installs one or says how.',
    )
  );
}

/**
 * @param {string} named value of DOCKER_HOST
 * @param {number} uid
 */
async function identifyNamed(named, uid) {
  const socketPath = /^unix:\/\/(\/.+)$/.exec(named)?.[1];
  const found = socketPath && (await identify(socketPath, uid));
  if (found) return found;
  throw new EngineHostError(
    'engine-failed',
    `DOCKER_HOST is ${named}, and no container engine answers there. Correct it, or unset it to use the engine of this host. Only unix:// addresses work.`,
  );
}

/**
 * @param {string} dataDir
 * @param {number} uid
 * @returns {Promise<EngineHost>}
 */
async function startOwn(dataDir, uid) {
  try {
    const service = await startPodmanService(dataDir);
    const found = await identify(service.socketPath, uid);
    if (found) return { ...found, stop: service.stop };
    await service.stop();
    throw new SetupError('engine-failed', 'Podman’s service ended right after its start.');
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new EngineHostError('engine-failed', error.message);
  }
}

/**
 * Sockets to try, best first.
 *
 * @param {number} uid
 * @param {string | undefined} runtimeDir XDG_RUNTIME_DIR
 */
export function usualSockets(uid, runtimeDir) {
  const own = runtimeDir ?? `/run/user/${uid}`;
  return [
    ...(uid === 0 ? [] : [`${own}/podman/podman.sock`, `${own}/docker.sock`]),
    '/run/podman/podman.sock',
    '/var/run/docker.sock',
  ];
}

/**
 * What answers on a socket; undefined when nothing does.
 *
 * @param {string} socketPath
 * @param {number} uid
 * @returns {Promise<Omit<EngineHost, 'stop'> | undefined>}
 * @throws {EngineHostError} when it answers and machines would not be safe in it
 */
async function identify(socketPath, uid) {
  const api = new EngineApi(socketPath);
  const engine = await api.identify();
  if (!engine) return undefined;
  // Podman makes a user namespace per container on request; Docker only as its daemon is set up.
  if (engine.kind === 'docker' && !(await api.keepsMachinesApart())) {
    throw new EngineHostError(
      'engine-unsafe',
      `The engine on ${socketPath} (${engine.description}) cannot keep machines apart from this host. It takes Docker ${DOCKER_WITH_WRITABLE_CGROUPS} or newer with {"userns-remap": "default"} in /etc/docker/daemon.json: set that and restart Docker, or install Podman.`,
    );
  }
  return {
    ...engine,
    socketPath,
    image: imageReference(),
    seccompProfile: fileURLToPath(new URL('../image/seccomp.json', import.meta.url)),
    rootless: uid !== 0 && socketPath.startsWith('/run/user/'),
  };
}
