import type { WebSocket } from 'ws';
import { MAX_FRAME_BYTES } from '../../src/schemas/protocol.ts';
import { answerTo, Refusal } from './problem.ts';
import { type Rate, RateLimit } from './rate.ts';

/** Bytes waiting for a slow reader after which the connection is given up; it can come back. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
const HEARTBEAT_MS = 30_000;

export interface FrameListener {
  text(data: string): void | Promise<void>;
  /** Nothing is read while this is under way. */
  binary?(data: Uint8Array): Promise<void>;
  closed(): void;
}

/** Sends one message as JSON. */
export function send(socket: WebSocket, message: unknown): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_WAITING_BYTES) socket.terminate();
  else socket.send(JSON.stringify(message));
}

/** Closes with the code and the words that belong to an error. */
export function closeWith(socket: WebSocket, error: unknown): void {
  const { close, problem } = answerTo(error);
  socket.close(close, cut(problem.message));
}

/** A close reason takes 123 bytes of UTF-8. */
export function cut(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= 123) return reason;
  const [sentence = ''] = reason.split(/(?<=\.) /);
  if (Buffer.byteLength(sentence) <= 123) return sentence;
  return `${bytes
    .subarray(0, 120)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}…`;
}

/** Hands over frames that keep to the protocol's limits, and ends a connection that does not. */
export function onFrames(socket: WebSocket, rate: Rate, listener: FrameListener): void {
  const limit = new RateLimit(rate, () => performance.now());
  const refuse = (error: unknown) => closeWith(socket, error);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (socket.readyState !== socket.OPEN) return;
    if (data.length > MAX_FRAME_BYTES) return refuse(tooLarge());
    if (!limit.take()) return refuse(tooMany());
    if (!isBinary) {
      (async () => listener.text(data.toString('utf8')))().catch(refuse);
    } else if (!listener.binary) {
      refuse(badFrame());
    } else {
      socket.pause();
      listener
        .binary(data)
        .catch(refuse)
        .finally(() => socket.resume());
    }
  });
  // The protocol's own complaints (a frame beyond all bounds, invalid UTF-8) close it by themselves.
  socket.on('error', () => {});
  const stopHeart = heartbeat(socket);
  const close = () => {
    stopHeart();
    listener.closed();
  };
  // Whoever left while they were still looked up says so no more.
  if (socket.readyState === socket.CLOSED) queueMicrotask(close);
  else socket.once('close', close);
}

/** Any zod schema: what it answers is enough to know here. */
export interface Parser<M> {
  safeParse(json: unknown): { success: boolean; data?: M | undefined };
}

/** A text frame as the schema knows it. Throws Refusal `bad-request`, which ends the connection. */
export function readFrame<M>(data: string, schema: Parser<M>): M {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw badFrame();
  }
  const message = schema.safeParse(json);
  if (!message.success || message.data === undefined) throw badFrame();
  return message.data;
}

/** Ends a connection whose other end no longer answers. */
function heartbeat(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, HEARTBEAT_MS);
  return () => clearInterval(timer);
}

export const badFrame = (): Refusal =>
  new Refusal('bad-request', 'This page sent something the sandbox does not know. Reload it.');

const tooLarge = (): Refusal =>
  new Refusal('too-large', `A message may have ${MAX_FRAME_BYTES / 1024} KiB. Send less at once.`);

const tooMany = (): Refusal =>
  new Refusal('too-many', 'Too many messages came in a short time. Wait a moment.');
