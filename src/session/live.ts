import type { Clock } from '../grading/deadline.ts';
import { type Machine, MachineError, type MachineEvent } from '../machine/machine.ts';
import { clockAtPace } from '../machine/pace.ts';
import { randomId } from '../random-id.ts';
import type { Exercise } from '../schemas/exercise.ts';
import type { CheckResult } from '../schemas/session.ts';
import { asSessionError, MachineFiles } from './files.ts';
import { readLedger } from './ledger-file.ts';
import { LiveChecks } from './live-checks.ts';
import { type Preparation, prepare } from './prepare.ts';
import { Rhythm } from './rhythm.ts';
import { type Pass, type SaveResult, SessionError, type SessionEvent } from './session.ts';

export type LiveEvent = Extract<
  SessionEvent,
  { type: 'file' | 'checks' | 'activation' | 'notice' }
>;

export interface LiveOptions {
  readonly machine: Machine;
  readonly exercise: Exercise;
  /** Called in order, never after {@link LiveSession.dispose}; must not throw. */
  readonly emit: (event: LiveEvent) => void;
  /** Given for a fresh machine, left out for one that is taken up again. */
  readonly prepare?: Preparation;
  /** Cancels {@link LiveSession.open}. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /**
   * Resolves when the machine has time to be looked at; for one that computes so slowly that looks
   * would hold up its learner. Never rejects.
   */
  readonly calm?: () => Promise<void>;
  /** A word nobody can guess, new with each call. */
  readonly nonce?: () => string;
}

const systemClock: Clock = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * The logic of a session over a machine, wherever that runs: files in step with the editor, checks
 * that follow the machine's state, the activation path.
 */
export class LiveSession {
  private readonly machine: Machine;
  private readonly exercise: Exercise;
  private readonly tell: (event: LiveEvent) => void;
  private readonly files: MachineFiles;
  private readonly checks: LiveChecks;
  private readonly rhythm: Rhythm;
  private readonly over = new AbortController();
  /** Checks somebody asked for, to which there was no answer yet. */
  private owed: readonly string[] = [];
  /** Resolves when somebody asks for the checks: what waits for a better moment goes on then. */
  private asked = Promise.withResolvers<void>();
  /** What was told last, by what it is about: nothing is told twice. */
  private readonly told = new Map<string, string>();

  /**
   * Prepares a fresh machine, or takes up one, and follows it from then on. Throws MachineError
   * or SessionError when the machine cannot be prepared.
   */
  static async open(options: LiveOptions): Promise<LiveSession> {
    const session = new LiveSession(options);
    try {
      await session.begin(options);
      return session;
    } catch (error) {
      session.dispose();
      throw error;
    }
  }

  private constructor(options: LiveOptions) {
    const clock = options.clock ?? systemClock;
    this.machine = options.machine;
    this.exercise = options.exercise;
    this.tell = options.emit;
    this.files = new MachineFiles(this.machine, this.paths);
    this.checks = new LiveChecks(this.machine, this.exercise, {
      clock,
      nonce: options.nonce ?? (() => randomId()),
      signal: this.over.signal,
      calm: async () => {
        if (options.calm) await Promise.race([options.calm(), this.asked.promise]);
      },
      showResults: (results, pass) => this.report(results, pass),
      showActivation: (activation) => {
        if (this.isNews('activation', activation)) this.emit({ type: 'activation', activation });
      },
    });
    // Only cancelling makes a pass reject, and then nobody is there to be told.
    this.rhythm = new Rhythm(
      clockAtPace(this.machine.info, clock),
      () =>
        this.pass(this.owed.length > 0 ? this.checks.run(this.owed) : this.checks.look()).catch(
          () => false,
        ),
      options.calm,
    );
  }

  /** Everything as of now, as the events that would have told it. */
  snapshot(): readonly LiveEvent[] {
    return [
      ...this.files.views.map((file) => ({ type: 'file', file }) as const),
      { type: 'checks', results: this.checks.results },
      { type: 'activation', activation: this.checks.activation },
    ];
  }

  /**
   * Writes one of the exercise's files. With `base` other than the machine's version nothing is
   * written, unless `force`. Throws SessionError.
   */
  async save(
    path: string,
    content: string,
    base: string | null,
    force = false,
  ): Promise<SaveResult> {
    try {
      const done = await this.files.save(path, content, base, force, this.over.signal);
      this.emit({ type: 'file', file: done.file });
      if (done.saved) this.rhythm.changed();
      return done;
    } catch (error) {
      throw asSessionError(error);
    }
  }

  /**
   * Carries out all checks, or some and what they need. Results arrive as events; resolves when
   * the pass is over. Throws SessionError.
   */
  async check(only?: readonly string[]): Promise<void> {
    const unknown = only?.find((id) => !this.exercise.checks.some((check) => check.id === id));
    if (unknown !== undefined) {
      throw new SessionError('unknown-check', `This exercise has no check ${unknown}.`);
    }
    try {
      this.asked.resolve();
      this.asked = Promise.withResolvers();
      const asked = only ?? this.exercise.checks.map(({ id }) => id);
      await this.rhythm.now(() => this.pass(this.checks.run(only), asked));
    } catch (error) {
      throw asSessionError(error);
    }
  }

  /** Ends everything this session has under way. The machine is its owner's to end. */
  dispose(): void {
    this.over.abort();
    this.rhythm.dispose();
  }

  /** Whether a pass found anything new. What the machine did not answer is asked again, later. */
  private async pass(work: Promise<boolean>, asked: readonly string[] = []): Promise<boolean> {
    const news = await work;
    const { unanswered } = this.checks;
    const owed = new Set([...this.owed, ...asked]);
    this.owed = unanswered.filter((id) => owed.has(id));
    this.rhythm.left(unanswered.length > 0);
    return news;
  }

  private get paths(): string[] {
    return this.exercise.files.map((file) => file.path);
  }

  private async begin({ prepare: preparation, signal }: LiveOptions): Promise<void> {
    const starting = signal ? AbortSignal.any([signal, this.over.signal]) : this.over.signal;
    if (preparation) {
      const dropped = await prepare(this.machine, this.paths, preparation, starting);
      for (const path of dropped) this.notice('file-dropped', droppedText(path));
    } else {
      this.checks.ledger = await readLedger(this.machine, starting);
    }
    // Watching before reading: a change in between is seen twice rather than never.
    void this.watch();
    await Promise.all(this.paths.map((path) => this.refresh(path, starting)));
    starting.throwIfAborted();
    this.rhythm.changed();
  }

  private async watch(): Promise<void> {
    const { signal } = this.over;
    try {
      for await (const event of this.machine.events({ files: this.paths, signal })) {
        if (signal.aborted) return;
        await this.heard(event);
      }
    } catch (error) {
      // A machine that is gone is its owner's business.
      if (signal.aborted || (error instanceof MachineError && error.code === 'gone')) return;
      this.notice(
        'not-watching',
        'The lab no longer hears of changes on the machine. Run the checks yourself after each step.',
      );
    }
  }

  private async heard(event: MachineEvent): Promise<void> {
    switch (event.type) {
      case 'file':
        await this.refresh(event.path, this.over.signal);
        this.checks.reconfigured('file');
        this.rhythm.changed();
        return;
      case 'reloaded':
        this.checks.reconfigured('reload');
        this.rhythm.changed();
        return;
      case 'unit':
        if (this.checks.hear(event.unit)) this.rhythm.unitChanged();
    }
  }

  private async refresh(path: string, signal: AbortSignal): Promise<void> {
    try {
      const file = await this.files.refresh(path, signal);
      if (file) this.emit({ type: 'file', file });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof MachineError || error instanceof SessionError)) throw error;
      this.notice(error.code, error.message);
    }
  }

  private notice(code: string, message: string): void {
    this.emit({ type: 'notice', code, message });
  }

  private report(results: readonly CheckResult[], pass: Pass | undefined): void {
    const news = this.isNews('results', results);
    const outcome = pass !== undefined && this.isNews('outcome', results);
    // Where somebody asked, somebody waits: that is told even if nothing is new.
    const asked = pass !== undefined && pass.asked.length > 0;
    if (news || outcome || asked) this.emit({ type: 'checks', results, ...(pass && { pass }) });
  }

  private isNews(about: string, said: unknown): boolean {
    const text = JSON.stringify(said);
    const news = this.told.get(about) !== text;
    this.told.set(about, text);
    return news;
  }

  private emit(event: LiveEvent): void {
    if (!this.over.signal.aborted) this.tell(event);
  }
}

function droppedText(path: string): string {
  return `${path} was not put back: it is no file of this exercise, or it is too large.`;
}
