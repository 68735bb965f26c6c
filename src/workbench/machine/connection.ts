/** The learner's machine as the workbench holds it: at most one session, found again on reload. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { SessionState, SessionView } from '../../schemas/session.ts';
import { type Session, SessionError, type SessionEvent } from '../../session/session.ts';
import type { KeyValueStore } from '../../storage.ts';
import type { Sessions } from './sessions.ts';

/** `none`: no machine was asked for. Otherwise as the session says. */
export type Phase = 'none' | SessionState;

export interface NewMachine {
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

type EventListener = (event: SessionEvent) => void;

export interface ConnectionOptions {
  readonly exercise: string;
  readonly sessions: Sessions;
  readonly store: KeyValueStore;
  /** Edits to put into a new machine, asked for at the moment of asking for it. */
  readonly newMachine: () => NewMachine;
  /** A new machine was given with these files; its events follow. */
  readonly onNewMachine: (given: NewMachine) => void;
  readonly onEvent: EventListener;
}

const isOver = (state: SessionState) => state === 'ended' || state === 'error';

export class Connection {
  private readonly options: ConnectionOptions;
  private readonly held = signal<Session | null>(null);
  private readonly seen = signal<SessionView | null>(null);
  /** A machine is being asked for, or looked for after a reload. */
  readonly asking = signal(false);
  /** Why the last attempt to get a machine failed, in words. */
  readonly refusal = signal<string | null>(null);
  /** Another tab of this browser has the machine; it can be called here. */
  readonly elsewhere = signal(false);
  /** The machine has been computing for a while: only where that is slow. */
  readonly thinking = signal(false);
  readonly connected = signal(true);
  private unsubscribe: (() => void) | undefined;
  private disposed = false;

  readonly phase: ReadonlySignal<Phase> = computed(() => {
    if (this.asking.value) return 'starting';
    if (this.refusal.value !== null) return 'error';
    return this.seen.value?.state ?? 'none';
  });
  readonly view: ReadonlySignal<SessionView | null> = computed(() => this.seen.value);

  constructor(options: ConnectionOptions) {
    this.options = options;
  }

  /** The session while its machine can be worked on. */
  get session(): Session | null {
    return this.phase.value === 'ready' ? this.held.value : null;
  }

  /** Comes back to the machine of before a reload, if there was one. */
  async resume(): Promise<void> {
    if (this.rememberedId() !== null) await this.ask(() => this.attach());
  }

  /** The machine of before if it still runs, else a new one with the learner's edits in it. */
  async start(): Promise<void> {
    if (this.held.value || this.asking.value) return;
    await this.ask(async () => {
      if (this.rememberedId() !== null && (await this.attach())) return true;
      const given = this.options.newMachine();
      const session = await this.options.sessions.create({
        exercise: this.options.exercise,
        files: [...given.files],
      });
      this.options.store.set(this.key, session.view.id);
      this.options.onNewMachine(given);
      this.hold(session);
      return true;
    });
  }

  /** Calls the machine here from the tab that has it. */
  async takeOver(): Promise<void> {
    if (this.held.value || this.asking.value) return;
    await this.ask(async () => {
      await this.options.sessions.takeOver?.();
      return true;
    });
    if (this.refusal.value === null) await this.start();
  }

  /** Takes over a session that was made for this browser elsewhere, where it has no machine. */
  async adopt(id: string): Promise<void> {
    if (this.held.value || this.asking.value) return;
    this.options.store.set(this.key, id);
    await this.ask(() => this.attach());
  }

  extend(): Promise<void> {
    return this.call((session) => session.extend());
  }

  reset(): Promise<void> {
    return this.call((session) => session.reset());
  }

  end(): Promise<void> {
    return this.call((session) => session.end());
  }

  dispose(): void {
    this.disposed = true;
    this.letGo();
  }

  private get key(): string {
    return `lab:session:${this.options.exercise}`;
  }

  private rememberedId(): string | null {
    return this.options.store.get(this.key);
  }

  private async ask(get: () => Promise<boolean>): Promise<void> {
    batch(() => {
      this.asking.value = true;
      this.refusal.value = null;
      this.elsewhere.value = false;
    });
    try {
      await get();
    } catch (error) {
      this.refusal.value = messageOf(error);
      this.elsewhere.value = error instanceof SessionError && error.code === 'elsewhere';
    } finally {
      this.asking.value = false;
    }
  }

  private async attach(): Promise<boolean> {
    const id = this.rememberedId();
    const session = id === null ? null : await this.options.sessions.attach(id);
    if (session && !isOver(session.view.state)) {
      this.hold(session);
      return true;
    }
    session?.dispose();
    this.options.store.remove(this.key);
    this.seen.value = {
      id: id ?? '',
      exercise: this.options.exercise,
      state: 'ended',
      reason:
        session?.view.reason ??
        'The machine of your last visit has ended. A new one starts with your files.',
    };
    return false;
  }

  private hold(session: Session): void {
    if (this.disposed) {
      session.dispose();
      return;
    }
    this.letGo();
    this.unsubscribe = session.subscribe((event) => this.receive(event));
    batch(() => {
      this.connected.value = true;
      this.held.value = session;
      this.seen.value = session.view;
    });
  }

  private receive(event: SessionEvent): void {
    if (event.type === 'connected') this.connected.value = event.connected;
    if (event.type === 'session') this.seen.value = event.session;
    if (event.type === 'thinking') this.thinking.value = event.thinking;
    this.options.onEvent(event);
    if (event.type === 'session' && isOver(event.session.state)) {
      // Not disposed: the session closes itself and tells its terminals why.
      this.options.store.remove(this.key);
      this.release();
    }
  }

  private letGo(): void {
    this.held.value?.dispose();
    this.release();
  }

  private release(): void {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    this.held.value = null;
    this.thinking.value = false;
  }

  private async call(run: (session: Session) => Promise<void>): Promise<void> {
    const session = this.held.value;
    if (!session) throw new SessionError('no-machine', 'There is no machine. Start one first.');
    await run(session);
  }
}

/** Words fit for the screen, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof SessionError) return error.message;
  return 'Something in this page failed. Your text is kept. Reload the page and try again.';
}
