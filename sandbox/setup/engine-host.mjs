// @ts-check
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isHybridCgroup } from '../hybrid-cgroup/host.mjs';
import { which } from './command.mjs';
import { EngineApi } from './engine-api.mjs';
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
export const DEFAULT_DATA_DIR = fileURLToPath(new URL('../../data', import.meta.url));

/** No engine answers, or none that keeps machines apart. `message` says what to do. */
export class EngineHostError extends SetupError {
  /**
   * @param {string} message
   * @param {{ engineKnown?: boolean }} [options] whether there is an engine to repair, rather than
   *   none to be found
   */
  constructor(message, { engineKnown = false } = {}) {
    super('engine-absent', message);
    this.name = 'EngineHostError';
    this.engineKnown = engineKnown;
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
export async function locateEngine({ dataDir = process.env.DATA_DIR ?? DEFAULT_DATA_DIR } = {}) {
  const uid = process.getuid?.() ?? 0;
  const named = process.env.DOCKER_HOST;
  if (named) {
    const socketPath = /^unix:\/\/(\/.+)$/.exec(named)?.[1];
    const found = socketPath && (await identify(socketPath, uid));
    if (found) return { ...found, stop: async () => {} };
    throw new EngineHostError(
      `DOCKER_HOST is ${named}, and no engine answers there that runs containers in user namespaces. ` +
        'Correct it, or unset it to use the engine of this host. Only unix:// addresses work.',
      { engineKnown: true },
    );
  }
  const hybrid = isHybridCgroup();
  // On a hybrid host an engine that others have started cannot run systemd.
  for (const socketPath of hybrid ? [] : usualSockets(uid, process.env.XDG_RUNTIME_DIR)) {
    const found = existsSync(socketPath) && (await identify(socketPath, uid));
    if (found) return { ...found, stop: async () => {} };
  }
  if (uid === 0 && (hybrid || !existsSync('/run/systemd/system')) && which('podman')) {
    const service = await startPodmanService(dataDir).catch((error) => {
      if (!(error instanceof SetupError)) throw error;
      throw new EngineHostError(error.message, { engineKnown: true });
    });
    const found = await identify(service.socketPath, uid);
    if (found) return { ...found, stop: service.stop };
    await service.stop();
  }
  throw new EngineHostError(
    'No container engine answers. Run "node sandbox/setup.mjs start", which installs one or says how.',
  );
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
 * @param {string} socketPath
 * @param {number} uid
 * @returns {Promise<Omit<EngineHost, 'stop'> | undefined>}
 */
async function identify(socketPath, uid) {
  const api = new EngineApi(socketPath);
  const engine = await api.identify();
  if (!engine) return undefined;
  // Podman makes a user namespace per container on request; Docker only as its daemon is set up.
  if (engine.kind === 'docker' && !(await api.usesUserNamespaces())) return undefined;
  return {
    ...engine,
    socketPath,
    image: imageReference(),
    seccompProfile: fileURLToPath(new URL('../image/seccomp.json', import.meta.url)),
    rootless: uid !== 0 && socketPath.startsWith('/run/user/'),
  };
}
