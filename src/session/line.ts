import { CloseCode } from '../schemas/protocol.ts';
import { type Network, socketUrl } from './network.ts';

/** Close codes after which connecting again is pointless. */
const FINAL: ReadonlySet<number> = new Set([
  1000,
  CloseCode.notYours,
  CloseCode.unknown,
  CloseCode.ended,
]);

export interface LineListener {
  opened(): void;
  text(data: string): void;
  binary(data: Uint8Array): void;
  /** The connection dropped and is being made again. */
  dropped(code: number, reason: string): void;
  /** The other side ended it for good. */
  over(code: number, reason: string): void;
}

/** A WebSocket that is made again when it drops, with growing waits. */
export class Line {
  private readonly network: Network;
  private readonly path: () => string;
  private readonly listener: LineListener;
  private socket: WebSocket | undefined;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(network: Network, path: () => string, listener: LineListener) {
    this.network = network;
    this.path = path;
    this.listener = listener;
    globalThis.addEventListener?.('online', this.hurry);
    this.connect();
  }

  get open(): boolean {
    return this.socket?.readyState === 1;
  }

  /** False when there is no connection right now; nothing was sent then. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.socket || !this.open) return false;
    this.socket.send(data);
    return true;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    globalThis.removeEventListener?.('online', this.hurry);
    this.socket?.close(1000);
  }

  private connect(): void {
    const socket = this.network.openSocket(socketUrl(this.network, this.path()));
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.addEventListener('open', () => {
      if (!this.closed) this.listener.opened();
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (this.closed) return;
      this.attempts = 0;
      if (typeof data === 'string') this.listener.text(data);
      else this.listener.binary(new Uint8Array(data));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      if (this.closed) return;
      this.socket = undefined;
      if (FINAL.has(code)) {
        this.close();
        this.listener.over(code, reason);
        return;
      }
      this.retryLater();
      this.listener.dropped(code, reason);
    });
    // A `close` event always follows; without a listener some implementations throw.
    socket.addEventListener('error', () => {});
  }

  private retryLater(): void {
    const waits = this.network.backoffMs;
    const wait = waits[Math.min(this.attempts, waits.length - 1)] ?? 1_000;
    this.attempts += 1;
    // Spread out, so that a class of browsers does not come back in the same instant.
    this.timer = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  private readonly hurry = (): void => {
    if (this.closed || this.socket) return;
    clearTimeout(this.timer);
    this.attempts = 0;
    this.connect();
  };
}
