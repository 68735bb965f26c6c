import type { MachineEvent, Watch } from '../machine.ts';
import { readEvent } from './answers.ts';
import { aborted } from './call.ts';
import { Inbox } from './inbox.ts';
import type { AgentLink } from './link.ts';
import { Call, ProtocolError, StreamId } from './protocol.ts';

/** Longest line of a watch: a path and its JSON around it. */
const LINE_LIMIT = 32 * 1024;

/** Whole lines out of chunks of bytes. */
class Lines {
  readonly #decoder = new TextDecoder();
  #rest = '';

  push(bytes: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LINE_LIMIT) {
      throw new ProtocolError('The agent in the machine told an endless event.');
    }
    return lines;
  }
}

interface Told {
  readonly event: MachineEvent;
  readonly bytes: number;
}

/**
 * Watches from this moment on: see `Machine.events`. `reloaded` also comes when unit files were
 * enabled or disabled, after PID 1 re-executed itself, and when events were missed: look at
 * everything anew. Units that were only looked at are not told. Ends when the signal aborts or the consumer
 * stops iterating; throws `gone` when the machine goes away.
 */
export function events(link: AgentLink, watch: Watch): AsyncIterable<MachineEvent> {
  const inbox = new Inbox<Told>();
  const lines = new Lines();
  const { signal } = watch;
  if (signal?.aborted === true) {
    inbox.end();
    return unwrap(inbox, () => {});
  }
  const channel = link.open(
    Call.watch,
    watch.files.map((path) => ['f', path] as const),
    (_stream, bytes) => {
      const told = lines.push(bytes);
      // All bytes of a chunk are granted again with its last event.
      told.forEach((line, index) => {
        const last = index === told.length - 1;
        inbox.put({ event: readEvent(line), bytes: last ? bytes.length : 0 });
      });
      if (told.length === 0) channel.consumed(StreamId.output, bytes.length);
    },
  );
  const stop = () => {
    channel.cancel(aborted());
    inbox.clear();
  };
  signal?.addEventListener('abort', stop, { once: true });
  channel.answer
    .then(
      () => inbox.end(),
      (error: Error) => inbox.end(error),
    )
    .finally(() => signal?.removeEventListener('abort', stop));
  return unwrap(inbox, stop, ({ bytes }) => channel.consumed(StreamId.output, bytes));
}

async function* unwrap(
  inbox: Inbox<Told>,
  stop: () => void,
  taken?: (told: Told) => void,
): AsyncGenerator<MachineEvent, void, undefined> {
  try {
    for await (const { event } of inbox.take(taken)) yield event;
  } finally {
    stop();
  }
}
