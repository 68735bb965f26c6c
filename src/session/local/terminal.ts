import type { TerminalLink } from '../session.ts';
import type { TerminalHost, Viewer } from '../terminal/host.ts';

type Output = (data: Uint8Array, drawn: () => void) => void;

/** Key strokes kept while the terminal opens. */
const TYPE_AHEAD_BYTES = 16 * 1024;

/** The screen's end of a terminal whose machine runs in the same tab. */
export class LocalTerminal implements TerminalLink, Viewer {
  size: { readonly cols: number; readonly rows: number };
  private host: TerminalHost | undefined;
  private typed: Uint8Array[] = [];
  private typedBytes = 0;
  private writing: Promise<void> = Promise.resolve();
  private undelivered: Uint8Array[] = [];
  private isAttached = false;
  private reason: string | undefined;
  private outputListener: Output | undefined;
  private attachedListener: (() => void) | undefined;
  private endedListener: ((reason: string) => void) | undefined;
  private readonly used: () => void;

  /** `used` is called whenever something is typed or printed. */
  constructor(size: { cols: number; rows: number }, used: () => void) {
    this.size = size;
    this.used = used;
  }

  /** The terminal is open, and this screen attached to it. */
  use(host: TerminalHost): void {
    if (this.reason !== undefined) {
      host.detach(this);
      return;
    }
    this.host = host;
    host.resize(this.size.cols, this.size.rows);
    for (const data of this.typed.splice(0)) this.write(data);
  }

  attached(): void {
    this.isAttached = true;
    this.undelivered = [];
    this.attachedListener?.();
  }

  output(data: Uint8Array): void {
    this.used();
    if (this.outputListener) {
      this.outputListener(data, () => this.host?.acknowledge(this, data.length));
    } else {
      this.undelivered.push(data);
    }
  }

  ended(reason: string): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.endedListener?.(reason);
  }

  onOutput(listener: Output): void {
    this.outputListener = listener;
    for (const data of this.undelivered.splice(0)) this.output(data);
  }

  onAttached(listener: () => void): void {
    this.attachedListener = listener;
    if (this.isAttached) listener();
  }

  onEnded(listener: (reason: string) => void): void {
    this.endedListener = listener;
    if (this.reason !== undefined) listener(this.reason);
  }

  write(data: Uint8Array): void {
    const { host } = this;
    if (this.reason !== undefined) return;
    if (host) {
      this.writing = this.writing.then(() => host.write(data));
    } else if (this.typedBytes + data.length <= TYPE_AHEAD_BYTES) {
      this.typed.push(data);
      this.typedBytes += data.length;
    }
  }

  resize(cols: number, rows: number): void {
    this.size = { cols, rows };
    this.host?.resize(cols, rows);
  }

  /** The screen is gone; the terminal stays. */
  dispose(): void {
    this.endedListener = undefined;
    this.reason ??= 'The terminal is closed.';
    this.host?.detach(this);
  }
}
