import { MachineError, type MachineErrorCode } from '../machine.ts';
import {
  DATA_CHUNK,
  encodeCredit,
  encodeData,
  encodeSize,
  type Frame,
  FrameType,
  ProtocolError,
  STREAM_WINDOW,
  StreamId,
} from './protocol.ts';

/** What a channel needs of the link it belongs to. */
export interface ChannelLink {
  send(type: FrameType, channel: number, payload?: Uint8Array): void;
  /** The agent has said its last word on this channel. */
  closed(channel: number): void;
}

interface Sending {
  /** Position in the stream at which the last byte has been consumed. */
  readonly until: number;
  readonly resolve: () => void;
  readonly reject: (error: MachineError) => void;
}

const CODES: ReadonlySet<string> = new Set<MachineErrorCode>([
  'gone',
  'unresponsive',
  'bad-path',
  'too-large',
  'disk-full',
  'cannot-run',
  'unsupported',
  'aborted',
]);

/** The agent found no file where one was to be read; never leaves this folder. */
export class AbsentError extends Error {
  override readonly name = 'AbsentError';
}

function readFailure(payload: Uint8Array): Error {
  const [code = '', message = ''] = new TextDecoder().decode(payload).split('\0');
  if (code === 'absent') return new AbsentError(message);
  const known = CODES.has(code) ? (code as MachineErrorCode) : 'unresponsive';
  return new MachineError(known, message.slice(0, 500));
}

/** The client's end of one call: input under the agent's window, output as it arrives. */
export class Channel {
  /** The agent's JSON answer, or a MachineError, or an {@link AbsentError}. */
  readonly answer: Promise<string>;
  /** Resolves at the first sign of life, rejects with the answer when there is none before. */
  readonly begun: Promise<void>;
  readonly id: number;
  readonly #link: ChannelLink;
  readonly #onData: (stream: StreamId, bytes: Uint8Array) => void;
  readonly #settled = Promise.withResolvers<string>();
  readonly #began = Promise.withResolvers<void>();
  /** Called whenever a frame arrives: whoever waits for the agent may wait on. */
  onSignOfLife: () => void = () => {};
  #open = true;
  #unsent: Uint8Array[] = [];
  #inputEnded = false;
  #inputEndSent = false;
  #window = STREAM_WINDOW;
  #accepted = 0;
  #consumed = 0;
  #sending: Sending[] = [];
  /** Bytes of an outgoing stream that may still arrive before more is granted. */
  readonly #expected = new Map<StreamId, number>();
  readonly #owed = new Map<StreamId, number>();

  constructor(
    id: number,
    link: ChannelLink,
    onData: (stream: StreamId, bytes: Uint8Array) => void,
  ) {
    this.id = id;
    this.#link = link;
    this.#onData = onData;
    this.answer = this.#settled.promise;
    this.begun = this.#began.promise;
    // Whoever cares awaits them; nobody has to.
    this.answer.catch(() => {});
    this.begun.catch(() => {});
  }

  get open(): boolean {
    return this.#open;
  }

  /** Resolves when the machine has taken all bytes. Rejects when the call ends before. */
  send(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return this.answer.then(() => {});
    if (bytes.length === 0) return Promise.resolve();
    this.#unsent.push(bytes);
    this.#accepted += bytes.length;
    const until = this.#accepted;
    const taken = new Promise<void>((resolve, reject) => {
      this.#sending.push({ until, resolve, reject });
    });
    this.#pump();
    return taken;
  }

  /** No more input follows. */
  endInput(): void {
    this.#inputEnded = true;
    this.#pump();
  }

  resize(columns: number, rows: number): void {
    if (this.#open) this.#link.send(FrameType.resize, this.id, encodeSize(columns, rows));
  }

  /** Lets the agent send as many bytes again; told in portions worth a frame. */
  consumed(stream: StreamId, bytes: number): void {
    const owed = (this.#owed.get(stream) ?? 0) + bytes;
    const due = owed >= DATA_CHUNK;
    this.#owed.set(stream, due ? 0 : owed);
    if (!due || !this.#open) return;
    this.#expected.set(stream, this.#expectedOf(stream) + owed);
    this.#link.send(FrameType.credit, this.id, encodeCredit(stream, owed));
  }

  /** Asks the agent to end the call. What it still says is ignored. */
  cancel(reason: MachineError): void {
    if (!this.#open) return;
    this.#link.send(FrameType.cancel, this.id);
    this.#finish(reason);
  }

  /** Takes a frame of this channel. Throws {@link ProtocolError} when the agent breaks the rules. */
  receive(frame: Frame): void {
    const { type, payload } = frame;
    this.onSignOfLife();
    if (type === FrameType.end || type === FrameType.fail) {
      this.#link.closed(this.id);
      if (type === FrameType.end) this.#finish(new TextDecoder().decode(payload));
      else this.#finish(readFailure(payload));
      return;
    }
    if (!this.#open) return;
    this.#began.resolve();
    if (type === FrameType.data) this.#takeData(payload);
    else if (type === FrameType.credit) this.#takeCredit(payload);
    else throw new ProtocolError('The agent in the machine used a frame that is not its own.');
  }

  /** The link is down. */
  abandon(reason: MachineError): void {
    this.#finish(reason);
  }

  #expectedOf(stream: StreamId): number {
    return this.#expected.get(stream) ?? STREAM_WINDOW;
  }

  #takeData(payload: Uint8Array): void {
    const stream = payload[0];
    const bytes = payload.subarray(1);
    if (stream !== StreamId.output && stream !== StreamId.errors) {
      throw new ProtocolError('The agent in the machine sent a stream that does not exist.');
    }
    const left = this.#expectedOf(stream) - bytes.length;
    if (left < 0) throw new ProtocolError('The agent in the machine sent more than was granted.');
    this.#expected.set(stream, left);
    this.#onData(stream, bytes);
  }

  #takeCredit(payload: Uint8Array): void {
    if (payload.length !== 5) throw new ProtocolError('The agent granted nothing readable.');
    const bytes = new DataView(payload.buffer, payload.byteOffset).getUint32(1, true);
    this.#window += bytes;
    this.#consumed += bytes;
    if (this.#window > STREAM_WINDOW || this.#consumed > this.#accepted) {
      throw new ProtocolError('The agent in the machine took more than was sent.');
    }
    while (this.#sending[0] !== undefined && this.#sending[0].until <= this.#consumed) {
      this.#sending.shift()?.resolve();
    }
    this.#pump();
  }

  #pump(): void {
    while (this.#open && this.#unsent[0] !== undefined && this.#window > 0) {
      const chunk = this.#unsent[0].subarray(0, Math.min(this.#window, DATA_CHUNK));
      this.#window -= chunk.length;
      this.#link.send(FrameType.data, this.id, encodeData(StreamId.input, chunk));
      if (chunk.length === this.#unsent[0].length) this.#unsent.shift();
      else this.#unsent[0] = this.#unsent[0].subarray(chunk.length);
    }
    if (this.#open && this.#inputEnded && !this.#inputEndSent && this.#unsent.length === 0) {
      this.#inputEndSent = true;
      this.#link.send(FrameType.data, this.id, encodeData(StreamId.input, new Uint8Array(0)));
    }
  }

  #finish(outcome: string | Error): void {
    if (!this.#open) return;
    this.#open = false;
    this.#unsent = [];
    const sending = this.#sending;
    this.#sending = [];
    if (typeof outcome === 'string') {
      this.#settled.resolve(outcome);
      this.#began.resolve();
      // The call is over: what it did not want any more is nobody's loss.
      for (const each of sending) each.resolve();
    } else {
      const error =
        outcome instanceof MachineError ? outcome : new MachineError('aborted', outcome.message);
      this.#settled.reject(outcome);
      this.#began.reject(outcome);
      for (const each of sending) each.reject(error);
    }
  }
}
