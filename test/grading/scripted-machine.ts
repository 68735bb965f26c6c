import { isQuestion } from '../../src/grading/unit.ts';
import {
  type Cancellable,
  type ConnectProbe,
  type ConnectResult,
  type ExecOptions,
  type ExecResult,
  type Facts,
  type FactsQuery,
  type FileWrite,
  type Listener,
  type Machine,
  MachineError,
  type MachineEvent,
  type MachineInfo,
  type ProcessFacts,
  type PropertyValue,
  type Watch,
} from '../../src/machine/machine.ts';

type Properties = Record<string, PropertyValue>;

/** A machine that answers what a test has put there, and remembers what it was asked. */
export class ScriptedMachine implements Machine {
  readonly id = 'scripted';
  info: MachineInfo = {
    engine: 'scripted',
    systemd: 252,
    release: 'Debian 12',
    features: [],
  };
  readonly gone = new Promise<string>(() => {});
  readonly units = new Map<string, Properties>();
  readonly processes = new Map<string, ProcessFacts>();
  readonly files = new Map<string, Uint8Array>();
  running: { unit: string; active: string; sub: string }[] = [];
  listeners: Listener[] = [];
  /** What was done, in order: `facts`, `exec …`, `connect …`, `write …`. */
  readonly calls: string[] = [];
  readonly queries: FactsQuery[] = [];
  unitLinks = 'none';
  onExec: (argv: readonly string[], options: ExecOptions) => Partial<ExecResult> | Error =
    () => ({});
  onConnect: (probe: ConnectProbe) => Partial<ConnectResult> | Error = (probe) => ({
    received: probe.send,
  });
  /** Replaces `facts` altogether, for machines in trouble. */
  onFacts: (() => Promise<Facts>) | undefined;
  private readonly watchers = new Set<(event: MachineEvent) => void>();

  set(unit: string, properties: Properties): void {
    this.units.set(unit, { ...this.units.get(unit), ...properties });
  }

  write(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.files.set(path, new Uint8Array(bytes));
  }

  text(path: string): string | null {
    const bytes = this.files.get(path);
    return bytes ? new TextDecoder().decode(bytes) : null;
  }

  /** Another word whenever a template, or a unit file, is not what it was. */
  private get unitFiles(): string {
    const templates = [...this.units].filter(([unit]) => isQuestion(unit));
    const paths = [...this.files.keys()].filter((path) => path.includes('/systemd/system/'));
    return JSON.stringify([templates, paths.map((path) => this.text(path))]);
  }

  happen(event: MachineEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }

  get watched(): boolean {
    return this.watchers.size > 0;
  }

  async facts(query: FactsQuery): Promise<Facts> {
    this.calls.push('facts');
    this.queries.push(query);
    if (this.onFacts) return this.onFacts();
    const units = Object.entries(query.units ?? {}).map(([unit, wanted]) => {
      const known: Properties = this.units.get(unit) ?? {
        LoadState: 'not-found',
        ActiveState: 'inactive',
        SubState: 'dead',
      };
      return [unit, pick(known, wanted)] as const;
    });
    return {
      units: Object.fromEntries(units),
      unitPatterns: byName(query.unitPatterns, (pattern) =>
        this.running.filter(({ unit }) => like(pattern, unit)),
      ),
      listeners: query.listeners ? this.listeners : [],
      processes: byName(query.processesOf, (unit) => this.processes.get(unit) ?? null),
      files: byName(query.files, (path) => this.text(path)),
      ...(query.unitFiles && { unitFiles: this.unitFiles, unitLinks: this.unitLinks }),
    };
  }

  async exec(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    this.calls.push(`exec ${argv.join(' ')}`);
    const result = this.onExec(argv, options);
    if (result instanceof Error) throw result;
    return { stdout: '', stderr: '', exitCode: 0, timedOut: false, truncated: false, ...result };
  }

  async connect(probe: ConnectProbe): Promise<ConnectResult> {
    const { to } = probe;
    this.calls.push(`connect ${to.kind === 'tcp' ? `${to.host}:${to.port}` : to.path}`);
    const result = this.onConnect(probe);
    if (result instanceof Error) throw result;
    return { outcome: 'closed', received: '', local: '127.0.0.1:40000', ...result };
  }

  async readFile(path: string, _options?: Cancellable): Promise<Uint8Array | undefined> {
    return this.files.get(path);
  }

  async writeFiles(files: readonly FileWrite[]): Promise<void> {
    for (const { path, content } of files) {
      this.calls.push(`write ${path}`);
      this.write(path, content);
      this.happen({ type: 'file', path });
    }
  }

  async *events({ signal, files }: Watch): AsyncGenerator<MachineEvent, void, undefined> {
    const waiting: MachineEvent[] = [];
    let wake = () => {};
    const watcher = (event: MachineEvent) => {
      if (event.type === 'file' && !files.includes(event.path)) return;
      waiting.push(event);
      wake();
    };
    this.watchers.add(watcher);
    signal?.addEventListener('abort', () => wake());
    try {
      while (!signal?.aborted) {
        const event = waiting.shift();
        if (event) yield event;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.watchers.delete(watcher);
    }
  }

  async openTerminal(): Promise<never> {
    throw new MachineError('unsupported', 'A scripted machine has no terminals.');
  }

  async dispose(): Promise<void> {}
}

function pick(properties: Properties, wanted: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => wanted.includes(name)));
}

function byName<T>(names: readonly string[] | undefined, look: (name: string) => T) {
  return Object.fromEntries((names ?? []).map((name) => [name, look(name)] as const));
}

function like(pattern: string, unit: string): boolean {
  const [head = '', tail] = pattern.split('*');
  return tail === undefined ? unit === pattern : unit.startsWith(head) && unit.endsWith(tail);
}

/** A scripted machine that a test has set up. */
export function machine(setUp: (machine: ScriptedMachine) => void = () => {}): ScriptedMachine {
  const made = new ScriptedMachine();
  setUp(made);
  return made;
}

export function listener(address: string, port: number, ...owners: [number, string][]): Listener {
  return {
    protocol: 'tcp',
    address,
    port,
    inode: 1,
    owners: owners.map(([pid, command]) => ({ pid, command })),
  };
}
