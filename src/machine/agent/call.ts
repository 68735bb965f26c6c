import { MachineError } from '../machine.ts';
import type { Channel } from './channel.ts';
import type { AgentLink } from './link.ts';
import { type Call, ProtocolError, StreamId } from './protocol.ts';

export const aborted = () => new MachineError('aborted', 'It was called off.');

export interface CallRequest {
  readonly call: Call;
  readonly fields: readonly (readonly [tag: string, text: string])[];
  readonly signal?: AbortSignal | undefined;
  /** How long the agent may be silent, ms. Default: the link's patience. */
  readonly silenceMs?: number;
  /** Chunks of the input stream, in order; its end follows. */
  readonly input?: readonly Uint8Array[];
  /** Most bytes the agent may send on each stream. Default 0. */
  readonly outputLimit?: number;
}

export interface CallOutcome {
  readonly answer: string;
  readonly output: Uint8Array;
  readonly errors: Uint8Array;
}

/** Bytes of one stream, gathered. */
class Gathered {
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#length > this.#limit) {
      throw new ProtocolError('The agent in the machine sent more than it was asked for.');
    }
    this.#chunks.push(chunk);
  }

  join(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

/** Calls `giveUp` when the channel has been silent for `ms`; returns what ends the watching. */
function watchSilence(channel: Channel, ms: number, giveUp: () => void): () => void {
  let timer = setTimeout(giveUp, ms);
  channel.onSignOfLife = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, ms);
  };
  return () => {
    channel.onSignOfLife = () => {};
    clearTimeout(timer);
  };
}

async function converse(link: AgentLink, request: CallRequest): Promise<CallOutcome> {
  const { signal } = request;
  if (signal?.aborted === true) throw aborted();
  const output = new Gathered(request.outputLimit ?? 0);
  const errors = new Gathered(request.outputLimit ?? 0);
  const channel = link.open(request.call, request.fields, (stream, bytes) => {
    (stream === StreamId.output ? output : errors).add(bytes);
    channel.consumed(stream, bytes.length);
  });
  const abort = () => channel.cancel(aborted());
  signal?.addEventListener('abort', abort, { once: true });
  const stopWatching = watchSilence(channel, request.silenceMs ?? link.patienceMs, () =>
    channel.cancel(
      new MachineError('unresponsive', 'The machine does not answer in time. Try again.'),
    ),
  );
  for (const chunk of request.input ?? []) {
    // How the call ends says how its input fared.
    channel.send(chunk).catch(() => {});
  }
  if (request.input !== undefined) channel.endInput();
  try {
    const answer = await channel.answer;
    return { answer, output: output.join(), errors: errors.join() };
  } finally {
    stopWatching();
    signal?.removeEventListener('abort', abort);
  }
}

/** One call from its request to its answer. Rejects with a MachineError or an AbsentError. */
export function runCall(link: AgentLink, request: CallRequest): Promise<CallOutcome> {
  return link.inTurn(() => converse(link, request));
}
