import type { Machine } from '../../src/machine/machine.ts';
import type { Exercise } from '../../src/schemas/exercise.ts';
import type { CreateSession } from '../../src/schemas/protocol.ts';
import type { SessionView } from '../../src/schemas/session.ts';
import { LiveSession } from '../../src/session/live.ts';
import { type SaveResult, SessionError, type SessionEvent } from '../../src/session/session.ts';
import { type OpenedTerminal, type Size, Terminals } from '../../src/session/terminal/terminals.ts';
import type { MachineTree } from '../../src/session/tree.ts';
import { EngineError } from '../engines/engine.ts';
import type { Clock } from './clock.ts';
import {
  canExtend,
  type Effect,
  isOver,
  type Lifecycle,
  type LifeEvent,
  nextDeadline,
  step,
  type Times,
} from './lifecycle.ts';
import type { SessionLimits, SessionTerms } from './limits.ts';
import type { Place, Share } from './queue.ts';
import type { SessionRecord } from './store.ts';
import { sameToTheEye, viewOf } from './view.ts';
import { WayBack } from './way-back.ts';

/** The part of a lesson a session needs. */
export interface SessionLesson {
  readonly exercise: Exercise;
  readonly start: MachineTree;
}

/** What a session needs of its surroundings. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly limits: SessionLimits;
  /** What `limits` hold of it, where something was agreed for this session. */
  readonly terms: SessionTerms | undefined;
  readonly take: (signal: AbortSignal) => Promise<Machine>;
  readonly adopt: (id: string) => Promise<Machine>;
  /** Removes a machine in the background, until it is gone. */
  readonly release: (machine: Machine) => void;
  readonly save: (record: SessionRecord) => void;
  readonly erase: (id: string) => void;
  /** Trouble worth a line in the log. */
  readonly warn: (what: string, error: unknown) => void;
  /** The session moved to another state. */
  readonly moved: (session: LabSession) => void;
}

/** One learner, one exercise, one machine. */
export class LabSession {
  readonly id: string;
  readonly owner: string;
  private readonly lesson: SessionLesson;
  private readonly ports: SessionPorts;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly terminals: Terminals;
  private readonly wayBack: WayBack;
  private life: Lifecycle;
  private place: Place | undefined;
  private estimateMs = 0;
  private saved: NonNullable<CreateSession['files']>;
  private attempt: AbortController | undefined;
  private machine: Machine | undefined;
  private live: LiveSession | undefined;
  private resuming: Promise<void> | undefined;
  private cancelTimer = () => {};
  private announced: SessionView;

  constructor(
    who: { id: string; owner: string },
    lesson: SessionLesson,
    saved: NonNullable<CreateSession['files']>,
    ports: SessionPorts,
  ) {
    this.id = who.id;
    this.owner = who.owner;
    this.lesson = lesson;
    this.saved = saved;
    this.ports = ports;
    this.life = { state: 'queued', since: ports.clock.now() };
    this.wayBack = new WayBack(ports.adopt, ports.clock);
    this.terminals = new Terminals({
      open: (size) => this.openTerminal(size),
      changed: (ids) => this.emit({ type: 'terminals', terminals: ids }),
    });
    this.announced = this.view;
    this.schedule();
  }

  get state(): SessionView['state'] {
    return this.life.state;
  }

  get over(): boolean {
    return isOver(this.life);
  }

  /** Whether it has a machine or is being given one. */
  get holdsMachine(): boolean {
    return this.life.state === 'starting' || this.life.state === 'ready';
  }

  /** What another session in place of this one would be made with. */
  get terms(): SessionTerms | undefined {
    return this.ports.terms;
  }

  get share(): Share | undefined {
    return this.ports.terms?.share;
  }

  /** When its machine is free at the latest, ms since the epoch. */
  get endsAt(): number {
    return nextDeadline(this.life, this.ports.limits);
  }

  get view(): SessionView {
    return viewOf({
      id: this.id,
      exercise: this.lesson.exercise.id,
      life: this.life,
      limits: this.ports.limits,
      place: this.place,
      estimateMs: this.estimateMs,
      machine: this.machine?.info,
    });
  }

  /** Everything a workbench needs to draw the session as it is now. */
  snapshot(): readonly SessionEvent[] {
    return [
      { type: 'session', session: this.view },
      ...(this.live?.snapshot() ?? []),
      { type: 'terminals', terminals: this.terminals.ids },
    ];
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
    this.touch();
    return this.onLive((live) => live.save(path, content, base, force));
  }

  async check(only?: readonly string[]): Promise<void> {
    this.touch();
    await this.onLive((live) => live.check(only));
  }

  async reset(): Promise<void> {
    await this.ready();
    this.saved = [];
    this.apply({ type: 'reset' });
  }

  extend(): void {
    if (this.life.state !== 'ready') throw notReady();
    if (!canExtend(this.life, this.ports.limits)) {
      throw new SessionError(
        'no-more-time',
        'This machine can get no more time. Your files are kept; start a new one when it has ended.',
      );
    }
    this.apply({ type: 'extended' });
  }

  end(reason = 'You ended the machine.'): void {
    this.apply({ type: 'ended', reason });
  }

  /** Somebody uses the machine. */
  touch(): void {
    this.apply({ type: 'used' });
  }

  attachTerminal(...args: Parameters<Terminals['attach']>): ReturnType<Terminals['attach']> {
    return this.terminals.attach(...args);
  }

  /** The terminal that somebody who looks on is shown. */
  watchedTerminal(): ReturnType<Terminals['first']> {
    return this.terminals.first();
  }

  closeTerminal(id: string): Promise<void> {
    return this.terminals.close(id);
  }

  /** There is room for its machine; it should be there in `estimateMs`. */
  admit(estimateMs: number): void {
    this.estimateMs = estimateMs;
    this.place = undefined;
    this.apply({ type: 'admitted' });
  }

  /** Tells a waiting learner where they stand. */
  putInPlace(place: Place): void {
    this.place = place;
    this.announce();
  }

  /** Takes up a session that an earlier server had on `machine`. */
  async recover(machine: Machine, times: Times): Promise<void> {
    await this.use(machine);
    this.apply({ type: 'adopted', machine: machine.id, times });
  }

  private apply(event: LifeEvent): void {
    const before = this.life.state;
    const { clock, limits } = this.ports;
    const { life, effects } = step(this.life, event, clock.now(), limits);
    this.life = life;
    for (const effect of effects) this.perform(effect);
    this.schedule();
    this.announce();
    if (life.state !== before) this.ports.moved(this);
  }

  private perform(effect: Effect): void {
    switch (effect) {
      case 'boot':
        void this.boot();
        return;
      case 'release':
        this.letGo();
        return;
      case 'save':
        if (this.life.state === 'ready') this.ports.save(this.record(this.life));
        return;
      case 'erase':
        this.ports.erase(this.id);
    }
  }

  private record(life: Extract<Lifecycle, { state: 'ready' }>): SessionRecord {
    const { bornAt, expiresAt } = life.times;
    const { id, owner, terms } = this;
    const exercise = this.lesson.exercise.id;
    const record = { id, owner, exercise, machine: life.machine, bornAt, expiresAt };
    return terms ? { ...record, terms } : record;
  }

  private async boot(): Promise<void> {
    const attempt = new AbortController();
    this.attempt = attempt;
    let machine: Machine | undefined;
    try {
      machine = await this.ports.take(attempt.signal);
      attempt.signal.throwIfAborted();
      await this.use(machine, attempt.signal);
      this.apply({ type: 'booted', machine: machine.id });
    } catch (error) {
      if (machine) this.ports.release(machine);
      if (attempt.signal.aborted) return;
      if (error instanceof EngineError && error.code === 'no-capacity') {
        this.apply({ type: 'postponed' });
        return;
      }
      this.ports.warn('a machine did not start', error);
      this.apply({ type: 'failed', reason: inWords(error) });
    }
  }

  /** Opens the live session on a machine: prepared when it starts, as it stands when it goes on. */
  private async use(machine: Machine, starting?: AbortSignal): Promise<void> {
    const prepare = { start: this.lesson.start, saved: this.saved };
    const live = await LiveSession.open({
      machine,
      exercise: this.lesson.exercise,
      emit: (event) => this.emit(event),
      ...(starting ? { prepare, signal: starting } : {}),
    });
    if (starting?.aborted || this.over) {
      live.dispose();
      throw new SessionError('ended', 'The session ended while its machine was being prepared.');
    }
    this.live = live;
    this.machine = machine;
    void machine.gone.then((reason) => {
      if (this.machine !== machine) return;
      this.resuming = this.resume(machine, reason).finally(() => {
        this.resuming = undefined;
      });
    });
  }

  /** The way to the machine is lost. If it still runs there is another one; else it is over. */
  private async resume(machine: Machine, reason: string): Promise<void> {
    this.live?.dispose();
    this.live = undefined;
    try {
      await this.use(await this.wayBack.find(machine.id, reason, () => !this.over));
      // Events may have been missed in between.
      for (const event of this.snapshot()) this.emit(event);
    } catch (error) {
      const why = isForLearners(error) ? error.message : reason;
      this.apply({
        type: 'lost',
        reason: `${why} Your files are kept in this browser; start a new machine to go on.`,
      });
    }
  }

  private async openTerminal(size: Size): Promise<OpenedTerminal> {
    await this.ready();
    const { machine } = this;
    if (!machine) throw notReady();
    const terminal = await machine.openTerminal(size);
    return { terminal, lost: () => this.lostTerminal(machine) };
  }

  /** Why a terminal is over that ended with its way to the machine. */
  private async lostTerminal(machine: Machine): Promise<string> {
    await machine.gone;
    while (this.resuming) await this.resuming;
    return isOver(this.life)
      ? this.life.reason
      : 'The connection to this terminal was lost. Open another one; the machine goes on.';
  }

  private letGo(): void {
    this.attempt?.abort();
    this.live?.dispose();
    this.live = undefined;
    const why = isOver(this.life) ? this.life.reason : 'The machine was reset.';
    this.terminals.endAll(why);
    const machine = this.machine;
    this.machine = undefined;
    if (machine) this.ports.release(machine);
  }

  private async onLive<T>(work: (live: LiveSession) => Promise<T>): Promise<T> {
    const live = await this.ready();
    try {
      return await work(live);
    } catch (error) {
      if (this.live === live) throw error;
      // The machine went away under it, which is worth more words than that it was cut short.
      await this.ready();
      throw new SessionError('interrupted', 'The machine was replaced meanwhile. Try again.');
    }
  }

  private async ready(): Promise<LiveSession> {
    while (this.resuming) await this.resuming;
    if (isOver(this.life)) throw new SessionError('ended', this.life.reason);
    if (!this.live) throw notReady();
    return this.live;
  }

  private schedule(): void {
    this.cancelTimer();
    const at = nextDeadline(this.life, this.ports.limits);
    if (at === Number.POSITIVE_INFINITY) return;
    const { clock } = this.ports;
    this.cancelTimer = clock.after(Math.max(0, at - clock.now()), () =>
      this.apply({ type: 'time' }),
    );
  }

  private announce(): void {
    const view = this.view;
    if (sameToTheEye(view, this.announced)) return;
    this.announced = view;
    this.emit({ type: 'session', session: view });
  }

  private emit(event: SessionEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

const notReady = (): SessionError =>
  new SessionError('not-ready', 'The machine is still starting. Try again when it is ready.');

/** Errors of the engine and the machine are written for learners; others are not shown to them. */
function isForLearners(error: unknown): error is Error {
  const ours = ['EngineError', 'MachineError', 'SessionError'];
  return error instanceof Error && ours.includes(error.name);
}

function inWords(error: unknown): string {
  if (isForLearners(error)) return error.message;
  return 'The machine could not be prepared. Start another one; if that fails too, tell whoever runs this sandbox.';
}
