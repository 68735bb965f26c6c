/** Browser tabs that share what a browser shares: kept work, and the turn to have the machine. */
import { FakeShell } from '../../../sandbox/engines/fake/shell.ts';
import {
  type ExecOptions,
  type ExecResult,
  MachineError,
  type Terminal,
  type TerminalOptions,
} from '../../../src/machine/machine.ts';
import { Exercise } from '../../../src/schemas/exercise.ts';
import { LocalSessions } from '../../../src/session/local/sessions.ts';
import type { TabMachine } from '../../../src/session/local/tab-machine.ts';
import type { TabTurn } from '../../../src/session/local/turn.ts';
import type { Work, WorkStore } from '../../../src/session/local/work-store.ts';
import type { Session, SessionEvent } from '../../../src/session/session.ts';
import { rest, TestClock } from '../../grading/clock.ts';
import { ScriptedMachine } from '../../grading/scripted-machine.ts';

export const FILE = '/etc/systemd/system/demo-echo.socket';
const START = '/etc/systemd/system/start.service';

const LESSON = {
  exercise: Exercise.parse({
    id: 'demo-echo',
    title: 'Demo echo',
    files: [{ path: FILE }],
    checks: [{ id: 'files', title: 'Files', kind: 'verify', units: ['demo-echo.socket'] }],
  }),
  start: { files: [{ path: START, content: '[Service]\n' }] },
};

/** A machine that dies when told to, and whose archive is the list of its calls so far. */
export class TestMachine extends ScriptedMachine {
  disposed = false;
  die: (reason: string) => void = () => {};
  override readonly gone: Promise<string> = new Promise((resolve) => {
    this.die = resolve;
  });
  /** What `takeWork` finds. */
  changed = '';
  removed: string[] = [];
  /** Its programs are gone. */
  bare = false;
  /** Archives that were put into it. */
  readonly putBack: string[] = [];

  override async exec(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    const done = await super.exec([argv[3] ?? argv.join(' ')], options);
    if (argv.includes('gather')) {
      if (this.bare) throw new MachineError('cannot-run', 'nice: No such file or directory');
      return {
        ...done,
        stdout: `${this.removed.map((path) => `${path}\n`).join('')}\n${this.changed}`,
      };
    }
    if (typeof options.stdin === 'string') this.putBack.push(options.stdin);
    return done;
  }

  override openTerminal = async (options?: TerminalOptions): Promise<never> => {
    const terminal: Terminal = new FakeShell(options ?? { cols: 80, rows: 24 }, () => undefined);
    return terminal as never;
  };

  override async dispose(): Promise<void> {
    this.disposed = true;
    this.die('The machine was ended.');
  }
}

/** What all tabs of one browser have in common. */
export class TestBrowser {
  readonly kept = new Map<string, Work>();
  keeps = true;
  private holder: TabTurn | undefined;
  private freed: (() => void)[] = [];

  readonly store: WorkStore = {
    load: async (exercise) => this.kept.get(exercise),
    keep: async (exercise, work) => {
      if (this.keeps) this.kept.set(exercise, work);
      return this.keeps;
    },
    forget: async (exercise) => void this.kept.delete(exercise),
  };

  turn(): TabTurn {
    const turn: TabTurn = {
      onAsked: () => {},
      onLost: () => {},
      take: async () => {
        if (this.holder) return null;
        this.holder = turn;
        return () => {
          this.holder = undefined;
          for (const tell of this.freed.splice(0)) tell();
        };
      },
      ask: async () => {
        if (!this.holder) return;
        const free = new Promise<void>((resolve) => this.freed.push(resolve));
        this.holder.onAsked();
        await free;
      },
    };
    return turn;
  }
}

export class TestTab {
  readonly clock = new TestClock();
  readonly machines: TestMachine[] = [];
  readonly tabs: TabMachine[] = [];
  readonly events: SessionEvent[] = [];
  readonly sessions: LocalSessions;
  /** Prevents the next machine from starting. */
  failure: Error | undefined;
  /** Why the next machine's download is not kept. */
  notKept: string | undefined;

  constructor(browser = new TestBrowser()) {
    this.sessions = new LocalSessions({
      start: async () => {
        if (this.failure) throw this.failure;
        const machine = new TestMachine();
        this.machines.push(machine);
        const tab: TabMachine = {
          machine,
          notKept: this.notKept,
          onThinking: () => {},
          calm: async () => {},
        };
        this.tabs.push(tab);
        return tab;
      },
      lesson: async () => LESSON,
      store: browser.store,
      turn: browser.turn(),
      clock: this.clock,
      newId: () => 'one',
    });
  }

  get machine(): TestMachine {
    const machine = this.machines.at(-1);
    if (!machine) throw new Error('No machine was started.');
    return machine;
  }

  async create(files: { path: string; content: string }[] = []): Promise<Session> {
    return this.follow(await this.sessions.create({ exercise: 'demo-echo', files }));
  }

  async attach(id: string): Promise<Session> {
    const session = await this.sessions.attach(id);
    if (!session) throw new Error(`${id} was not found.`);
    return this.follow(session);
  }

  /** Lets time pass, and what it set off come to rest. */
  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms);
    await rest();
  }

  notices(): string[] {
    return this.events.flatMap((event) => (event.type === 'notice' ? [event.code] : []));
  }

  private async follow(session: Session): Promise<Session> {
    session.subscribe((event) => this.events.push(event));
    await started(session);
    return session;
  }
}

/** Waits until the session's machine has started, or has not. */
export async function started(session: Session): Promise<void> {
  while (session.view.state === 'starting') await rest();
}
