import { EngineError } from '../../../sandbox/engines/engine.ts';
import { FakeEngine, FakeHost } from '../../../sandbox/engines/fake.ts';
import { DEFAULT_SESSION_LIMITS, type SessionLimits } from '../../../sandbox/sessions/limits.ts';
import type { LabSession } from '../../../sandbox/sessions/session.ts';
import { Sessions } from '../../../sandbox/sessions/sessions.ts';
import type { SessionRecord, SessionStore } from '../../../sandbox/sessions/store.ts';
import { TestClock, until } from '../clock.ts';
import { ECHO, FENCED } from '../lesson.ts';

/** What outlives a server: the host with its machines, and what was written down. */
export class Stage {
  readonly host = new FakeHost();
  readonly clock = new TestClock();
  readonly records = new Map<string, SessionRecord>();
  readonly warnings: string[] = [];
  /** The engine cannot be opened while this is set. */
  absent = false;
  sessions: Sessions;
  private readonly limits: SessionLimits;
  private made = 0;
  private gate: Promise<void> | undefined;

  constructor(limits: Partial<SessionLimits> = {}) {
    this.limits = { ...DEFAULT_SESSION_LIMITS, warm: 0, ...limits };
    this.sessions = this.server();
  }

  /** The server's process dies without a word, and another one starts. */
  async restart(): Promise<void> {
    for (const { computer } of this.host.computers.values()) {
      computer.lines.clear();
      computer.watchers.clear();
    }
    this.sessions = this.server();
    await this.sessions.open().catch(() => {});
  }

  async learner(owner = 'someone', files: { path: string; content: string }[] = []) {
    const session = await this.sessions.create(owner, { exercise: 'echo', files });
    if (!this.gate) await until(() => session.state !== 'starting');
    return session;
  }

  /** Machines boot no further until the returned function is called. */
  holdBoots(): () => void {
    const gate = Promise.withResolvers<void>();
    this.gate = gate.promise;
    this.host.boot = () => gate.promise;
    return () => {
      this.gate = undefined;
      this.host.boot = async () => {};
      gate.resolve();
    };
  }

  states(sessions: readonly LabSession[]): string {
    return sessions.map(({ state }) => state).join(' ');
  }

  private newId(): string {
    this.made += 1;
    return `session-${String(this.made).padStart(12, '0')}`;
  }

  private server(): Sessions {
    const store: SessionStore = {
      all: async () => [...this.records.values()],
      save: async (record) => void this.records.set(record.id, record),
      erase: async (id) => void this.records.delete(id),
    };
    return new Sessions({
      openEngine: async () => {
        if (this.absent) throw new EngineError('engine-absent', 'No engine answers. Install one.');
        return new FakeEngine(this.host);
      },
      lessons: new Map([ECHO, FENCED].map((lesson) => [lesson.exercise.id, lesson])),
      store,
      limits: this.limits,
      clock: this.clock,
      newId: () => this.newId(),
      note: () => {},
      warn: (what) => void this.warnings.push(what),
    });
  }
}
