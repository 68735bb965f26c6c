/** A machine made of nothing: sessions that live in the page, told by the test what happens. */
import type { CreateSession } from '../../src/schemas/protocol.ts';
import type { CheckResult, FileView, SessionView } from '../../src/schemas/session.ts';
import type { WorkbenchExercise } from '../../src/schemas/workbench.ts';
import type {
  SaveResult,
  Session,
  SessionError,
  SessionEvent,
  TerminalLink,
} from '../../src/session/session.ts';
import type { Sessions } from '../../src/workbench/machine/sessions.ts';
import { FakeTerminal } from './fake-terminal.ts';

const LIFETIME_MS = 45 * 60_000;

export interface FakeSessionsOptions {
  readonly exercise: WorkbenchExercise;
  /** How long a machine takes to start; 0: at once. */
  readonly bootMs?: number;
}

/** Hands out sessions and remembers them, as a sandbox does. */
export class FakeSessions implements Sessions {
  readonly options: FakeSessionsOptions;
  readonly made: FakeSession[] = [];
  /** What the next `create` fails with. */
  refuse: SessionError | null = null;

  constructor(options: FakeSessionsOptions) {
    this.options = options;
  }

  get last(): FakeSession {
    const session = this.made.at(-1);
    if (!session) throw new Error('no session was asked for');
    return session;
  }

  async create(wanted: CreateSession): Promise<Session> {
    const { refuse } = this;
    this.refuse = null;
    if (refuse) throw refuse;
    const session = new FakeSession(`s${this.made.length + 1}`, this.options, wanted.files ?? []);
    this.made.push(session);
    session.boot();
    return session;
  }

  async attach(id: string): Promise<Session | null> {
    const session = this.made.find(({ view }) => view.id === id);
    if (!session || session.view.state === 'ended') return null;
    setTimeout(() => session.tellAll(), 0);
    return session;
  }
}

export class FakeSession implements Session {
  view: SessionView;
  readonly files = new Map<string, FileView>();
  readonly terminals = new Map<string, FakeTerminal>();
  readonly saves: { path: string; content: string; base: string | null }[] = [];
  /** What the checks find; by default the solution passes and all else fails. */
  judge: () => readonly CheckResult[];
  /** What the next call fails with. */
  failNext: SessionError | null = null;
  private readonly options: FakeSessionsOptions;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private versions = 0;

  constructor(
    id: string,
    options: FakeSessionsOptions,
    given: readonly { path: string; content: string }[],
  ) {
    this.options = options;
    this.view = { id, exercise: options.exercise.id, state: 'starting', estimateMs: 3_000 };
    this.judge = () => this.compareWithSolution();
    this.begin(new Map(given.map(({ path, content }) => [path, content])));
  }

  boot(): void {
    setTimeout(() => this.ready(), this.options.bootMs ?? 0);
  }

  ready(): void {
    const expiresAt = Date.now() + LIFETIME_MS;
    this.become({
      state: 'ready',
      expiresAt,
      machine: { engine: 'fake', systemd: 252, release: 'Debian 12', features: [] },
    });
    this.tellAll();
  }

  /** Changes the session as the sandbox would and tells the listeners. */
  become(change: Partial<SessionView>): void {
    const { estimateMs: _, position: __, ...rest } = this.view;
    this.view = { ...rest, ...change };
    this.emit({ type: 'session', session: this.view });
    if (this.view.state === 'ended') {
      const reason = this.view.reason ?? 'The machine has ended.';
      for (const terminal of this.terminals.values()) terminal.end(reason);
    }
  }

  emit(event: SessionEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** A file written inside the machine; null removes it. */
  writeInside(path: string, content: string | null): void {
    this.put(path, content);
    this.emit({ type: 'file', file: this.fileAt(path) });
    this.tellActivation();
  }

  tellAll(): void {
    this.emit({ type: 'session', session: this.view });
    for (const file of this.files.values()) this.emit({ type: 'file', file });
    this.tellActivation();
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async save(
    path: string,
    content: string,
    base: string | null,
    force?: boolean,
  ): Promise<SaveResult> {
    this.mayFail();
    this.saves.push({ path, content, base });
    if (!force && this.fileAt(path).version !== base) {
      return { saved: false, file: this.fileAt(path) };
    }
    this.put(path, content);
    this.emit({ type: 'file', file: this.fileAt(path) });
    this.tellActivation();
    return { saved: true, file: this.fileAt(path) };
  }

  async check(only?: readonly string[]): Promise<void> {
    this.mayFail();
    const results = this.judge().filter(({ id }) => !only || only.includes(id));
    this.emit({
      type: 'checks',
      results: results.map((result) => ({ ...result, state: 'running' })),
    });
    await new Promise((resolve) => setTimeout(resolve, this.options.bootMs ? 500 : 0));
    this.emit({ type: 'checks', results });
  }

  async reset(): Promise<void> {
    this.mayFail();
    for (const terminal of this.terminals.values()) terminal.end('The machine was reset.');
    this.terminals.clear();
    this.become({ state: 'starting', estimateMs: 2_000 });
    this.begin(new Map());
    await new Promise((resolve) => setTimeout(resolve, this.options.bootMs ?? 0));
    this.ready();
  }

  async extend(): Promise<void> {
    this.mayFail();
    this.become({ expiresAt: (this.view.expiresAt ?? Date.now()) + 30 * 60_000 });
  }

  async end(): Promise<void> {
    this.mayFail();
    this.become({ state: 'ended', reason: 'You ended it.' });
  }

  openTerminal(id: string): TerminalLink {
    const open = this.terminals.get(id);
    const terminal = open && !open.over ? open : new FakeTerminal(this);
    this.terminals.set(id, terminal);
    return terminal.attach();
  }

  async closeTerminal(id: string): Promise<void> {
    this.terminals.get(id)?.end('The terminal is closed.');
    this.terminals.delete(id);
  }

  dispose(): void {
    this.listeners.clear();
  }

  private begin(given: ReadonlyMap<string, string>): void {
    for (const { path, start } of this.options.exercise.files) {
      this.put(path, given.get(path) ?? start);
    }
  }

  private put(path: string, content: string | null): void {
    this.versions += 1;
    const version = content === null ? null : `v${this.versions}`;
    this.files.set(path, { path, version, content: content ?? '' });
  }

  private fileAt(path: string): FileView {
    return this.files.get(path) ?? { path, version: null, content: '' };
  }

  private mayFail(): void {
    const { failNext } = this;
    this.failNext = null;
    if (failNext) throw failNext;
  }

  private tellActivation(): void {
    const { socket } = this.options.exercise;
    if (socket === undefined) return;
    const listening = this.solved();
    this.emit({
      type: 'activation',
      activation: {
        socket: {
          unit: socket,
          state: listening ? 'listening' : 'dead',
          listen: listening ? ['127.0.0.1:9091'] : [],
        },
        accepted: listening ? 1 : 0,
        connected: 0,
        service: listening ? { unit: 'demo-echo@0-127.0.0.1:9091.service', state: 'dead' } : null,
      },
    });
  }

  private solved(): boolean {
    return this.options.exercise.files.every(
      ({ path, solution }) => solution === null || this.fileAt(path).content === solution,
    );
  }

  private compareWithSolution(): readonly CheckResult[] {
    const state = this.solved() ? 'pass' : 'fail';
    return this.options.exercise.checks.map(({ id, anchor }) => ({
      id,
      state,
      expected: '`socket activation works`',
      observed:
        state === 'pass'
          ? '`socket activation works`'
          : 'Nothing: the connection closed after 0 bytes.',
      command: "printf 'socket activation works\\n' | nc -N 127.0.0.1 9091",
      hints: ['`cat` did run. What was its standard input?', 'Set `StandardInput=socket`.'],
      ...(anchor === undefined ? {} : { anchor }),
    }));
  }
}
