import { readFile } from 'node:fs/promises';
import type Docker from 'dockerode';
import type { MachineLimits } from '../engine.ts';

/** Which kind of engine answers: they differ in how isolation is asked for. */
export type EngineKind = 'podman' | 'docker';

export interface BlueprintOptions {
  readonly kind: EngineKind;
  readonly image: string;
  readonly seccompProfile: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly limits: MachineLimits;
}

/**
 * The container of one machine: systemd as PID 1, a user namespace of its own, no network, no
 * privileged mode.
 */
export async function blueprint(options: BlueprintOptions): Promise<Docker.ContainerCreateOptions> {
  const { kind, image, labels, limits } = options;
  const apart: Apart = {
    NetworkMode: 'none',
    CgroupnsMode: 'private',
    // Root in the machine is nobody on the host. Docker does it for the whole daemon.
    ...(kind === 'podman' ? { UsernsMode: 'auto:size=65536' } : { Tmpfs: TMPFS }),
  };
  return {
    Image: image,
    Cmd: ['/sbin/init'],
    // A pipe as stdin, and no terminal: otherwise crun before 1.23 gives the host's /dev/null to the
    // machine's root (crun issue 1845).
    Tty: false,
    OpenStdin: true,
    Hostname: 'lab',
    Env: ['container=docker'],
    Labels: { ...labels },
    StopSignal: 'SIGRTMIN+3',
    StopTimeout: 0,
    HostConfig: {
      ...apart,
      // Within its user namespace: SYS_ADMIN is what PrivateTmp=, ProtectSystem=, DynamicUser=
      // mount with, SYS_BOOT lets `poweroff -f` end the machine as it would a real one, and with
      // SYS_PTRACE root sees other users' descriptors, as ss -p, lsof and strace do.
      CapAdd: ['SYS_ADMIN', 'SYS_BOOT', 'SYS_PTRACE'],
      CapDrop: ['MKNOD', 'AUDIT_WRITE', 'NET_RAW'],
      SecurityOpt: await securityOptions(options),
      Memory: limits.memoryBytes,
      // Without it the machine could swap as much again.
      MemorySwap: limits.memoryBytes,
      PidsLimit: limits.pids,
      NanoCpus: Math.round(limits.cpus * 1e9),
      Ulimits: [
        { Name: 'nofile', Soft: Math.min(1024, limits.openFiles), Hard: limits.openFiles },
        // The limit on processes is PidsLimit. This one is per user, and given only because Podman's
        // own default cannot be set where the engine lacks CAP_SYS_RESOURCE.
        { Name: 'nproc', Soft: 2 * limits.pids, Hard: 2 * limits.pids },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
    },
  };
}

/** The client's types do not know CgroupnsMode. */
type Apart = Docker.HostConfig & { readonly CgroupnsMode: 'private' };

/** Podman mounts these by itself where systemd is PID 1. */
const TMPFS = { '/run': 'mode=755', '/run/lock': '', '/tmp': 'mode=1777' };

async function securityOptions({ kind, seccompProfile }: BlueprintOptions): Promise<string[]> {
  if (kind === 'podman') return [`seccomp=${seccompProfile}`];
  const profile = await readFile(seccompProfile, 'utf8');
  return [`seccomp=${JSON.stringify(JSON.parse(profile))}`, 'writable-cgroups=true'];
}
