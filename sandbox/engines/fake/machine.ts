import { createHash } from 'node:crypto';
import {
  type Cancellable,
  type ConnectProbe,
  type ConnectResult,
  type ExecOptions,
  type ExecResult,
  type Facts,
  type FactsQuery,
  type FileWrite,
  type Machine,
  MachineError,
  type MachineEvent,
  type MachineInfo,
  type Terminal,
  type TerminalOptions,
  type Watch,
} from '../../../src/machine/machine.ts';
import { type CommandContext, type CommandResult, runCommand } from './commands.ts';
import { FakeShell } from './shell.ts';
import { FakeUnits } from './units.ts';

const MAX_READ_BYTES = 4 * 1024 * 1024;

/** What stays of a fake machine when a server lets go of it: the "container". */
export class FakeComputer {
  readonly files = new Map<string, { bytes: Uint8Array; user: string }>();
  readonly shells = new Set<FakeShell>();
  readonly watchers = new Set<(event: MachineEvent) => void>();
  /** Connections to it that a fault can cut. */
  readonly lines = new Set<(reason: string) => void>();
  readonly units = new FakeUnits(
    (path) => this.text(path),
    (unit) => this.emit({ type: 'unit', unit }),
  );
  running = true;
  /** Bytes the disk takes in all. */
  diskBytes = Number.POSITIVE_INFINITY;
  text(path: string): string | undefined {
    const file = this.files.get(path);
    return file && new TextDecoder().decode(file.bytes);
  }

  /** Another word whenever a unit file has changed. */
  get unitFiles(): string {
    const hash = createHash('sha256');
    for (const [path, { bytes }] of this.files) {
      if (/\/systemd\/system\//.test(path)) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex');
  }

  emit(event: MachineEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }

  stop(reason: string): void {
    this.running = false;
    this.hangUp(reason);
  }

  /** Cuts all connections; the machine itself is as it was. */
  hangUp(reason: string): void {
    for (const shell of this.shells) shell.end(null);
    for (const cut of [...this.lines]) cut(reason);
  }
}

/** A machine in memory: no kernel, no systemd, and the same manners as a real one. */
export class FakeMachine implements Machine {
  readonly id: string;
  readonly info: MachineInfo;
  readonly gone: Promise<string>;
  private readonly computer: FakeComputer;
  private readonly remove: () => void;
  private connected = true;

  constructor(id: string, info: MachineInfo, computer: FakeComputer, remove: () => void) {
    this.id = id;
    this.info = info;
    this.computer = computer;
    this.remove = remove;
    this.gone = new Promise((resolve) => {
      const cut = (reason: string) => {
        this.connected = false;
        computer.lines.delete(cut);
        resolve(reason);
      };
      computer.lines.add(cut);
    });
  }

  async exec(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    this.alive(options);
    const stdin = options.stdin ?? '';
    const done = this.run(argv, {
      user: options.user ?? 'root',
      cwd: options.cwd ?? '/',
      env: options.env ?? {},
      stdin: typeof stdin === 'string' ? stdin : new TextDecoder().decode(stdin),
    });
    if (!done) throw new MachineError('cannot-run', `There is no program ${argv[0]} to run.`);
    const timedOut = done.endless ? await this.outlast(options) : false;
    const limit = options.maxBytes ?? 1024 * 1024;
    return {
      stdout: done.stdout.slice(0, limit),
      stderr: done.stderr.slice(0, limit),
      exitCode: timedOut ? 137 : done.exitCode,
      timedOut,
      truncated: done.stdout.length > limit || done.stderr.length > limit,
    };
  }

  async openTerminal(options: TerminalOptions): Promise<Terminal> {
    this.alive(options);
    const user = options.user ?? 'learner';
    const shell: FakeShell = new FakeShell(options, (argv) =>
      this.run(argv, { user, cwd: '/home/learner', env: {}, stdin: '' }, shell.size),
    );
    this.computer.shells.add(shell);
    void shell.exited.then(() => this.computer.shells.delete(shell));
    return shell;
  }

  async readFile(path: string, options: Cancellable = {}): Promise<Uint8Array | undefined> {
    this.alive(options);
    checkPath(path);
    const bytes = this.computer.files.get(path)?.bytes;
    if (bytes && bytes.length > MAX_READ_BYTES) throw tooLarge(path);
    return bytes;
  }

  async writeFiles(files: readonly FileWrite[], options: Cancellable = {}): Promise<void> {
    this.alive(options);
    for (const file of files) checkPath(file.path);
    for (const { path, content, user = 'root' } of files) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      if (bytes.length > this.computer.diskBytes) {
        throw new MachineError('disk-full', `There is no space left on the machine for ${path}.`);
      }
      this.computer.files.set(path, { bytes: new Uint8Array(bytes), user });
      this.computer.emit({ type: 'file', path });
    }
  }

  async facts(query: FactsQuery, options: Cancellable = {}): Promise<Facts> {
    this.alive(options);
    const { units } = this.computer;
    const pick = (unit: string, wanted: readonly string[]) => {
      const all = units.properties(unit);
      return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
    };
    return {
      units: mapEntries(query.units ?? {}, pick),
      unitPatterns: fromNames(query.unitPatterns, (pattern) => units.matching(pattern)),
      listeners: query.listeners ? this.listeners() : [],
      processes: fromNames(query.processesOf, () => null),
      files: fromNames(query.files, (path) => this.computer.text(path) ?? null),
      ...(query.unitFiles && { unitFiles: this.computer.unitFiles, unitLinks: units.links }),
    };
  }

  async connect(probe: ConnectProbe): Promise<ConnectResult> {
    this.alive(probe);
    const address = probe.to.kind === 'tcp' ? `${probe.to.host}:${probe.to.port}` : probe.to.path;
    const received = this.computer.units.connect(address, probe.send);
    const local = probe.to.kind === 'tcp' ? '127.0.0.1:40000' : '';
    if (received !== undefined) return { outcome: 'closed', received, local };
    return { outcome: probe.to.kind === 'tcp' ? 'refused' : 'absent', received: '', local };
  }

  async *events(watch: Watch): AsyncGenerator<MachineEvent> {
    const queue: MachineEvent[] = [];
    let wake = () => {};
    const watcher = (event: MachineEvent) => {
      if (event.type !== 'file' || watch.files.includes(event.path)) queue.push(event);
      wake();
    };
    const stop = () => wake();
    watch.signal?.addEventListener('abort', stop);
    void this.gone.then(stop);
    this.computer.watchers.add(watcher);
    try {
      while (!watch.signal?.aborted && this.connected) {
        const event = queue.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.computer.watchers.delete(watcher);
      watch.signal?.removeEventListener('abort', stop);
    }
  }

  async dispose(): Promise<void> {
    this.remove();
  }

  private run(
    argv: readonly string[],
    who: Pick<CommandContext, 'user' | 'cwd' | 'env' | 'stdin'>,
    size = { cols: 80, rows: 24 },
  ): CommandResult | undefined {
    const { computer } = this;
    return runCommand(argv, {
      ...who,
      size,
      units: computer.units,
      read: (path) => computer.text(path),
      poweroff: () => computer.stop('The machine was shut down from inside.'),
    });
  }

  /** Waits as an endless command does: until its time is up, a signal, or the machine's end. */
  private async outlast({ signal, timeoutMs = 10_000 }: ExecOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(true), timeoutMs);
      const stop = (error: MachineError) => {
        clearTimeout(timer);
        reject(error);
      };
      signal?.addEventListener('abort', () => stop(aborted()), { once: true });
      void this.gone.then((reason) => stop(new MachineError('gone', reason)));
    });
  }

  private listeners() {
    return this.computer.units.listening().map(({ address }, index) => {
      const [, host = '0.0.0.0', port = '0'] = /^(?:(.+):)?(\d+)$/.exec(address) ?? [];
      const owners = [{ pid: 1, command: 'systemd' }];
      return {
        protocol: 'tcp' as const,
        address: host,
        port: Number(port),
        inode: index + 1,
        owners,
      };
    });
  }

  private alive({ signal }: Cancellable): void {
    if (signal?.aborted) throw aborted();
    if (!this.connected) throw new MachineError('gone', 'This machine no longer exists.');
  }
}

function checkPath(path: string): void {
  if (!/^(\/(?!\.{1,2}(\/|$))[^/\0]+)+$/.test(path)) {
    throw new MachineError('bad-path', `${JSON.stringify(path)} is not an absolute, plain path.`);
  }
}

const aborted = (): MachineError => new MachineError('aborted', 'The call was cancelled.');

const tooLarge = (path: string): MachineError =>
  new MachineError('too-large', `${path} is larger than 4 MiB and is not read.`);

function mapEntries<T, R>(from: Readonly<Record<string, T>>, to: (name: string, value: T) => R) {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(name, value)]));
}

function fromNames<R>(names: readonly string[] = [], to: (name: string) => R): Record<string, R> {
  return Object.fromEntries(names.map((name) => [name, to(name)]));
}
