/** The client over an agent that is written down here, to see what it makes of a bad one. */
import { describe, expect, it } from 'vitest';
import { type AgentMachine, connectAgent } from '../../../src/machine/agent/client.ts';
import {
  DATA_CHUNK,
  encodeCredit,
  encodeData,
  encodeFrame,
  type Frame,
  FrameDecoder,
  FrameType,
  STREAM_WINDOW,
  StreamId,
  SYNC_FRAME,
} from '../../../src/machine/agent/protocol.ts';
import { MachineError } from '../../../src/machine/machine.ts';
import { codeOf } from './agent.ts';

const utf8 = new TextEncoder();
const HELLO = {
  protocol: 2,
  systemd: 252,
  release: 'Debian 12',
  pid: 7,
  bus: 'private',
  controllers: ['memory'],
  seccomp: true,
  userNamespace: true,
};

/** An agent that greets and then does as the test says. */
class ScriptedAgent {
  readonly received: Frame[] = [];
  closed = false;
  readonly #input = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, {
    highWaterMark: 1000,
  });
  readonly #writer = this.#input.writable.getWriter();
  readonly #decoder = new FrameDecoder();
  readonly #answer: (frame: Frame, agent: ScriptedAgent) => void;
  readonly #hello: object | null;

  constructor(answer: (frame: Frame, agent: ScriptedAgent) => void, hello: object | null = HELLO) {
    this.#answer = answer;
    this.#hello = hello;
  }

  raw(bytes: Uint8Array): void {
    void this.#writer.write(bytes).catch(() => {});
  }

  say(type: FrameType, channel: number, payload: Uint8Array | string = ''): void {
    this.raw(
      encodeFrame(type, channel, typeof payload === 'string' ? utf8.encode(payload) : payload),
    );
  }

  hangUp(): void {
    void this.#writer.close().catch(() => {});
  }

  async connect(): Promise<AgentMachine> {
    return connectAgent({
      id: 'scripted',
      stream: {
        input: this.#input.readable,
        write: (bytes) => this.#take(bytes),
        close: () => {
          this.closed = true;
          this.hangUp();
        },
      },
      info: ({ systemd, release }) => ({ engine: 'test', systemd, release, features: [] }),
      dispose: async () => {},
      patienceMs: 50,
    });
  }

  #take(bytes: Uint8Array): void {
    for (const frame of this.#decoder.push(bytes)) {
      this.received.push(frame);
      if (frame.type === FrameType.sync && this.#hello !== null) {
        this.raw(SYNC_FRAME);
        this.say(FrameType.hello, 0, JSON.stringify(this.#hello));
      } else if (frame.type !== FrameType.sync) {
        this.#answer(frame, this);
      }
    }
  }
}

/** An agent that does something as soon as a call is opened. */
const onOpen = (act: (agent: ScriptedAgent, channel: number) => void) =>
  new ScriptedAgent((frame, agent) => {
    if (frame.type === FrameType.open) act(agent, frame.channel);
  });

const silent = () => new ScriptedAgent(() => {});

describe('greeting', () => {
  it('tells what the agent found', async () => {
    const machine = await silent().connect();
    expect(machine.hello).toEqual({
      systemd: 252,
      release: 'Debian 12',
      pid: 7,
      bus: 'private',
      controllers: ['memory'],
      seccomp: true,
      userNamespace: true,
    });
    expect(machine.info).toEqual({
      engine: 'test',
      systemd: 252,
      release: 'Debian 12',
      features: [],
    });
  });

  it.each([
    ['another version', { ...HELLO, protocol: 3 }],
    ['nonsense', { hello: 'world' }],
  ])('of %s is refused', async (_, hello) => {
    const agent = new ScriptedAgent(() => {}, hello);
    expect(await codeOf(agent.connect())).toBe('gone');
    expect(agent.closed).toBe(true);
  });

  it('that never comes is given up', async () => {
    const agent = new ScriptedAgent(() => {}, null);
    expect(await codeOf(agent.connect())).toBe('unresponsive');
    expect(agent.closed).toBe(true);
  });
});

describe('a machine that goes away', () => {
  it('rejects every call under way, and every later one', async () => {
    const agent = onOpen((self) => self.hangUp());
    const machine = await agent.connect();
    const calls = [
      machine.ping(),
      machine.exec(['true']),
      machine.readFile('/x'),
      machine.openTerminal({ cols: 80, rows: 24 }),
      machine.facts({ listeners: true }),
    ];
    expect(await Promise.all(calls.map(codeOf))).toEqual(calls.map(() => 'gone'));
    expect(await codeOf(machine.ping())).toBe('gone');
    expect(await machine.gone).toMatch(/has ended/);
  });

  it('ends a watch by an error', async () => {
    const agent = onOpen((self) => self.hangUp());
    const machine = await agent.connect();
    const watching = async () => {
      for await (const _ of machine.events({ files: [] }));
    };
    expect(await codeOf(watching())).toBe('gone');
  });

  it('is disposed of once', async () => {
    let disposals = 0;
    const agent = silent();
    const machine = await connectAgent({
      id: 'x',
      stream: {
        input: (async function* () {
          yield SYNC_FRAME;
          yield encodeFrame(FrameType.hello, 0, utf8.encode(JSON.stringify(HELLO)));
          await new Promise(() => {});
        })(),
        write: () => {},
        close: () => {},
      },
      info: () => ({ engine: 'test', systemd: 252, release: '', features: [] }),
      dispose: async () => {
        disposals += 1;
      },
    });
    await Promise.all([machine.dispose(), machine.dispose()]);
    await machine.dispose();
    expect(disposals).toBe(1);
    expect(await machine.gone).toBe('The machine was ended.');
    expect(agent.received).toEqual([]);
  });
});

describe('an agent that breaks the rules is given up', () => {
  const window = new Uint8Array(DATA_CHUNK);
  it.each<[string, (agent: ScriptedAgent, channel: number) => void]>([
    ['garbage', (agent) => agent.raw(new Uint8Array(20))],
    ['a frame of its peer', (agent, channel) => agent.say(FrameType.open, channel, 'x')],
    [
      'an unknown stream',
      (agent, channel) => agent.say(FrameType.data, channel, Uint8Array.of(3, 1)),
    ],
    [
      'credit for what was never sent',
      (agent, channel) => agent.say(FrameType.credit, channel, encodeCredit(StreamId.input, 1)),
    ],
    [
      'more than its window',
      (agent, channel) => {
        for (let sent = 0; sent <= STREAM_WINDOW; sent += DATA_CHUNK) {
          agent.say(FrameType.data, channel, encodeData(StreamId.output, window));
        }
      },
    ],
    ['a last word on everything', (agent) => agent.say(FrameType.fail, 0, 'gone\0confused')],
  ])('%s', async (_, act) => {
    const agent = onOpen(act);
    const machine = await agent.connect();
    const terminal = machine.openTerminal({ cols: 80, rows: 24 });
    const outcome = await terminal.then(
      (opened) => opened.exited,
      (error) => error.code,
    );
    expect(outcome === null || outcome === 'gone').toBe(true);
    await machine.gone;
    expect(agent.closed).toBe(true);
  });

  it('more output than was asked for', async () => {
    const agent = onOpen((self, channel) =>
      self.say(FrameType.data, channel, encodeData(StreamId.output, new Uint8Array(11))),
    );
    const machine = await agent.connect();
    expect(await codeOf(machine.exec(['x'], { maxBytes: 10 }))).toBe('gone');
  });
});

describe('an answer', () => {
  it.each([
    ['that is no JSON', 'exec', '{'],
    ['of another shape', 'exec', '{"exitCode":"0"}'],
    ['with a negative code', 'exec', '{"exitCode":-1,"timedOut":false,"truncated":false}'],
  ])('%s is no answer', async (_, _call, json) => {
    const agent = onOpen((self, channel) => self.say(FrameType.end, channel, json));
    const machine = await agent.connect();
    expect(await codeOf(machine.exec(['x']))).toBe('unresponsive');
    expect(await codeOf(machine.exec(['x']))).toBe('unresponsive');
  });

  it.each([
    ['bad-path', 'bad-path'],
    ['disk-full', 'disk-full'],
    ['never heard of', 'unresponsive'],
    ['', 'unresponsive'],
  ])('of failure %j is a MachineError %s', async (said, code) => {
    const agent = onOpen((self, channel) => self.say(FrameType.fail, channel, `${said}\0Why.`));
    const machine = await agent.connect();
    const error = await machine.exec(['x']).catch((caught) => caught);
    expect(error).toBeInstanceOf(MachineError);
    expect(error).toMatchObject({ code, message: 'Why.' });
  });

  it('that does not come is waited for as long as something else comes', async () => {
    const agent = onOpen((self, channel) => {
      let said = 0;
      const timer = setInterval(() => {
        said += 1;
        if (said <= 8)
          self.say(FrameType.data, channel, encodeData(StreamId.output, utf8.encode('x')));
        else self.say(FrameType.end, channel);
        if (said > 8) clearInterval(timer);
      }, 20);
    });
    const machine = await agent.connect();
    expect(await machine.readFile('/x')).toEqual(utf8.encode('xxxxxxxx'));
  });

  it('that never comes is unresponsive, and the agent is told to stop', async () => {
    const agent = silent();
    const machine = await agent.connect();
    expect(await codeOf(machine.readFile('/x'))).toBe('unresponsive');
    await Promise.resolve();
    await Promise.resolve();
    expect(agent.received.at(-1)?.type).toBe(FrameType.cancel);
  });

  it('deeper than any property is refused', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const facts = `{"units":{"a.service":{"P":${deep}}},"unitPatterns":{},"listeners":[],"processes":{},"files":{}}`;
    const agent = onOpen((self, channel) => {
      self.say(FrameType.data, channel, encodeData(StreamId.output, utf8.encode(facts)));
      self.say(FrameType.end, channel);
    });
    const machine = await agent.connect();
    expect(await codeOf(machine.facts({ units: { 'a.service': ['P'] } }))).toBe('unresponsive');
  });
});

describe('a call that is called off', () => {
  it('before it began is never sent', async () => {
    const agent = silent();
    const machine = await agent.connect();
    expect(await codeOf(machine.exec(['x'], { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(agent.received.map((frame) => frame.type)).toEqual([FrameType.sync]);
  });

  it('ignores what the agent still says', async () => {
    const agent = new ScriptedAgent((frame, self) => {
      if (frame.type !== FrameType.cancel) return;
      self.say(FrameType.data, frame.channel, encodeData(StreamId.output, utf8.encode('late')));
      self.say(FrameType.end, frame.channel, '{"exitCode":0,"timedOut":false,"truncated":false}');
      self.say(FrameType.end, 2, '');
    });
    const machine = await agent.connect();
    const stop = new AbortController();
    const call = machine.exec(['x'], { signal: stop.signal });
    const ping = machine.ping();
    await Promise.resolve();
    stop.abort();
    expect(await codeOf(call)).toBe('aborted');
    await ping;
  });
});
