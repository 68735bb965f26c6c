import { MachineError, type Terminal, type TerminalOptions } from '../machine.ts';
import { readAnswer, TerminalAnswer } from './answers.ts';
import { aborted } from './call.ts';
import { AbsentError, type Channel } from './channel.ts';
import { Inbox } from './inbox.ts';
import type { AgentLink } from './link.ts';
import { Call, StreamId } from './protocol.ts';

const SIZE_LIMIT = 0xffff;

function clampSize(size: number): number {
  return Number.isFinite(size) ? Math.min(Math.max(Math.trunc(size), 1), SIZE_LIMIT) : 1;
}

class AgentTerminal implements Terminal {
  readonly output: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | null>;
  readonly #channel: Channel;
  readonly #inbox: Inbox<Uint8Array>;

  constructor(channel: Channel, inbox: Inbox<Uint8Array>) {
    this.#channel = channel;
    this.#inbox = inbox;
    // The agent may send on only as chunks are drawn: that is the backpressure.
    this.output = inbox.take((chunk) => channel.consumed(StreamId.output, chunk.length));
    this.exited = channel.answer
      .then((answer) => readAnswer(TerminalAnswer, answer).exitCode)
      .catch(() => null);
    void this.exited.then(() => inbox.end());
  }

  /** Rejects with `gone` when the machine goes away before it has taken the bytes. */
  async write(data: Uint8Array): Promise<void> {
    try {
      await this.#channel.send(data);
    } catch (error) {
      // A terminal that was put away takes no keys, and nobody has to hear of it.
      if (!(error instanceof MachineError && error.code === 'aborted')) throw error;
    }
  }

  resize(cols: number, rows: number): void {
    this.#channel.resize(clampSize(cols), clampSize(rows));
  }

  dispose(): void {
    this.#channel.cancel(aborted());
    this.#inbox.clear();
  }
}

/** Opens a login shell: see `Machine.openTerminal`. The signal also ends an open terminal. */
export async function openTerminal(link: AgentLink, options: TerminalOptions): Promise<Terminal> {
  const { signal, user = 'learner' } = options;
  if (signal?.aborted === true) throw aborted();
  const inbox = new Inbox<Uint8Array>();
  const onData = (_stream: StreamId, bytes: Uint8Array) => inbox.put(bytes);
  const spare = link.takeSpareTerminal(user, onData);
  const size = [clampSize(options.cols), clampSize(options.rows)] as const;
  const channel =
    spare?.channel ??
    link.open(
      Call.terminal,
      [
        ['u', user],
        ['w', String(size[0])],
        ['h', String(size[1])],
      ],
      onData,
    );
  const terminal = new AgentTerminal(channel, inbox);
  const dispose = () => terminal.dispose();
  signal?.addEventListener('abort', dispose, { once: true });
  void terminal.exited.then(() => signal?.removeEventListener('abort', dispose));
  if (spare !== undefined) {
    inbox.put(new TextEncoder().encode(spare.output));
    channel.resize(...size);
    return terminal;
  }
  const patience = setTimeout(
    () =>
      channel.cancel(
        new MachineError('unresponsive', 'The machine does not open a terminal. Try again.'),
      ),
    link.patienceMs,
  );
  try {
    await channel.begun;
  } catch (error) {
    if (error instanceof AbsentError) throw new MachineError('cannot-run', error.message);
    throw error;
  } finally {
    clearTimeout(patience);
  }
  return terminal;
}
