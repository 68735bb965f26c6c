import { MachineError } from '../machine.ts';
import { readHello } from './answers.ts';
import { Channel, type ChannelLink } from './channel.ts';
import {
  type Call,
  CHANNEL_LIMIT,
  encodeFrame,
  encodeOpen,
  FRAME_HEADER_BYTES,
  FRAME_PAYLOAD_LIMIT,
  type Frame,
  FrameDecoder,
  FrameType,
  ProtocolError,
  type StreamId,
  SYNC_FRAME,
} from './protocol.ts';
import type { AgentHello, AgentStream, SavedConversation, SpareTerminal } from './stream.ts';

/** Calls under way at once; further ones wait for their turn. Leaves room for terminals. */
const CALL_LIMIT = CHANNEL_LIMIT - 64;
/**
 * The agent answers a greeting within 2 s, also when PID 1 does not; on a machine that is given
 * more time for everything, it may take as much longer.
 */
const GREET_AGAIN_MS = 4_000;
const GREET_AGAIN_SHARE = 1 / 4;

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The connection to an agent: frames to channels, and the end of everything when it breaks. */
export class AgentLink implements ChannelLink {
  /** Resolves once, with the reason in words. */
  readonly gone: Promise<string>;
  readonly patienceMs: number;
  readonly #gone = Promise.withResolvers<string>();
  readonly #hello = Promise.withResolvers<AgentHello>();
  readonly #stream: AgentStream;
  readonly #decoder: FrameDecoder;
  readonly #spareTerminals: SpareTerminal[];
  readonly #channels = new Map<number, Channel>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #lastId: number;
  #outgoing: Uint8Array[] = [];
  #writing = false;
  #end: MachineError | undefined;

  constructor(stream: AgentStream, patienceMs: number, saved?: SavedConversation) {
    this.#stream = stream;
    this.patienceMs = patienceMs;
    this.gone = this.#gone.promise;
    this.#hello.promise.catch(() => {});
    this.#decoder = new FrameDecoder(saved !== undefined);
    this.#lastId = saved?.lastChannel ?? 0;
    this.#spareTerminals = [...(saved?.terminals ?? [])];
    if (saved !== undefined) this.#hello.resolve(saved.hello);
    void this.#read();
  }

  /** Greets the agent, again and again until it answers, the signal aborts or patience ends. */
  async greet(signal: AbortSignal | undefined): Promise<AgentHello> {
    if (this.#decoder.inStep) return this.#hello.promise;
    const abort = () => this.close(new MachineError('aborted', 'It was called off.'));
    const giveUp = () =>
      this.close(new MachineError('unresponsive', 'The machine does not answer. Try again.'));
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    const patience = setTimeout(giveUp, this.patienceMs);
    // A greeting may fall into the middle of a frame that somebody else began: fill that first.
    const padding = new Uint8Array(FRAME_HEADER_BYTES + FRAME_PAYLOAD_LIMIT);
    const again = setInterval(
      () => {
        this.#write(padding);
        this.#write(SYNC_FRAME);
      },
      Math.max(GREET_AGAIN_MS, this.patienceMs * GREET_AGAIN_SHARE),
    );
    this.#write(SYNC_FRAME);
    try {
      return await this.#hello.promise;
    } finally {
      clearTimeout(patience);
      clearInterval(again);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Opens a channel. Throws a MachineError when the machine is gone or the request cannot be sent. */
  open(
    call: Call,
    fields: readonly (readonly [tag: string, text: string])[],
    onData: (stream: StreamId, bytes: Uint8Array) => void,
  ): Channel {
    if (this.#end !== undefined) throw this.#end;
    const payload = encodeOpen(call, fields);
    if (payload === undefined) {
      throw new MachineError('too-large', 'That is too long for the machine, or holds a NUL byte.');
    }
    this.#lastId += 1;
    const channel = new Channel(this.#lastId, this, onData);
    this.#channels.set(channel.id, channel);
    this.send(FrameType.open, channel.id, payload);
    return channel;
  }

  /** The highest number of a channel so far. */
  get lastChannel(): number {
    return this.#lastId;
  }

  /** A shell of this user that was open before the machine was saved; each is taken once. */
  takeSpareTerminal(
    user: string,
    onData: (stream: StreamId, bytes: Uint8Array) => void,
  ): { readonly channel: Channel; readonly output: string } | undefined {
    if (this.#end !== undefined) throw this.#end;
    const at = this.#spareTerminals.findIndex((spare) => spare.user === user);
    const [spare] = at < 0 ? [] : this.#spareTerminals.splice(at, 1);
    if (spare === undefined) return undefined;
    const channel = new Channel(spare.channel, this, onData);
    this.#channels.set(channel.id, channel);
    return { channel, output: spare.output };
  }

  /** Waits for a turn and runs one call in it. */
  async inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (this.#underWay >= CALL_LIMIT) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#underWay += 1;
    }
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#underWay -= 1;
      else next();
    }
  }

  send(type: FrameType, channel: number, payload?: Uint8Array): void {
    this.#write(encodeFrame(type, channel, payload));
  }

  closed(channel: number): void {
    this.#channels.delete(channel);
  }

  /** Ends the link: every call under way rejects with `reason`. Idempotent. */
  close(reason: MachineError): void {
    if (this.#end !== undefined) return;
    this.#end = reason;
    this.#outgoing = [];
    this.#hello.reject(reason);
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const channel of channels) channel.abandon(reason);
    this.#gone.resolve(reason.message);
    this.#stream.close();
  }

  #write(bytes: Uint8Array): void {
    if (this.#end !== undefined) return;
    this.#outgoing.push(bytes);
    if (!this.#writing) void this.#flush();
  }

  /** Frames that gather while a write is under way leave together. */
  async #flush(): Promise<void> {
    this.#writing = true;
    try {
      await Promise.resolve();
      while (this.#outgoing.length > 0) {
        const bytes = concatenate(this.#outgoing);
        this.#outgoing = [];
        await this.#stream.write(bytes);
      }
    } catch (error) {
      this.#broke(error);
    } finally {
      this.#writing = false;
    }
  }

  async #read(): Promise<void> {
    try {
      for await (const chunk of this.#stream.input) {
        for (const frame of this.#decoder.push(chunk)) this.#receive(frame);
        if (this.#end !== undefined) return;
      }
      this.close(new MachineError('gone', 'The machine has ended. Start a new one.'));
    } catch (error) {
      this.#broke(error);
    }
  }

  #broke(cause: unknown): void {
    if (cause instanceof MachineError) {
      this.close(cause);
      return;
    }
    const said =
      cause instanceof ProtocolError
        ? `${cause.message} Start a new machine.`
        : 'The connection to the machine broke. Start a new one.';
    this.close(new MachineError('gone', said, { cause }));
  }

  #receive(frame: Frame): void {
    if (frame.type === FrameType.sync) return;
    if (frame.type === FrameType.hello) {
      this.#hello.resolve(readHello(frame.payload));
    } else if (frame.channel === 0) {
      throw new ProtocolError('The agent in the machine lost the thread.');
    } else {
      // A channel that is not there any more: cancelled here while the agent still spoke.
      this.#channels.get(frame.channel)?.receive(frame);
    }
  }
}
