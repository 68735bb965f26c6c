/**
 * What the workbench speaks. `remote.ts` carries it over WebSockets to a sandbox; the emulator
 * runs the same session inside the tab.
 */
import type { ActivationView, CheckResult, FileView, SessionView } from '../schemas/session.ts';

export interface ChecksEvent {
  readonly type: 'checks';
  readonly results: readonly CheckResult[];
  /** With the report that ends a pass; one without it is half of a story. */
  readonly pass?: Pass | undefined;
}

/** A pass over the checks that has ended. */
export interface Pass {
  /** The checks the learner asked for, with those they need; none where the lab looked by itself. */
  readonly asked: readonly string[];
}

export type SessionEvent =
  | { readonly type: 'session'; readonly session: SessionView }
  | { readonly type: 'file'; readonly file: FileView }
  | ChecksEvent
  | { readonly type: 'activation'; readonly activation: ActivationView | null }
  | { readonly type: 'terminals'; readonly terminals: readonly string[] }
  /** Trouble nobody asked for, in words; the session goes on. */
  | { readonly type: 'notice'; readonly code: string; readonly message: string }
  /** The machine has been computing for a while, or rests again. Only where computing is slow. */
  | { readonly type: 'thinking'; readonly thinking: boolean }
  /** `false` while the connection to the sandbox is down and being restored. */
  | { readonly type: 'connected'; readonly connected: boolean };

export type SaveResult =
  | { readonly saved: true; readonly file: FileView }
  /** The file changed in the machine since `base`; nothing was written. */
  | { readonly saved: false; readonly file: FileView };

/** The screen's end of a terminal. */
export interface TerminalLink {
  /** Called in order; `drawn` must be called once the bytes are on the screen. */
  onOutput(listener: (data: Uint8Array, drawn: () => void) => void): void;
  /** The connection was (re)made: clear the screen, recent scrollback follows. */
  onAttached(listener: () => void): void;
  /** The terminal is over, with the reason in words. */
  onEnded(listener: (reason: string) => void): void;
  write(data: Uint8Array): void;
  resize(cols: number, rows: number): void;
  dispose(): void;
}

/** Errors are {@link SessionError}; nothing is lost when a call fails. */
export interface Session {
  readonly view: SessionView;
  subscribe(listener: (event: SessionEvent) => void): () => void;
  save(path: string, content: string, base: string | null, force?: boolean): Promise<SaveResult>;
  /** Results arrive as `checks` events; resolves when the pass is over. */
  check(only?: readonly string[]): Promise<void>;
  /** Back to the exercise's start in a new machine. Terminals end, new ones can be opened. */
  reset(): Promise<void>;
  /** Adds time, if the limit allows. */
  extend(): Promise<void>;
  end(): Promise<void>;
  /** Opens terminal `id` or attaches to it again when it is still there. */
  openTerminal(id: string, size: { cols: number; rows: number }): TerminalLink;
  closeTerminal(id: string): Promise<void>;
  /** Lets go of the connection; the machine stays until its idle limit. */
  dispose(): void;
}

/** Any failure of a session call; `code` is stable, `message` says what to do. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
