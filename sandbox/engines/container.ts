import Docker from 'dockerode';
import { type AgentMachine, connectAgent } from '../../src/machine/agent/client.ts';
import { type Feature, type Machine, MachineError } from '../../src/machine/machine.ts';
import { startAgent } from './container/agent-exec.ts';
import { blueprint, type EngineKind } from './container/blueprint.ts';
import { checkIsolation } from './container/isolation.ts';
import { removeContainer } from './container/removal.ts';
import { imageMissing, statusOf, translate } from './container/trouble.ts';
import {
  DEFAULT_LIMITS,
  type Engine,
  EngineError,
  type EngineInfo,
  type FoundMachine,
  type MachineSpec,
} from './engine.ts';

const LABEL = 'socket-activation-lab';
const BOOT_MS = 60_000;
/** How long a container that has lost its PID 1 may still be said to run. */
const SHUTDOWN_MS = 1_000;
/** How often the agent is started before a machine counts as broken, and the pause between. */
const AGENT_TRIES = 4;
const AGENT_PAUSE_MS = 150;
/** What a machine is counted with: few use all they may. */
const TYPICAL_SHARE = 1 / 2;
/** What of the host's memory machines may take in all. */
const HOST_SHARE = 3 / 4;

/** Where the engine is and what it runs. See sandbox/setup/engine-host.mjs. */
export interface ContainerHost {
  readonly kind: EngineKind;
  /** For people: "Podman 4.3.1". */
  readonly description: string;
  readonly socketPath: string;
  readonly image: string;
  /** Absolute path. */
  readonly seccompProfile: string;
  /** Ends the engine's service if this process started it. */
  readonly stop: () => Promise<void>;
}

/**
 * Connects to Podman or Docker Engine. `installation` names this server: engines of other names
 * neither see its machines nor remove them. Throws EngineError.
 */
export async function openContainerEngine(
  host: ContainerHost,
  installation: string,
): Promise<Engine> {
  const docker = new Docker({ socketPath: host.socketPath });
  try {
    await checkIsolation(docker, host.kind);
    const [info, memoryBytes] = await describe(docker, host);
    return new ContainerEngine(docker, host, installation, info, memoryBytes);
  } catch (error) {
    await host.stop();
    throw translate(error, host.image);
  }
}

class ContainerEngine implements Engine {
  readonly info: EngineInfo;
  private readonly docker: Docker;
  private readonly host: ContainerHost;
  private readonly installation: string;
  private readonly memoryBytes: number;
  private readonly connected = new Set<AgentMachine>();

  constructor(
    docker: Docker,
    host: ContainerHost,
    installation: string,
    info: EngineInfo,
    memoryBytes: number,
  ) {
    this.docker = docker;
    this.host = host;
    this.installation = installation;
    this.info = info;
    this.memoryBytes = memoryBytes;
  }

  async create(spec: MachineSpec, signal?: AbortSignal): Promise<Machine> {
    const deadline = AbortSignal.timeout(BOOT_MS);
    const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
    let container: Docker.Container | undefined;
    try {
      const { kind, image, seccompProfile } = this.host;
      const labels = { ...prefixed(spec.labels), [`${LABEL}.installation`]: this.installation };
      container = await this.docker.createContainer(
        await blueprint({ kind, image, seccompProfile, labels, limits: spec.limits }),
      );
      stop.throwIfAborted();
      await container.start();
      return await this.connect(container, stop);
    } catch (error) {
      if (container) await removeContainer(this.docker, container.id).catch(() => {});
      if (signal?.aborted) throw new MachineError('aborted', 'The start was cancelled.');
      if (deadline.aborted) throw tooSlow();
      throw translate(error, this.host.image);
    }
  }

  async adopt(id: string, signal?: AbortSignal): Promise<Machine> {
    const container = this.docker.getContainer(id);
    await this.expectRunning(container);
    try {
      return await this.connect(container, signal ?? AbortSignal.timeout(BOOT_MS));
    } catch (error) {
      if (signal?.aborted) throw new MachineError('aborted', 'The call was cancelled.');
      // A machine that is just shutting down still counts as running for a moment.
      await new Promise((wake) => setTimeout(wake, SHUTDOWN_MS));
      await this.expectRunning(container);
      throw translate(error, this.host.image);
    }
  }

  async list(): Promise<readonly FoundMachine[]> {
    const filters = { label: [`${LABEL}.installation=${this.installation}`] };
    const found = await this.ask(() => this.docker.listContainers({ all: true, filters }));
    return found.map(({ Id, State, Labels }) => ({
      id: Id,
      running: State === 'running',
      labels: unprefixed(Labels),
    }));
  }

  async remove(id: string): Promise<void> {
    await this.ask(() => removeContainer(this.docker, id));
  }

  async capacity(): Promise<number> {
    await this.ask(() => this.docker.ping());
    const share = DEFAULT_LIMITS.memoryBytes * TYPICAL_SHARE;
    return Math.max(1, Math.floor((this.memoryBytes * HOST_SHARE) / share));
  }

  async dispose(): Promise<void> {
    await Promise.allSettled([...this.connected].map((machine) => machine.detach()));
    await this.host.stop();
  }

  /** Starts the agent in a running container and waits until systemd has finished booting. */
  private async connect(container: Docker.Container, signal: AbortSignal): Promise<Machine> {
    const machine = await this.agentOf(container, signal);
    this.connected.add(machine);
    void machine.gone.then(() => this.connected.delete(machine));
    const state = await machine.booted({ signal });
    if (state === 'running' || state === 'degraded') return machine;
    throw new EngineError('boot-failed', `systemd came up as ${state}. Start another machine.`);
  }

  /**
   * The agent's end of the machine. A runtime may refuse to enter a container whose PID 1 has only
   * just begun ("setns: Operation not permitted"), so a failed start is tried again.
   */
  private async agentOf(container: Docker.Container, signal: AbortSignal) {
    for (let attempt = 1; ; attempt++) {
      const { stream, complaints } = await startAgent(container);
      try {
        return await connectAgent({
          id: container.id,
          stream,
          signal,
          info: ({ release }) => ({
            engine: this.info.name,
            systemd: this.info.systemd,
            release,
            features: this.info.features,
          }),
          dispose: () => removeContainer(this.docker, container.id),
        });
      } catch (cause) {
        stream.close();
        if (attempt === AGENT_TRIES || signal.aborted) {
          throw new EngineError(
            'boot-failed',
            `The machine's agent does not answer. ${complaints() || 'Start another machine.'}`,
            { cause },
          );
        }
        await new Promise((wake) => setTimeout(wake, AGENT_PAUSE_MS));
      }
    }
  }

  /** Throws `gone`, with the reason, unless the container is ours and runs. */
  private async expectRunning(container: Docker.Container): Promise<void> {
    const found = await container.inspect().catch((error) => {
      if (statusOf(error) === 404) throw gone('The machine no longer exists.');
      throw translate(error, this.host.image);
    });
    const ours = found.Config.Labels?.[`${LABEL}.installation`] === this.installation;
    if (!ours) throw gone('The machine no longer exists.');
    if (found.State.OOMKilled) throw gone('The machine ran out of memory and stopped.');
    if (!found.State.Running) throw gone('The machine was shut down.');
  }

  private async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw translate(error, this.host.image);
    }
  }
}

/** What the engine is, and how much memory its host has. */
async function describe(docker: Docker, host: ContainerHost): Promise<[EngineInfo, number]> {
  const [info, image] = await Promise.all([
    docker.info(),
    docker
      .getImage(host.image)
      .inspect()
      .catch((error) => {
        throw statusOf(error) === 404 ? imageMissing(host.image, error) : error;
      }),
  ]);
  const systemd = Number(image.Config.Labels?.[`${LABEL}.systemd`]);
  if (!systemd) throw imageMissing(host.image);
  // IPAddressDeny= and its like attach BPF programs, which a user namespace forbids.
  const features: Feature[] = ['seccomp', 'sock-diag'];
  if (info.CgroupVersion === '2' && info.MemoryLimit) features.push('cgroup-limits');
  const { description } = host;
  return [{ name: 'container', description, systemd, features }, info.MemTotal];
}

function prefixed(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [`${LABEL}.${name}`, value]),
  );
}

function unprefixed(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([name]) => name.startsWith(`${LABEL}.`))
      .map(([name, value]) => [name.slice(LABEL.length + 1), value]),
  );
}

const gone = (message: string): MachineError => new MachineError('gone', message);

const tooSlow = (): EngineError =>
  new EngineError(
    'boot-failed',
    `The machine did not finish booting within ${BOOT_MS / 1000} seconds. The host may be overloaded; try again later.`,
  );
