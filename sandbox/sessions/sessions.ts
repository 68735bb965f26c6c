import type { Machine } from '../../src/machine/machine.ts';
import type { CreateSession } from '../../src/schemas/protocol.ts';
import { SessionError } from '../../src/session/session.ts';
import { type Engine, EngineError, type EngineInfo } from '../engines/engine.ts';
import type { Clock } from './clock.ts';
import { type SessionLimits, type SessionTerms, withTerms } from './limits.ts';
import { MachinePool } from './pool.ts';
import { line, places } from './queue.ts';
import { recover } from './recovery.ts';
import { Removals } from './removals.ts';
import { LabSession, type SessionLesson, type SessionPorts } from './session.ts';
import type { SessionStore } from './store.ts';

/** After no engine was found, the next search waits this long, ms. */
const OPEN_PAUSE_MS = 2_000;
/** After the engine failed to boot a machine ahead of time, the next try waits this long, ms. */
const REFILL_PAUSE_MS = 30_000;
/** After the engine refused a machine for lack of room, its capacity is asked again, ms. */
const CAPACITY_PAUSE_MS = 30_000;

export interface SessionsOptions {
  /** Finds the engine. Called again later when it fails. */
  readonly openEngine: () => Promise<Engine>;
  /** Exercises by their id. */
  readonly lessons: ReadonlyMap<string, SessionLesson>;
  readonly store: SessionStore;
  readonly limits: SessionLimits;
  readonly clock: Clock;
  /** An unguessable id. */
  readonly newId: () => string;
  readonly warn: (what: string, error?: unknown) => void;
  /** A session began, or was taken up after a restart. */
  readonly began?: ((session: LabSession) => void) | undefined;
  /** What an operator may like to follow. */
  readonly note: (what: string, of: Readonly<Record<string, unknown>>) => void;
}

interface Running {
  readonly engine: Engine;
  readonly pool: MachinePool;
  capacity: number;
}

/** All sessions of this server: who waits, who has a machine, and what follows a restart. */
export class Sessions {
  private readonly options: SessionsOptions;
  private readonly all = new Map<string, LabSession>();
  private readonly removals: Removals;
  private opening: Promise<Running> | undefined;
  private running: Running | undefined;
  private refillAt = 0;
  private expected = 0;
  /** Members of each share who may have a machine at once. */
  private readonly shares = new Map<string, number>();
  private closed = false;

  constructor(options: SessionsOptions) {
    this.options = options;
    this.removals = new Removals(options.clock, options.warn);
  }

  /**
   * Finds the engine and what an earlier server left on it. Throws EngineError; the sessions are
   * usable all the same, and later calls try again.
   */
  async open(): Promise<EngineInfo> {
    return (await this.ready()).engine.info;
  }

  /** Throws EngineError when no machine could be started right now. */
  async health(): Promise<EngineInfo> {
    const { engine } = await this.ready();
    await engine.capacity();
    return engine.info;
  }

  /** Keeps so many machines ready beyond those that always are: people are about to come. */
  keepWarm(expected: number): void {
    if (expected === this.expected) return;
    this.expected = expected;
    this.running?.pool.trim(this.options.limits.warm + expected);
    this.settle();
  }

  /** So many members of a share may have machines at once; the others wait in a queue of theirs. */
  limitShare(of: string, members: number): void {
    if (this.shares.get(of) === members) return;
    this.shares.set(of, members);
    this.settle();
  }

  /** Ends every session of a share, or those of one member of it. */
  endShare(of: string, reason: string, member?: string): void {
    for (const session of this.all.values()) {
      const { share } = session;
      if (share?.of === of && (member === undefined || share.member === member)) {
        session.end(reason);
      }
    }
    if (member === undefined) this.shares.delete(of);
  }

  /** A new session, queued or starting. Throws SessionError or EngineError. */
  async create(owner: string, wanted: CreateSession, terms?: SessionTerms): Promise<LabSession> {
    const lesson = this.options.lessons.get(wanted.exercise);
    if (!lesson) throw refusal.unknownExercise(wanted.exercise);
    const running = await this.ready();
    const missing = lesson.exercise.needs.find(
      (feature) => !running.engine.info.features.includes(feature),
    );
    if (missing) throw refusal.missingFeature(missing);
    if (this.closed) throw refusal.closed();
    if (this.ownedBy(owner).length >= this.options.limits.perBrowser) {
      throw refusal.tooMany(this.options.limits.perBrowser);
    }
    const who = { id: this.options.newId(), owner };
    const session = this.add(who, lesson, wanted.files ?? [], terms);
    this.settle();
    return session;
  }

  /** A session that is not forgotten yet, whoever owns it. */
  find(id: string): LabSession | undefined {
    return this.all.get(id);
  }

  /** Sessions of this owner that are not over. */
  ownedBy(owner: string): readonly LabSession[] {
    return [...this.all.values()].filter((session) => session.owner === owner && !session.over);
  }

  /** Whether sessions of an earlier server may still turn up. */
  get recovering(): boolean {
    return this.running === undefined;
  }

  /** Ends every session and removes every machine of this server. */
  async shutdown(): Promise<void> {
    this.closed = true;
    for (const session of this.all.values()) {
      session.end(
        'The sandbox was shut down. Your files are kept in this browser; start a new machine later.',
      );
    }
    const running = await this.opening?.catch(() => undefined);
    if (!running) return;
    await running.pool.dispose();
    await this.removals.finish();
    try {
      // What was booting when the end came, or could not be removed at first.
      for (const { id } of await running.engine.list()) await running.engine.remove(id);
    } catch (error) {
      this.options.warn('machines may be left; the next start removes them', error);
    }
    await running.engine.dispose();
  }

  private ready(): Promise<Running> {
    this.opening ??= this.start().catch((error) => {
      this.options.clock.after(OPEN_PAUSE_MS, () => {
        this.opening = undefined;
      });
      throw error;
    });
    return this.opening;
  }

  private async start(): Promise<Running> {
    const { openEngine, clock, store, lessons, warn } = this.options;
    const engine = await openEngine();
    const pool = new MachinePool(engine, clock.now, () => this.settle());
    const capacity = await this.capacity(engine);
    await recover(engine, store, clock.now(), async (record, machine) => {
      const lesson = lessons.get(record.exercise);
      if (!lesson) return false;
      const session = this.add({ id: record.id, owner: record.owner }, lesson, [], record.terms);
      const times = { bornAt: record.bornAt, expiresAt: record.expiresAt, usedAt: clock.now() };
      await session.recover(machine, times).catch((error) => {
        warn('a session could not be taken up again', error);
        session.end('The sandbox was restarted and could not reach the machine. Start a new one.');
      });
      return !session.over;
    });
    this.running = { engine, pool, capacity };
    this.settle();
    return this.running;
  }

  private add(
    who: { id: string; owner: string },
    lesson: SessionLesson,
    files: NonNullable<CreateSession['files']>,
    terms?: SessionTerms,
  ): LabSession {
    const session = new LabSession(who, lesson, files, this.ports(terms));
    this.all.set(session.id, session);
    this.options.began?.(session);
    return session;
  }

  private ports(terms?: SessionTerms): SessionPorts {
    const { clock, store, warn } = this.options;
    const limits = withTerms(this.options.limits, terms);
    const kept = (what: string, done: Promise<void>) => void done.catch((e) => warn(what, e));
    return {
      clock,
      limits,
      terms,
      warn,
      take: (signal) => this.take(signal),
      adopt: async (id) => (await this.ready()).engine.adopt(id),
      release: (machine) => this.removals.add(machine),
      save: (record) => kept('a session could not be written down', store.save(record)),
      erase: (id) => kept('the note of a session could not be removed', store.erase(id)),
      moved: (session) => this.moved(session),
    };
  }

  private async take(signal: AbortSignal): Promise<Machine> {
    const { pool } = await this.ready();
    return pool.take(signal).catch((error) => {
      // The next machine to end makes room. Where none runs, waiting is of no use.
      const hopeless = error instanceof EngineError && this.holding().length <= 1;
      throw hopeless ? new SessionError(error.code, error.message, { cause: error }) : error;
    });
  }

  /** The engine has less room than it said. Later there may be more. */
  private shrink(running: Running): void {
    const { clock, warn } = this.options;
    running.capacity = Math.max(1, this.holding().length);
    clock.after(CAPACITY_PAUSE_MS, () => {
      this.capacity(running.engine).then(
        (capacity) => {
          running.capacity = capacity;
          this.settle();
        },
        (error) => warn('the engine does not say how many machines it can carry', error),
      );
    });
  }

  private async capacity(engine: Engine): Promise<number> {
    return Math.min(await engine.capacity(), this.options.limits.machines ?? Infinity);
  }

  private moved(session: LabSession): void {
    const { state, exercise, reason } = session.view;
    // Half of the id is enough to follow a session in the log.
    this.options.note('session', { id: session.id.slice(0, 11), state, exercise, reason });
    if (session.over) {
      const { clock, limits } = this.options;
      clock.after(limits.rememberMs, () => this.all.delete(session.id));
    }
    if (session.state === 'queued' && this.running) this.shrink(this.running);
    this.settle();
  }

  private holding(): readonly LabSession[] {
    return [...this.all.values()].filter((session) => session.holdsMachine);
  }

  /** Lets in who has waited longest, tells the others their place, and keeps machines warm. */
  private settle(): void {
    const { running } = this;
    if (!running || this.closed) return;
    const { clock, limits } = this.options;
    const holding = this.holding();
    const waiting = [...this.all.values()].filter(({ state }) => state === 'queued');
    const { next, held } = line(waiting, holding, {
      machines: running.capacity,
      members: (of) => this.shares.get(of) ?? Number.POSITIVE_INFINITY,
    });
    if (next) {
      next.admit(running.pool.estimateMs);
      return;
    }
    const told = places(waiting, holding, held, running.pool.bootTimes.median, clock.now());
    for (const [session, place] of told) session.putInPlace(place);
    // A learner's machine goes first: nothing is booted ahead while one is on its way.
    const busy = holding.some(({ state }) => state === 'starting');
    if (busy || waiting.length > held.size || clock.now() < this.refillAt) return;
    const room = Math.max(0, running.capacity - holding.length);
    running.pool.refill(Math.min(limits.warm + this.expected, room), (error) => {
      this.options.warn('no machine could be booted ahead of time', error);
      this.refillAt = clock.now() + REFILL_PAUSE_MS;
      clock.after(REFILL_PAUSE_MS, () => this.settle());
    });
  }
}

const refusal = {
  unknownExercise: (id: string) =>
    new SessionError(
      'unknown-exercise',
      `There is no exercise ${JSON.stringify(id.slice(0, 80))} here. Reload the lesson: it may have been renamed.`,
    ),
  missingFeature: (feature: string) =>
    new SessionError(
      'not-enforced-here',
      `This exercise needs a machine with ${feature}, which this sandbox's machines lack.`,
    ),
  tooMany: (limit: number) =>
    new SessionError(
      'too-many-sessions',
      `You have ${limit} machines, which is as many as one learner gets. End one of them first.`,
    ),
  closed: () =>
    new SessionError('shutting-down', 'The sandbox is shutting down. Try again in a moment.'),
};
