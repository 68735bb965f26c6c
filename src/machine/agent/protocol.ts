/**
 * What the agent in the machine and its client say to each other. `protocol.h` beside the agent's
 * sources holds the same numbers.
 *
 * **Frames.** magic u8 · type u8 · channel u32le · payload length u32le · payload. Both sides pass
 * over everything until they have seen a SYNC frame, whose 22 bytes are always the same; so either
 * may start, or start anew, on a line that holds the rest of something else. The client greets
 * with SYNC, which makes the agent drop whatever is under way; the agent answers SYNC, then HELLO
 * with a JSON text. A frame that cannot be one makes the agent drop everything, say FAIL on
 * channel 0 and wait for the next SYNC; the client gives the machine up.
 *
 * **Channels.** A call is a channel, numbered by the client from 1, never twice. OPEN starts it:
 * one byte for the kind of call ({@link Call}), then tagged fields, each one byte, text, NUL. END
 * (with a JSON text, or nothing) or FAIL (code NUL message) is the agent's last word on it. CANCEL
 * asks the agent to end it now; FAIL with `aborted` follows. RESIZE carries columns and rows as
 * u16le. A frame on a channel that has ended is ignored: the two crossed.
 *
 * **Streams.** DATA carries one byte that names the stream and then bytes of it; on the input
 * stream no bytes at all mean its end. Each stream starts with a window of 64 KiB that its sender
 * must not exceed; the receiver grants more with CREDIT (stream u8, bytes u32le) as it consumes.
 * That bounds memory on both sides, and keeps one busy stream from holding up the others. A
 * CREDIT of nothing says that a call has begun.
 */

export const PROTOCOL_VERSION = 2;
export const FRAME_MAGIC = 0xa6;
export const FRAME_HEADER_BYTES = 10;
/** Longest payload of any frame. */
export const FRAME_PAYLOAD_LIMIT = 256 * 1024;
export const SYNC_TEXT = 'lab-agent 1\n';
/** Bytes of a stream that may be under way before the receiver has granted more. */
export const STREAM_WINDOW = 64 * 1024;
/** Most bytes of a stream in one DATA frame. */
export const DATA_CHUNK = 16 * 1024;
/** Channels that may be open at once. */
export const CHANNEL_LIMIT = 256;

export const FrameType = {
  sync: 1,
  open: 2,
  data: 3,
  credit: 4,
  cancel: 5,
  resize: 6,
  hello: 7,
  end: 8,
  fail: 9,
} as const;
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

export const StreamId = { input: 0, output: 1, errors: 2 } as const;
export type StreamId = (typeof StreamId)[keyof typeof StreamId];

/** Kinds of call; their fields and streams are described at the head of the agent's sources. */
export const Call = {
  exec: 'x',
  terminal: 't',
  read: 'r',
  write: 'w',
  facts: 'f',
  connect: 'c',
  watch: 'e',
  booted: 'b',
  ping: 'p',
  clock: 'z',
} as const;
export type Call = (typeof Call)[keyof typeof Call];

export interface Frame {
  readonly type: FrameType;
  readonly channel: number;
  readonly payload: Uint8Array;
}

/** The other side does not speak this protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

const utf8 = new TextEncoder();

export function encodeFrame(
  type: FrameType,
  channel: number,
  payload: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
  const header = new DataView(frame.buffer);
  header.setUint8(0, FRAME_MAGIC);
  header.setUint8(1, type);
  header.setUint32(2, channel, true);
  header.setUint32(6, payload.length, true);
  frame.set(payload, FRAME_HEADER_BYTES);
  return frame;
}

export const SYNC_FRAME: Uint8Array<ArrayBuffer> = encodeFrame(
  FrameType.sync,
  0,
  utf8.encode(SYNC_TEXT),
);

/** A DATA payload. */
export function encodeData(stream: StreamId, bytes: Uint8Array): Uint8Array {
  const payload = new Uint8Array(1 + bytes.length);
  payload[0] = stream;
  payload.set(bytes, 1);
  return payload;
}

/** A CREDIT payload. */
export function encodeCredit(stream: StreamId, bytes: number): Uint8Array {
  const payload = new Uint8Array(5);
  payload[0] = stream;
  new DataView(payload.buffer).setUint32(1, bytes, true);
  return payload;
}

/** A RESIZE payload. */
export function encodeSize(columns: number, rows: number): Uint8Array {
  const payload = new Uint8Array(4);
  const view = new DataView(payload.buffer);
  view.setUint16(0, columns, true);
  view.setUint16(2, rows, true);
  return payload;
}

/**
 * An OPEN payload: fields are `[tag, text]`. Undefined when a text holds NUL, which no field can
 * carry, or when there is more than fits into one frame.
 */
export function encodeOpen(
  call: Call,
  fields: readonly (readonly [tag: string, text: string])[],
): Uint8Array | undefined {
  if (fields.some(([, text]) => text.includes('\0'))) return undefined;
  const payload = utf8.encode(call + fields.map(([tag, text]) => `${tag}${text}\0`).join(''));
  return payload.length <= FRAME_PAYLOAD_LIMIT ? payload : undefined;
}

function isFrameType(value: number): value is FrameType {
  return value >= FrameType.sync && value <= FrameType.fail;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function indexOfSync(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(FRAME_MAGIC); at >= 0; at = bytes.indexOf(FRAME_MAGIC, at + 1)) {
    if (SYNC_FRAME.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}

/** Cuts frames out of chunks of any size. Holds at most one frame. */
export class FrameDecoder {
  #rest: Uint8Array = new Uint8Array(0);
  #inStep: boolean;

  /** `inStep`: the first byte begins a frame, with no SYNC before it. */
  constructor(inStep = false) {
    this.#inStep = inStep;
  }

  /** Whether the other side has been heard, and is understood. */
  get inStep(): boolean {
    return this.#inStep;
  }

  /**
   * Whole frames that have arrived, SYNC among them. Until the first SYNC everything is passed
   * over; from then on throws {@link ProtocolError} on what cannot be a frame.
   */
  *push(chunk: Uint8Array): Generator<Frame, void, undefined> {
    this.#rest = this.#rest.length === 0 ? chunk : concatenate(this.#rest, chunk);
    if (!this.#inStep) this.#findStep();
    while (this.#inStep) {
      const frame = this.#take();
      if (frame === undefined) break;
      yield frame;
    }
    // A copy: a few bytes left over must not keep the whole chunk alive.
    this.#rest = this.#rest.slice();
  }

  #findStep(): void {
    const at = indexOfSync(this.#rest);
    this.#inStep = at >= 0;
    this.#rest = this.#rest.subarray(
      this.#inStep ? at : Math.max(0, this.#rest.length - SYNC_FRAME.length + 1),
    );
  }

  #take(): Frame | undefined {
    const bytes = this.#rest;
    if (bytes.length < FRAME_HEADER_BYTES) return undefined;
    const header = new DataView(bytes.buffer, bytes.byteOffset, FRAME_HEADER_BYTES);
    const type = header.getUint8(1);
    const length = header.getUint32(6, true);
    if (header.getUint8(0) !== FRAME_MAGIC || !isFrameType(type) || length > FRAME_PAYLOAD_LIMIT) {
      throw new ProtocolError('What the agent in the machine sent is not a frame.');
    }
    const end = FRAME_HEADER_BYTES + length;
    if (bytes.length < end) return undefined;
    this.#rest = bytes.subarray(end);
    return {
      type,
      channel: header.getUint32(2, true),
      payload: bytes.slice(FRAME_HEADER_BYTES, end),
    };
  }
}
