import { type Machine, MachineError } from '../../src/machine/machine.ts';
import {
  type Engine,
  EngineError,
  type EngineInfo,
  type FoundMachine,
  type MachineSpec,
} from './engine.ts';
import { FakeComputer, FakeMachine } from './fake/machine.ts';

const INFO: EngineInfo = {
  name: 'fake',
  description: 'machines in memory, for tests',
  systemd: 252,
  features: ['seccomp'],
};

interface Computer {
  readonly computer: FakeComputer;
  readonly labels: Readonly<Record<string, string>>;
}

/** What outlives a server: the host its machines run on, with faults to order. */
export class FakeHost {
  readonly computers = new Map<string, Computer>();
  capacity = 4;
  /** Every call fails with this while it is set. */
  trouble: EngineError | undefined;
  /** Awaited before each machine is booted, so that a test decides when. */
  boot: () => Promise<void> = async () => {};
  private made = 0;

  add(labels: Readonly<Record<string, string>>): string {
    this.made += 1;
    const id = `fake-${this.made}`;
    this.computers.set(id, { computer: new FakeComputer(), labels });
    return id;
  }

  remove(id: string, reason = 'The machine was removed.'): void {
    this.computers.get(id)?.computer.stop(reason);
    this.computers.delete(id);
  }
}

/** An engine in memory. It passes the engines' contract; tests that need no Linux use it. */
export class FakeEngine implements Engine {
  readonly info = INFO;
  readonly host: FakeHost;

  constructor(host = new FakeHost()) {
    this.host = host;
  }

  async create(spec: MachineSpec, signal?: AbortSignal): Promise<Machine> {
    this.works();
    await this.host.boot();
    if (signal?.aborted) throw new MachineError('aborted', 'The start was cancelled.');
    this.works();
    return this.machine(this.host.add(spec.labels));
  }

  async adopt(id: string): Promise<Machine> {
    this.works();
    return this.machine(id);
  }

  async list(): Promise<readonly FoundMachine[]> {
    this.works();
    return [...this.host.computers].map(([id, { computer, labels }]) => ({
      id,
      labels,
      running: computer.running,
    }));
  }

  async remove(id: string): Promise<void> {
    this.works();
    this.host.remove(id);
  }

  async capacity(): Promise<number> {
    this.works();
    return this.host.capacity;
  }

  async dispose(): Promise<void> {}

  private machine(id: string): Machine {
    const found = this.host.computers.get(id);
    if (!found?.computer.running) throw new MachineError('gone', 'This machine no longer exists.');
    const info = { engine: 'fake', systemd: 252, release: 'Debian 12', features: INFO.features };
    return new FakeMachine(id, info, found.computer, () => {
      this.works();
      this.host.remove(id);
    });
  }

  private works(): void {
    if (this.host.trouble) throw new EngineError(this.host.trouble.code, this.host.trouble.message);
  }
}
