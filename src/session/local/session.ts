import type { Clock } from '../../grading/deadline.ts';
import { type Machine, MachineError } from '../../machine/machine.ts';
import type { SessionView } from '../../schemas/session.ts';
import { type LiveEvent, LiveSession } from '../live.ts';
import { prepare } from '../prepare.ts';
import { type SaveResult, type Session, SessionError, type SessionEvent } from '../session.ts';
import { Terminals } from '../terminal/terminals.ts';
import { Keeper } from './keeper.ts';
import type { LocalLesson, StartTabMachine, TabMachine } from './tab-machine.ts';
import { LocalTerminal } from './terminal.ts';
import { markStart, putWork } from './work.ts';
import type { Work, WorkStore } from './work-store.ts';

export interface LocalSessionOptions {
  readonly id: string;
  readonly lesson: LocalLesson;
  readonly start: StartTabMachine;
  readonly store: WorkStore;
  /** The learner's own texts of the exercise's files, for the first machine. */
  readonly saved: readonly { readonly path: string; readonly content: string }[];
  /** What was kept of an earlier machine, for the first one. */
  readonly work?: Work;
  readonly clock: Clock;
  /** The session is over and holds nothing any more. */
  readonly released: () => void;
}

interface Running {
  readonly machine: Machine;
  readonly live: LiveSession;
  readonly keeper: Keeper;
}

/** How long an end waits for the work to be kept, ms. */
const FAREWELL_MS = 3_000;

/** A session on a machine in this tab. */
export class LocalSession implements Session {
  private readonly options: LocalSessionOptions;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly terminals: Terminals;
  private current: SessionView;
  private attempt = new AbortController();
  private running: Running | undefined;
  private released = false;

  constructor(options: LocalSessionOptions) {
    this.options = options;
    this.current = { id: options.id, exercise: options.lesson.exercise.id, state: 'starting' };
    this.terminals = new Terminals({
      open: async (size) => {
        const { machine } = this.ready();
        return { terminal: await machine.openTerminal(size), lost: () => this.whyGone(machine) };
      },
      changed: (terminals) => this.emit({ type: 'terminals', terminals }),
    });
    const { saved, work } = options;
    void this.boot(saved, work);
  }

  get view(): SessionView {
    return this.current;
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
    const { live, keeper } = this.ready();
    const result = await live.save(path, content, base, force);
    if (result.saved) await keeper.saved(path, content);
    return result;
  }

  async check(only?: readonly string[]): Promise<void> {
    await this.ready().live.check(only);
  }

  async reset(): Promise<void> {
    this.ready();
    this.letGo('The machine was reset.');
    await this.options.store.forget(this.exercise);
    this.change({ state: 'starting' });
    void this.boot([]);
  }

  /** A machine in the tab has no end that could be put off. */
  async extend(): Promise<void> {}

  async end(): Promise<void> {
    this.finish('ended', 'You ended the machine.');
    await this.options.store.forget(this.exercise);
  }

  /** Ends the session at once; the work stays as it was kept last. */
  lose(reason: string): void {
    this.finish('ended', reason);
  }

  /** Ends the session and keeps the learner's work, for it to go on elsewhere. */
  async leave(reason: string): Promise<void> {
    await this.settle(FAREWELL_MS);
    this.finish('ended', reason);
  }

  /** Resolves when the work as of now is kept, or after `patienceMs`. */
  async settle(patienceMs = FAREWELL_MS): Promise<void> {
    const { running } = this;
    if (!running) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const cancel = this.options.clock.after(patienceMs, resolve);
    await Promise.race([running.keeper.settle(), late]);
    cancel();
  }

  openTerminal(id: string, size: { cols: number; rows: number }): LocalTerminal {
    const terminal = new LocalTerminal(size, () => this.running?.keeper.touch());
    this.terminals.attach(id, size, terminal).then(
      (host) => terminal.use(host),
      (error) => terminal.ended(inWords(error)),
    );
    return terminal;
  }

  closeTerminal(id: string): Promise<void> {
    return this.terminals.close(id);
  }

  /** The page lets go of the machine; the work that is kept stays. */
  dispose(): void {
    this.listeners.clear();
    this.finish('ended', 'This page has let go of the machine.');
  }

  private get exercise(): string {
    return this.options.lesson.exercise.id;
  }

  private ready(): Running {
    if (this.running) return this.running;
    const { state, reason } = this.current;
    if (state === 'ended' || state === 'error') {
      throw new SessionError('ended', reason ?? 'The machine has ended.');
    }
    throw new SessionError(
      'not-ready',
      'The machine is still starting. Try again when it is ready.',
    );
  }

  private async boot(saved: LocalSessionOptions['saved'], work?: Work): Promise<void> {
    const attempt = new AbortController();
    this.attempt = attempt;
    const { signal } = attempt;
    let machine: Machine | undefined;
    try {
      const tab = await this.options.start(signal);
      machine = tab.machine;
      signal.throwIfAborted();
      tab.onThinking = (thinking) => this.emit({ type: 'thinking', thinking });
      const running = await this.prepare(tab, saved, work, signal);
      signal.throwIfAborted();
      this.running = running;
      void machine.gone.then((reason) => this.lost(running, reason));
      this.change({
        state: 'ready',
        machine: { ...machine.info, features: [...machine.info.features] },
      });
      for (const event of running.live.snapshot()) this.emit(event);
      if (tab.notKept !== undefined) this.notice('machine-not-kept', notKeptText(tab.notKept));
    } catch (error) {
      void machine?.dispose();
      if (!signal.aborted) this.finish('error', inWords(error));
    }
  }

  /** A fresh machine as its learner shall find it. */
  private async prepare(
    tab: TabMachine,
    saved: LocalSessionOptions['saved'],
    work: Work | undefined,
    signal: AbortSignal,
  ): Promise<Running> {
    const { lesson, store, clock } = this.options;
    const { machine } = tab;
    const paths = lesson.exercise.files.map(({ path }) => path);
    await prepare(machine, paths, { start: lesson.start, saved: [] }, signal);
    await markStart(machine, signal);
    const whole = work === undefined || (await putWork(machine, work, signal));
    const dropped = await prepare(machine, paths, { start: { files: [] }, saved }, signal);
    if (work !== undefined) this.notice('put-back', whole ? PUT_BACK : PUT_BACK_IN_PART);
    for (const path of dropped) this.notice('file-dropped', droppedText(path));
    const live = await LiveSession.open({
      machine,
      exercise: lesson.exercise,
      emit: (event) => this.heard(event),
      calm: () => tab.calm(),
      signal,
    });
    const keeper = new Keeper({
      exercise: this.exercise,
      store,
      clock,
      machine,
      start: lesson.start.files.map(({ path }) => path),
      work,
      refused: () => this.notice('work-not-kept', NOT_KEPT),
      broken: () => this.notice('machine-broken', BROKEN),
    });
    if (saved.length > 0) keeper.touch();
    return { machine, live, keeper };
  }

  private heard(event: LiveEvent): void {
    // What is found before the machine is ready is told then, all at once.
    if (!this.running && event.type !== 'notice') return;
    if (event.type === 'file' || event.type === 'activation') this.running?.keeper.touch();
    this.emit(event);
  }

  /** The machine ended by itself, or by what its learner typed. */
  private lost(running: Running, reason: string): void {
    if (this.running !== running) return;
    this.finish('ended', `${reason} Your files are kept in this browser.`);
  }

  /** Why a terminal ended with its machine. */
  private async whyGone(machine: Machine): Promise<string> {
    const reason = await machine.gone;
    return this.current.reason ?? reason;
  }

  private finish(state: 'ended' | 'error', reason: string): void {
    if (this.released) return;
    this.released = true;
    this.letGo(reason);
    this.change({ state, reason });
    this.options.released();
  }

  private letGo(why: string): void {
    this.attempt.abort();
    const { running } = this;
    this.running = undefined;
    this.terminals.endAll(why);
    running?.keeper.dispose();
    running?.live.dispose();
    void running?.machine.dispose();
  }

  private change(how: Pick<SessionView, 'state' | 'reason' | 'machine'>): void {
    const { id, exercise } = this.current;
    this.current = { id, exercise, ...how };
    this.emit({ type: 'session', session: this.current });
  }

  private notice(code: string, message: string): void {
    this.emit({ type: 'notice', code, message });
  }

  private emit(event: SessionEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

const PUT_BACK =
  'The machine started anew with your files, and what was enabled runs again, as after a reboot. What only ran before does not.';
const PUT_BACK_IN_PART =
  'The machine started anew, but not all of your work could be put back. The files in the editor are yours; look at the rest.';
const NOT_KEPT =
  'This browser does not keep what you change on the machine (its storage is blocked or full). A reload of this page starts over, but for the files in the editor.';

const BROKEN =
  'Programs of this machine are gone, so it can hardly work, and what you change on it is no longer kept. Reset it in its menu to get a whole one; your files in the editor can stay.';

const notKeptText = (why: string) =>
  `The machine runs, but this browser does not keep its download. ${why}`;
const droppedText = (path: string) =>
  `${path} was not put back: it is no file of this exercise, or it is too large.`;

function inWords(error: unknown): string {
  if (error instanceof MachineError || error instanceof SessionError) return error.message;
  return 'The machine could not be started in this tab. Try again; if that fails too, reload the page.';
}
