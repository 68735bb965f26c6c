import type { Terminal } from '../../machine/machine.ts';
import { TERMINAL_WINDOW_BYTES } from '../../schemas/protocol.ts';
import { Scrollback } from './scrollback.ts';

const SCROLLBACK_BYTES = 256 * 1024;

/** A screen somewhere that shows the terminal. */
export interface Viewer {
  /** It was attached: `replay` bytes of recent output follow. */
  attached(replay: number): void;
  output(data: Uint8Array): void;
  /** Nothing more comes, for this reason. */
  ended(reason: string): void;
}

/** Somebody who looks on. */
export interface Watcher extends Viewer {
  /** Whether more output can be taken now. */
  ready(): boolean;
}

/**
 * A terminal that outlives the connections to it. One viewer at a time; the newest one counts.
 *
 * At most a window of bytes is under way: as long as a viewer has not acknowledged them, nothing
 * more is read from the machine, so the program that prints has to wait. Without a viewer the
 * same holds, so that a forgotten `yes` costs nothing.
 */
export class TerminalHost {
  private readonly terminal: Terminal;
  private readonly scrollback = new Scrollback(SCROLLBACK_BYTES);
  private viewer: Viewer | undefined;
  private readonly watchers = new Map<Watcher, { behind: boolean }>();
  private unacknowledged = 0;
  private wake: (() => void) | undefined;
  private reason: string | undefined;
  /** Resolves with the reason when the terminal is over. */
  readonly over: Promise<string>;
  private finish: (reason: string) => void = () => {};
  private readonly lost: () => Promise<string>;

  /** `lost` is asked for the reason when the terminal ends with its machine. */
  constructor(terminal: Terminal, lost: () => Promise<string>) {
    this.terminal = terminal;
    this.lost = lost;
    this.over = new Promise((resolve) => {
      this.finish = resolve;
    });
    void this.pump();
  }

  attach(viewer: Viewer, size: { cols: number; rows: number }): void {
    this.viewer?.ended('This terminal was opened somewhere else.');
    this.viewer = viewer;
    const replay = this.scrollback.contents();
    viewer.attached(replay.length);
    if (replay.length > 0) viewer.output(replay);
    this.progress(replay.length);
    if (this.reason === undefined) this.terminal.resize(size.cols, size.rows);
    else this.tell(this.reason);
  }

  /**
   * Shows the terminal to somebody else as well. A watcher governs neither its size nor its pace:
   * one that falls behind misses output, and gets what is recent once it is ready again: with the
   * next output, or when {@link catchUp} says so. Answers how to stop.
   */
  watch(watcher: Watcher): () => void {
    this.watchers.set(watcher, { behind: false });
    this.replay(watcher);
    if (this.reason !== undefined) watcher.ended(this.reason);
    return () => this.watchers.delete(watcher);
  }

  /** The watcher may be ready again: where it missed something, it is shown what is recent. */
  catchUp(watcher: Watcher): void {
    const state = this.watchers.get(watcher);
    if (!state?.behind || !watcher.ready()) return;
    state.behind = false;
    this.replay(watcher);
  }

  /** The viewer's connection is gone; the terminal stays. */
  detach(viewer: Viewer): void {
    if (this.viewer !== viewer) return;
    this.viewer = undefined;
    this.progress(0);
  }

  /** The viewer has drawn this many bytes. */
  acknowledge(viewer: Viewer, bytes: number): void {
    if (this.viewer === viewer) this.progress(Math.max(0, this.unacknowledged - bytes));
  }

  /** Resolves when the machine has taken the bytes; what is typed into a dead terminal is dropped. */
  async write(data: Uint8Array): Promise<void> {
    if (this.reason === undefined) await this.terminal.write(data).catch(() => {});
  }

  resize(cols: number, rows: number): void {
    if (this.reason === undefined) this.terminal.resize(cols, rows);
  }

  /** Ends the terminal. The first reason counts. */
  end(reason: string): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.wake?.();
    this.terminal.dispose();
    this.tell(reason);
    this.finish(reason);
  }

  private replay(viewer: Viewer): void {
    const recent = this.scrollback.contents();
    viewer.attached(recent.length);
    if (recent.length > 0) viewer.output(recent);
  }

  private show(chunk: Uint8Array): void {
    for (const [watcher, state] of this.watchers) {
      if (state.behind) this.catchUp(watcher);
      else if (watcher.ready()) watcher.output(chunk);
      else state.behind = true;
    }
  }

  private tell(reason: string): void {
    for (const watcher of this.watchers.keys()) watcher.ended(reason);
    this.watchers.clear();
    this.viewer?.ended(reason);
    this.viewer = undefined;
  }

  private progress(unacknowledged: number): void {
    this.unacknowledged = unacknowledged;
    if (unacknowledged < TERMINAL_WINDOW_BYTES) this.wake?.();
  }

  private async pump(): Promise<void> {
    try {
      for await (const chunk of this.terminal.output) {
        if (this.reason !== undefined) return;
        this.scrollback.append(chunk);
        this.unacknowledged += chunk.length;
        this.viewer?.output(chunk);
        this.show(chunk);
        await this.room();
      }
    } catch {
      // The machine went away while we read: `exited` says so.
    }
    const code = await this.terminal.exited;
    if (this.reason !== undefined) return;
    this.end(code === null ? await this.lost() : shellEnded(code));
  }

  private async room(): Promise<void> {
    while (this.unacknowledged >= TERMINAL_WINDOW_BYTES && this.reason === undefined) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

const shellEnded = (code: number): string =>
  code === 0 ? 'The shell has ended.' : `The shell has ended with exit code ${code}.`;
