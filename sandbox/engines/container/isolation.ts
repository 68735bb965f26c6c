import type Docker from 'dockerode';
import { EngineError } from '../engine.ts';
import type { EngineKind } from './blueprint.ts';

/** The first Docker Engine that can give a machine a cgroup tree of its own to write to. */
const DOCKER_WITH_WRITABLE_CGROUPS = 28;

/**
 * Refuses an engine that cannot keep machines apart from its host. Podman makes a user namespace
 * for each container that asks for one, and fails if it can't; Docker has to be configured.
 */
export async function checkIsolation(docker: Docker, kind: EngineKind): Promise<void> {
  if (kind === 'podman') return;
  const { SecurityOptions = [], ServerVersion = '' } = await docker.info();
  const options = SecurityOptions.join(' ');
  if (!/name=(userns|rootless)/.test(options)) {
    throw new EngineError(
      'engine-unsafe',
      'Docker runs without user namespaces, so root in a machine would be root on this host. Add ' +
        '{"userns-remap": "default"} to /etc/docker/daemon.json and restart Docker, or install Podman.',
    );
  }
  if (!(Number.parseInt(ServerVersion, 10) >= DOCKER_WITH_WRITABLE_CGROUPS)) {
    throw new EngineError(
      'engine-unsafe',
      `Docker ${ServerVersion} cannot run systemd without a privileged container. Version ` +
        `${DOCKER_WITH_WRITABLE_CGROUPS} and later can; or install Podman.`,
    );
  }
  if (!/name=seccomp/.test(options)) {
    throw new EngineError(
      'engine-unsafe',
      'Docker runs without seccomp, which keeps machines from dangerous system calls. Use a kernel and a Docker with seccomp, or install Podman.',
    );
  }
}
