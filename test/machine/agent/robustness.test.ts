/** The real agent under bad peers, endings and idleness. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgentStream, connectAgent } from '../../../src/machine/agent/client.ts';
import {
  encodeCredit,
  encodeData,
  encodeFrame,
  FRAME_HEADER_BYTES,
  FRAME_PAYLOAD_LIMIT,
  FrameDecoder,
  FrameType,
  STREAM_WINDOW,
  StreamId,
  SYNC_FRAME,
} from '../../../src/machine/agent/protocol.ts';
import type { Terminal } from '../../../src/machine/machine.ts';
import {
  agentProgram,
  isAlive,
  type RunningAgent,
  residentKiB,
  scratch,
  spawnAgent,
  startMachine,
  until,
  user,
} from './agent.ts';
import { Screen } from './screen.ts';

const utf8 = new TextEncoder();

/** Speaks to the agent byte by byte. */
class Peer {
  readonly agent: RunningAgent;
  readonly #decoder = new FrameDecoder();
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(agent: RunningAgent) {
    this.agent = agent;
    this.#chunks = agent.stream.input[Symbol.asyncIterator]();
  }

  async send(...chunks: Uint8Array[]): Promise<void> {
    for (const chunk of chunks) await this.agent.stream.write(chunk);
  }

  /** Reads until a frame of this type has come; returns the types of all since. */
  async until(type: FrameType): Promise<FrameType[]> {
    const seen: FrameType[] = [];
    while (!seen.includes(type)) {
      const { value, done } = await this.#chunks.next();
      if (done === true) throw new Error('The agent has ended.');
      for (const frame of this.#decoder.push(value)) seen.push(frame.type);
    }
    return seen;
  }

  /** Greets, whatever was left unfinished. */
  async greet(): Promise<void> {
    await this.send(new Uint8Array(FRAME_HEADER_BYTES + FRAME_PAYLOAD_LIMIT), SYNC_FRAME);
    await this.until(FrameType.hello);
  }
}

/** OPEN payloads that run nothing and write nothing, but are otherwise anything. */
const request = fc
  .tuple(
    fc.constantFrom('r', 'f', 'c', 'e', 'b', 'p', 'w', '?', '\0', ''),
    fc.array(
      fc.tuple(
        fc.constantFrom('f', 'n', 'p', 'P', 'l', 'm', 'k', 'h', 's', 't', ''),
        fc.oneof(
          fc.string({ maxLength: 30 }),
          fc.constantFrom('/etc/passwd', '9', 'tcp', '127.0.0.1'),
        ),
        fc.constantFrom('\0', ''),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([call, fields]) => utf8.encode(call + fields.map((parts) => parts.join('')).join('')));

const frame = fc.oneof(
  fc
    .tuple(fc.nat({ max: 5 }), request)
    .map(([channel, payload]) => encodeFrame(FrameType.open, channel, payload)),
  fc
    .tuple(
      fc.constantFrom(FrameType.data, FrameType.credit, FrameType.cancel, FrameType.resize),
      fc.nat({ max: 5 }),
      // Without slashes nothing can be written anywhere.
      fc.uint8Array({ maxLength: 60 }).map((bytes) => bytes.map((b) => (b === 47 ? 46 : b))),
    )
    .map(([type, channel, payload]) => encodeFrame(type, channel, payload)),
  fc.uint8Array({ maxLength: 40 }),
);

describe('a bad peer', () => {
  it('of whatever kind can be followed by a good one', async () => {
    const peer = new Peer(spawnAgent());
    await peer.send(SYNC_FRAME);
    await peer.until(FrameType.hello);
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 30 }), async (frames) => {
        await peer.send(...frames);
        await peer.greet();
      }),
      { numRuns: 200 },
    );
    expect(residentKiB(peer.agent.process.pid ?? 0)).toBeLessThan(4096);
  });

  it('without a greeting is not listened to', async () => {
    const peer = new Peer(spawnAgent());
    const ping = encodeFrame(FrameType.open, 1, utf8.encode('p'));
    await peer.send(ping, new Uint8Array(100_000).fill(0xa6), ping, SYNC_FRAME);
    const seen = await peer.until(FrameType.hello);
    expect(seen).toEqual([FrameType.sync, FrameType.hello]);
  });

  it('is told when it is lost', async () => {
    const peer = new Peer(spawnAgent());
    await peer.send(SYNC_FRAME);
    await peer.until(FrameType.hello);
    await peer.send(utf8.encode('GET / HTTP/1.1\r\n\r\n'));
    expect(await peer.until(FrameType.fail)).toEqual([FrameType.fail]);
  });

  it('that sends more than the window loses the call, not the agent', async () => {
    const peer = new Peer(spawnAgent());
    const chunk = encodeData(StreamId.input, new Uint8Array(STREAM_WINDOW));
    await peer.send(SYNC_FRAME);
    await peer.until(FrameType.hello);
    const sleep = `xasleep\0a600\0u${user}\0`;
    await peer.send(
      encodeFrame(FrameType.open, 1, utf8.encode(sleep)),
      ...Array.from({ length: 4 }, () => encodeFrame(FrameType.data, 1, chunk)),
    );
    await peer.until(FrameType.fail);
    await peer.send(encodeFrame(FrameType.open, 2, utf8.encode('p')));
    await peer.until(FrameType.end);
  });

  it('that grants without end gets no more than a window at once', async () => {
    const peer = new Peer(spawnAgent());
    await peer.send(SYNC_FRAME);
    await peer.until(FrameType.hello);
    const grant = encodeFrame(FrameType.credit, 1, encodeCredit(StreamId.output, 0xffffffff));
    await peer.send(encodeFrame(FrameType.open, 1, utf8.encode(`xayes\0u${user}\0`)));
    for (let round = 0; round < 20; round++) {
      await peer.send(...Array.from({ length: 50 }, () => grant));
      await peer.until(FrameType.data);
    }
    expect(residentKiB(peer.agent.process.pid ?? 0)).toBeLessThan(4096);
    await peer.send(encodeFrame(FrameType.cancel, 1));
    await peer.until(FrameType.fail);
  });

  it('that opens without end is refused, and served again later', async () => {
    const peer = new Peer(spawnAgent());
    await peer.send(SYNC_FRAME);
    await peer.until(FrameType.hello);
    const watches = Array.from({ length: 300 }, (_, n) =>
      encodeFrame(FrameType.open, n + 1, utf8.encode('e')),
    );
    await peer.send(...watches);
    await peer.until(FrameType.fail);
    await peer.greet();
    await peer.send(encodeFrame(FrameType.open, 1, utf8.encode('p')));
    await peer.until(FrameType.end);
  });
});

describe('the end', () => {
  it.each<[string, (agent: RunningAgent) => void]>([
    ['of its input', (agent) => agent.process.stdin.end()],
    ['by a signal', (agent) => void agent.process.kill('SIGTERM')],
    ['of its reader', (agent) => void agent.process.stdout.destroy()],
  ])('%s takes with it all that was started', async (_, end) => {
    const machine = await startMachine();
    const folder = scratch();
    const script = `echo $$ >>${folder}/pids; sleep 600 & echo $! >>${folder}/pids; trap "" HUP; wait; sleep 600`;
    const calls = Array.from({ length: 3 }, () =>
      machine.exec(['sh', '-c', script], { user }).catch(() => {}),
    );
    const screen = new Screen(await machine.openTerminal({ cols: 80, rows: 24, user }));
    await screen.type(`sleep 601 & echo $$ $! | tr " " "\\n" >>${folder}/pids\r`);
    const pids = () => {
      try {
        return readFileSync(`${folder}/pids`, 'utf8').trim().split('\n').map(Number);
      } catch {
        return [];
      }
    };
    await until(() => pids().length === 8);
    expect(pids().every(isAlive)).toBe(true);
    end(machine.agent);
    // What makes it notice that nobody reads any more.
    void machine.ping().catch(() => {});
    expect(await machine.agent.exited).toBe(0);
    await until(() => !pids().some(isAlive));
    await Promise.all(calls);
    expect(await screen.terminal.exited).toBeNull();
  });
});

describe('idleness', () => {
  it('is sleep: no wake-up with terminals and watches open', async () => {
    const machine = await startMachine();
    const pid = machine.hello.pid;
    const open = async (command: string) => {
      const terminal = await machine.openTerminal({ cols: 80, rows: 24, user });
      await terminal.write(utf8.encode(`exec ${command}\r`));
      return terminal;
    };
    const read = await Promise.all(['cat', 'cat', 'cat'].map(open));
    for (const terminal of read) void new Screen(terminal);
    const unread = await open('yes');
    await until(async () => {
      const { stdout } = await machine.exec(['ps', '-o', 'comm=', '--ppid', `${pid}`], { user });
      return stdout.split('\n').sort().join(' ').trim() === 'cat cat cat ps yes';
    });
    const wakeups = () =>
      Number(
        /^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
      );
    const quiet = async () => {
      const before = wakeups();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return wakeups() === before;
    };
    await until(quiet);
    expect(await quiet()).toBe(true);
    for (const terminal of [...read, unread]) terminal.dispose();
  });
});

describe('a terminal device', () => {
  /** An agent on the pseudo terminal of another one's terminal: a serial line in all that matters. */
  async function onDevice(): Promise<{
    readonly terminal: Terminal;
    readonly stream: AgentStream;
  }> {
    const outer = await startMachine();
    const terminal = await outer.openTerminal({ cols: 80, rows: 24, user });
    let noise = '';
    const decoder = new TextDecoder();
    const chunks = terminal.output[Symbol.asyncIterator]();
    await terminal.write(utf8.encode(`exec ${agentProgram()} $(tty | tee /dev/stderr)\r`));
    let device: string | undefined;
    while (device === undefined) {
      const { value, done } = await chunks.next();
      if (done === true) throw new Error(`The terminal ended: ${noise}`);
      noise += decoder.decode(value, { stream: true });
      device = /(\/dev\/pts\/\d+)\r\n/.exec(noise)?.[1];
    }
    await until(async () => {
      const modes = await outer.exec(['stty', '-F', `${device}`, '-a'], { user });
      return modes.stdout.includes('-icanon') && modes.stdout.includes('-opost');
    });
    const stream: AgentStream = {
      input: { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) },
      write: (bytes) => terminal.write(bytes),
      close: () => {},
    };
    return { terminal, stream };
  }
  const options = {
    id: 'tty',
    info: () => ({ engine: 'test', systemd: 0, release: '', features: [] }),
    dispose: async () => {},
  };

  it('carries everything, unchanged', async () => {
    const { stream, terminal } = await onDevice();
    const machine = await connectAgent({ ...options, stream });
    const bytes = Uint8Array.from({ length: 200_000 }, (_, n) => n);
    const path = `${scratch()}/bytes`;
    await machine.writeFiles([{ path, content: bytes, user }]);
    expect(Buffer.from((await machine.readFile(path)) ?? []).equals(bytes)).toBe(true);
    terminal.dispose();
  });

  it('serves a second client where a first one stopped in the middle', async () => {
    const { stream, terminal } = await onDevice();
    await connectAgent({ ...options, stream });
    const cut = encodeFrame(FrameType.data, 1, new Uint8Array(50_000)).subarray(0, 30_000);
    await stream.write(cut);
    const second = await connectAgent({ ...options, stream });
    await second.ping();
    expect((await second.exec(['echo', 'again'], { user })).stdout).toBe('again\n');
    terminal.dispose();
  });
});
