import { TERMINAL_WINDOW_BYTES, TerminalServerMessage } from '../schemas/protocol.ts';
import { Line } from './line.ts';
import type { Network } from './network.ts';
import type { TerminalLink } from './session.ts';

/** Drawn bytes are acknowledged in portions of this size, or after `ACK_DELAY_MS`. */
const ACK_BYTES = TERMINAL_WINDOW_BYTES / 8;
const ACK_DELAY_MS = 50;
/** Key strokes kept while the connection is down. */
const TYPE_AHEAD_BYTES = 16 * 1024;
/** A large paste goes out in frames of this size. */
const INPUT_FRAME_BYTES = 32 * 1024;

type Output = (data: Uint8Array, drawn: () => void) => void;

/** A terminal of the session's machine, over its own WebSocket. */
export class RemoteTerminal implements TerminalLink {
  private line: Line | undefined;
  private size: { cols: number; rows: number };
  private output: Output | undefined;
  private undelivered: Uint8Array[] = [];
  private attachedListener: (() => void) | undefined;
  private endedListener: ((reason: string) => void) | undefined;
  private attached = false;
  /** Counts attachments: bytes of an earlier one are not acknowledged on a later one. */
  private attachment = 0;
  private unsent: Uint8Array<ArrayBuffer>[] = [];
  private unsentBytes = 0;
  private drawnBytes = 0;
  private ackTimer: ReturnType<typeof setTimeout> | undefined;
  private ended: string | undefined;

  constructor(size: { cols: number; rows: number }) {
    this.size = size;
  }

  /** `path` is the WebSocket's, without a query. Keys typed before are kept. */
  connect(network: Network, path: string): void {
    if (this.line || this.ended !== undefined) return;
    this.line = new Line(network, () => `${path}?cols=${this.size.cols}&rows=${this.size.rows}`, {
      opened: () => {},
      text: (data) => this.receive(data),
      binary: (data) => this.deliver(data),
      dropped: () => this.detach(),
      over: (_code, reason) => this.end(reason || 'The terminal is closed.'),
    });
  }

  onOutput(listener: Output): void {
    this.output = listener;
    for (const data of this.undelivered.splice(0)) this.deliver(data);
  }

  onAttached(listener: () => void): void {
    this.attachedListener = listener;
    if (this.attached) listener();
  }

  onEnded(listener: (reason: string) => void): void {
    this.endedListener = listener;
    if (this.ended !== undefined) listener(this.ended);
  }

  write(data: Uint8Array): void {
    if (this.ended !== undefined) return;
    if (!this.attached && this.unsentBytes + data.length > TYPE_AHEAD_BYTES) return;
    for (let at = 0; at < data.length; at += INPUT_FRAME_BYTES) {
      const frame = new Uint8Array(data.subarray(at, at + INPUT_FRAME_BYTES));
      this.unsent.push(frame);
      this.unsentBytes += frame.length;
    }
    this.flush();
  }

  resize(cols: number, rows: number): void {
    this.size = { cols, rows };
    if (this.attached) this.line?.send(JSON.stringify({ t: 'resize', cols, rows }));
  }

  dispose(): void {
    this.endedListener = undefined;
    this.end('The terminal is closed.');
  }

  /** Ends the terminal's screen with a reason; the first one counts. */
  end(reason: string): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.detach();
    this.line?.close();
    this.endedListener?.(reason);
  }

  private receive(text: string): void {
    const message = TerminalServerMessage.safeParse(parseJson(text));
    if (!message.success) return;
    if (message.data.t === 'exit') {
      this.end(message.data.reason);
      return;
    }
    this.attachment += 1;
    this.attached = true;
    this.undelivered = [];
    this.attachedListener?.();
    this.resize(this.size.cols, this.size.rows);
    this.flush();
  }

  private deliver(data: Uint8Array): void {
    if (!this.output) {
      this.undelivered.push(data);
      return;
    }
    const attachment = this.attachment;
    this.output(data, () => {
      if (attachment !== this.attachment) return;
      this.drawnBytes += data.length;
      if (this.drawnBytes >= ACK_BYTES) this.acknowledge();
      else this.ackTimer ??= setTimeout(() => this.acknowledge(), ACK_DELAY_MS);
    });
  }

  private acknowledge(): void {
    clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    if (this.drawnBytes === 0) return;
    this.line?.send(JSON.stringify({ t: 'ack', bytes: this.drawnBytes }));
    this.drawnBytes = 0;
  }

  private flush(): void {
    while (this.attached && this.unsent[0] && this.line?.send(this.unsent[0])) {
      this.unsentBytes -= this.unsent.shift()?.length ?? 0;
    }
  }

  private detach(): void {
    this.attached = false;
    this.attachment += 1;
    clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    this.drawnBytes = 0;
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
