import { describe, expect, test, vi } from 'vitest';
import { MachineError } from '../../src/machine/machine.ts';
import { MAX_FILE_BYTES } from '../../src/schemas/protocol.ts';
import { rest } from '../grading/clock.ts';
import { Bench, SOCKET, SOCKET_FILE, TEMPLATE_FILE } from './live-bench.ts';

describe('a fresh machine', () => {
  test('is given the start, its setup, then the learner’s own files', async () => {
    const bench = new Bench();
    let script: unknown;
    bench.machine.onExec = (argv) => {
      if (argv[0] === '/bin/bash') script = argv.at(-1);
      return {};
    };
    await bench.open({
      prepare: {
        start: { files: [{ path: SOCKET_FILE, content: 'start' }], setup: 'echo hello' },
        saved: [
          { path: SOCKET_FILE, content: 'mine' },
          { path: '/etc/shadow', content: 'root::' },
          { path: TEMPLATE_FILE, content: 'x'.repeat(MAX_FILE_BYTES + 1) },
        ],
      },
    });
    expect(bench.machine.text(SOCKET_FILE)).toBe('mine');
    expect(script).toBe('echo hello');
    expect(bench.machine.text('/etc/shadow')).toBeNull();
    expect(bench.told('notice').map(({ code, message }) => [code, message.split(' ')[0]])).toEqual([
      ['file-dropped', '/etc/shadow'],
      ['file-dropped', TEMPLATE_FILE],
    ]);
    const files = bench.told('file').map(({ file }) => [file.path, file.content]);
    expect(files).toContainEqual([SOCKET_FILE, 'mine']);
  });

  test('that cannot be set up is refused, and nothing goes on', async () => {
    const bench = new Bench();
    bench.machine.onExec = () => ({ exitCode: 1, stderr: 'no such unit\n' });
    await expect(
      bench.open({ prepare: { start: { files: [], setup: 'false' }, saved: [] } }),
    ).rejects.toMatchObject({
      code: 'setup-failed',
      message: expect.stringContaining('no such unit'),
    });
    await bench.pass(10_000);
    expect(bench.events).toEqual([]);
    expect(bench.machine.watched).toBe(false);
  });

  test('can be called off while it is prepared', async () => {
    const bench = new Bench();
    await expect(bench.open({ signal: AbortSignal.abort() })).rejects.toThrow();
    expect(bench.machine.watched).toBe(false);
  });

  test('is told whole to whoever connects', async () => {
    const bench = new Bench();
    bench.machine.write(SOCKET_FILE, '[Socket]\n');
    const session = await bench.open();
    await bench.pass(200);
    const told = session.snapshot();
    expect(told.map(({ type }) => type)).toEqual(['file', 'file', 'checks', 'activation']);
    expect(told[0]).toMatchObject({ file: { path: SOCKET_FILE, content: '[Socket]\n' } });
    expect(told[1]).toMatchObject({ file: { path: TEMPLATE_FILE, version: null, content: '' } });
  });
});

describe('saving', () => {
  test('writes, and gives the version the next edit starts from', async () => {
    const bench = new Bench();
    const session = await bench.open();
    const first = await session.save(SOCKET_FILE, 'one', null);
    expect(first.saved).toBe(true);
    expect(bench.machine.text(SOCKET_FILE)).toBe('one');
    const second = await session.save(SOCKET_FILE, 'two', first.file.version);
    expect(second.saved).toBe(true);
    expect(second.file.version).not.toBe(first.file.version);
    expect((await session.save(SOCKET_FILE, 'one', second.file.version)).file.version).toBe(
      first.file.version,
    );
  });

  test('over a text that changed meanwhile writes nothing and shows it', async () => {
    const bench = new Bench();
    const session = await bench.open();
    const { file } = await session.save(SOCKET_FILE, 'one', null);
    bench.machine.write(SOCKET_FILE, 'from the terminal');
    const refused = await session.save(SOCKET_FILE, 'two', file.version);
    expect(refused).toMatchObject({ saved: false, file: { content: 'from the terminal' } });
    expect(bench.machine.text(SOCKET_FILE)).toBe('from the terminal');
    expect((await session.save(SOCKET_FILE, 'two', refused.file.version)).saved).toBe(true);
  });

  test('by force overwrites', async () => {
    const bench = new Bench();
    const session = await bench.open();
    bench.machine.write(SOCKET_FILE, 'from the terminal');
    expect((await session.save(SOCKET_FILE, 'two', null, true)).saved).toBe(true);
    expect(bench.machine.text(SOCKET_FILE)).toBe('two');
  });

  test.each<[string, string, string, string]>([
    ['another file', '/etc/passwd', 'x', 'bad-path'],
    ['a way around', '/etc/systemd/system/../../passwd', 'x', 'bad-path'],
    ['too much', SOCKET_FILE, 'x'.repeat(MAX_FILE_BYTES + 1), 'too-large'],
    ['too much in fewer characters', SOCKET_FILE, 'é'.repeat(MAX_FILE_BYTES / 2 + 1), 'too-large'],
    ['what is no text', SOCKET_FILE, 'a\0b', 'not-text'],
  ])('%s is refused', async (_, path, content, code) => {
    const bench = new Bench();
    const session = await bench.open();
    await expect(session.save(path, content, null)).rejects.toMatchObject({
      name: 'SessionError',
      code,
    });
    expect(bench.calls('write')).toBe(0);
  });

  test('exactly as much as is allowed is written', async () => {
    const bench = new Bench();
    const session = await bench.open();
    expect((await session.save(SOCKET_FILE, 'x'.repeat(MAX_FILE_BYTES), null)).saved).toBe(true);
  });

  test('says so when the machine has no room', async () => {
    const bench = new Bench();
    const session = await bench.open();
    bench.machine.writeFiles = () => Promise.reject(new MachineError('disk-full', 'No room left.'));
    await expect(session.save(SOCKET_FILE, 'x', null)).rejects.toMatchObject({
      name: 'SessionError',
      code: 'disk-full',
      message: 'No room left.',
    });
  });
});

describe('a file changed in the terminal', () => {
  const change = async (bench: Bench, content: string | Uint8Array) => {
    bench.machine.write(SOCKET_FILE, content);
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await vi.waitFor(() => expect(bench.events.length).toBeGreaterThan(0));
  };

  test('is told once', async () => {
    const bench = new Bench();
    await bench.open();
    bench.events.length = 0;
    await change(bench, 'from the terminal');
    expect(bench.told('file')).toMatchObject([{ file: { content: 'from the terminal' } }]);
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await bench.pass(50);
    expect(bench.told('file')).toHaveLength(1);
  });

  test('when it is gone, too', async () => {
    const bench = new Bench();
    bench.machine.write(SOCKET_FILE, 'x');
    await bench.open();
    bench.events.length = 0;
    bench.machine.files.delete(SOCKET_FILE);
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await vi.waitFor(() => expect(bench.told('file')).toHaveLength(1));
    expect(bench.told('file')[0]?.file).toEqual({ path: SOCKET_FILE, version: null, content: '' });
  });

  test.each<[string, Uint8Array, string]>([
    ['to something too large', new Uint8Array(MAX_FILE_BYTES + 1).fill(65), 'too-large'],
    ['to bytes that are no text', new Uint8Array([0x5b, 0xff, 0xfe]), 'not-text'],
    ['to text with a NUL', new Uint8Array([65, 0, 65]), 'not-text'],
  ])('%s is not shown, not overwritten, and said', async (_, content, code) => {
    const bench = new Bench();
    const session = await bench.open();
    const { file } = await session.save(SOCKET_FILE, 'mine', null);
    bench.events.length = 0;
    await change(bench, content);
    expect(bench.events).toMatchObject([{ type: 'notice', code }]);
    await expect(session.save(SOCKET_FILE, 'mine again', file.version)).rejects.toMatchObject({
      code,
    });
    expect((await session.save(SOCKET_FILE, 'mine again', file.version, true)).saved).toBe(true);
  });

  test('keeps its byte order mark when it is saved again', async () => {
    const bench = new Bench();
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 65]);
    bench.machine.write(SOCKET_FILE, bytes);
    const session = await bench.open();
    const [view] = bench.told('file');
    await session.save(SOCKET_FILE, view?.file.content ?? '', view?.file.version ?? null);
    expect(bench.machine.files.get(SOCKET_FILE)).toEqual(bytes);
  });
});

describe('checks on demand', () => {
  test('are all carried out, the learner’s connection or not', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await session.check();
    expect(bench.states).toBe('files:pass listening:pass own:fail echo:pass counted:pass');
  });

  test('are told even when nothing is new', async () => {
    const bench = new Bench();
    const session = await bench.open();
    await session.check();
    bench.events.length = 0;
    await session.check();
    expect(bench.told('checks').length).toBeGreaterThan(0);
  });

  test('are carried out again though nothing changed', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await session.check();
    await session.check();
    expect(bench.calls('connect')).toBe(2);
    expect(bench.calls('exec /usr/bin/systemd-analyze')).toBe(2);
  });

  test('some only: the others stay as they are', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await session.check(['own']);
    expect(bench.states).toBe('files:pass listening:pass own:fail echo:pending counted:pending');
    await session.check(['counted']);
    await session.check(['own']);
    expect(bench.states).toBe('files:pass listening:pass own:fail echo:pass counted:pass');
    expect(bench.calls('connect')).toBe(1);
  });

  test('of an unknown name are refused', async () => {
    const session = await new Bench().open();
    await expect(session.check(['nonsense'])).rejects.toMatchObject({ code: 'unknown-check' });
  });

  test('in trouble are errors in words', async () => {
    const bench = new Bench();
    const session = await bench.open();
    bench.machine.onFacts = () => Promise.reject(new MachineError('unresponsive', 'No answer.'));
    await session.check();
    expect(bench.states).toBe('files:error listening:error own:error echo:error counted:error');
  });
});

describe('checks that follow the machine', () => {
  test('run by themselves, a moment after the change', async () => {
    const bench = new Bench();
    await bench.open();
    await bench.pass(5_000);
    expect(bench.states).toBe(
      'files:fail listening:pending own:pending echo:pending counted:pending',
    );
    bench.load();
    bench.start();
    await bench.pass(121);
    expect(bench.states).toBe('files:pass listening:pass own:fail echo:pending counted:pending');
    bench.stop();
    await bench.pass(500);
    expect(bench.states).toContain('listening:fail own:pending');
  });

  test('connect only after the learner has, and only once', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    await bench.open();
    await bench.pass(60_000);
    expect(bench.calls('connect')).toBe(0);
    bench.connect();
    await bench.pass(121);
    expect(bench.states).toBe('files:pass listening:pass own:pass echo:pass counted:pass');
    await bench.pass(600_000);
    expect(bench.calls('connect')).toBe(1);
  });

  test('connect again when the configuration changed', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    bench.connect();
    await bench.open();
    await bench.pass(5_000);
    expect(bench.calls('connect')).toBe(1);
    bench.machine.happen({ type: 'reloaded' });
    await bench.pass(5_000);
    expect(bench.calls('connect')).toBe(2);
    bench.stop();
    await bench.pass(5_000);
    bench.start();
    await bench.pass(5_000);
    expect(bench.calls('connect')).toBe(3);
    bench.machine.write(SOCKET_FILE, 'changed');
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await vi.waitFor(() => expect(bench.clock.waiting).toBe(1));
    await bench.pass(5_000);
    expect(bench.calls('connect')).toBe(4);
    expect(bench.states).toContain('own:pass');
  });

  test('do not chase their own tail: looking and connecting make events, too', async () => {
    const bench = new Bench();
    const { facts } = bench.machine;
    // Worse than any real machine: every look makes PID 1 tell of the units that were looked at.
    bench.machine.facts = (query) => {
      for (const unit of Object.keys(query.units ?? {}))
        bench.machine.happen({ type: 'unit', unit });
      return facts.call(bench.machine, query);
    };
    bench.load();
    bench.start();
    bench.connect();
    await bench.open();
    await bench.pass(60_000);
    const looked = bench.calls('facts');
    expect(looked).toBeLessThan(12);
    await bench.pass(3_600_000);
    expect(bench.calls('facts')).toBe(looked);
    expect(bench.calls('connect')).toBe(1);
  });

  test('do not connect without end to a socket that changes its state with every connection', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    bench.connect();
    bench.machine.onConnect = (probe) => {
      bench.machine.set(SOCKET, { SubState: 'running' });
      bench.machine.happen({ type: 'unit', unit: SOCKET });
      bench.clock.after(500, () => {
        bench.machine.set(SOCKET, { SubState: 'listening' });
        bench.machine.happen({ type: 'unit', unit: SOCKET });
      });
      return { received: probe.send };
    };
    await bench.open();
    await bench.pass(600_000);
    expect(bench.calls('connect')).toBe(1);
    expect(bench.states).toContain('listening:pass');
    expect(bench.states).toContain('echo:pass');
  });

  test('know of a connection whose count was lost before anybody looked', async () => {
    const bench = new Bench();
    const session = await bench.open();
    await bench.pass(5_000);
    bench.load();
    bench.start();
    bench.connect('127.0.0.1:55555');
    bench.forget();
    await bench.pass(5_000);
    bench.start();
    await bench.pass(5_000);
    expect(bench.states).toContain('own:pass');
    await session.check();
    expect(bench.states).toContain('own:pass');
  });

  test('count a connection once, however it was seen', async () => {
    const bench = new Bench();
    bench.load();
    const session = await bench.open();
    bench.start();
    bench.connect('127.0.0.1:55555');
    await rest();
    await session.check();
    const own = bench
      .told('checks')
      .at(-1)
      ?.results.find(({ id }) => id === 'own');
    expect(own?.observed).toBe('one connection of your own');
  });

  test('do not take our own for such a connection, nor one that broke off', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await session.check();
    await bench.pass(5_000);
    bench.machine.onConnect = () => {
      bench.connect('127.0.0.1:40001');
      return new MachineError('unresponsive', 'No answer.');
    };
    await session.check();
    await bench.pass(5_000);
    await session.check();
    await bench.pass(5_000);
    expect(bench.states).toContain('own:fail');
  });

  test('connect again after a failure when the learner has tried again', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    bench.connect();
    bench.machine.onConnect = () => {
      bench.connect('127.0.0.1:40000');
      return { received: '' };
    };
    await bench.open();
    await bench.pass(60_000);
    expect(bench.states).toContain('echo:fail');
    expect(bench.calls('connect')).toBe(1);
    bench.machine.onConnect = (probe) => ({ received: probe.send });
    await bench.pass(60_000);
    expect(bench.calls('connect')).toBe(1);
    bench.connect();
    await bench.pass(60_000);
    expect(bench.states).toContain('echo:pass');
    expect(bench.calls('connect')).toBe(2);
  });

  test('stop connecting when a socket restarts itself with every connection', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    bench.connect();
    bench.machine.onConnect = (probe) => {
      bench.connect('127.0.0.1:40000');
      bench.clock.after(5_000, () => bench.start());
      return { received: probe.send };
    };
    await bench.open();
    await bench.pass(3_600_000);
    expect(bench.calls('connect')).toBe(5);
    bench.machine.happen({ type: 'reloaded' });
    await bench.pass(1_000);
    expect(bench.calls('connect')).toBe(6);
  });

  test('run a program again that was not content, and leave one alone that was', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    bench.machine.onExec = () => ({ exitCode: 1, stderr: 'broken' });
    await bench.open();
    await bench.pass(10_000);
    const runs = bench.calls('exec');
    bench.machine.onExec = () => ({});
    bench.machine.happen({ type: 'unit', unit: SOCKET });
    await bench.pass(10_000);
    expect(bench.calls('exec')).toBe(runs + 1);
    bench.machine.happen({ type: 'unit', unit: SOCKET });
    await bench.pass(10_000);
    expect(bench.calls('exec')).toBe(runs + 1);
  });

  test('leave units alone that play no part', async () => {
    const bench = new Bench();
    await bench.open();
    await bench.pass(10_000);
    const looked = bench.calls('facts');
    for (const unit of [
      'cron.service',
      'demo-echo-else.service',
      'demo-echo@lab-question.service',
    ]) {
      bench.machine.happen({ type: 'unit', unit });
      await bench.pass(1_000);
    }
    expect(bench.calls('facts')).toBe(looked);
  });

  test('say when the machine no longer tells of changes', async () => {
    const bench = new Bench();
    bench.machine.events = async function* () {
      yield* [];
      throw new MachineError('unresponsive', 'No answer.');
    };
    await bench.open();
    await rest();
    expect(bench.told('notice')).toMatchObject([{ code: 'not-watching' }]);
  });
});

describe('the activation path', () => {
  const last = (bench: Bench) => bench.told('activation').at(-1)?.activation;

  test('shows what PID 1 shows, and how much of it is ours', async () => {
    const bench = new Bench();
    bench.load();
    await bench.open();
    await bench.pass(200);
    expect(last(bench)).toEqual({
      socket: { unit: SOCKET, state: 'dead', listen: ['127.0.0.1:9091'] },
      accepted: 0,
      probes: 0,
      connected: 0,
      service: null,
    });
    bench.start();
    bench.connect();
    await bench.pass(5_000);
    expect(last(bench)).toMatchObject({ socket: { state: 'listening' }, accepted: 2, probes: 1 });
  });

  test('shows the learner’s instances and not ours', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    bench.connect();
    const instance = (client: string) => ({
      unit: `demo-echo@1-127.0.0.1:9091-${client}.service`,
      active: 'active',
      sub: 'running',
    });
    bench.machine.running = [instance('127.0.0.1:40000')];
    await bench.open();
    await bench.pass(5_000);
    expect(last(bench)?.service).toBeNull();
    bench.machine.running = [instance('127.0.0.1:55555'), instance('127.0.0.1:40000')];
    bench.machine.happen({ type: 'unit', unit: instance('127.0.0.1:55555').unit });
    await bench.pass(5_000);
    expect(last(bench)?.service).toEqual({
      unit: 'demo-echo@1-127.0.0.1:9091-127.0.0.1:55555.service',
      state: 'running',
    });
  });

  test('names what keeps a unit from being loaded', async () => {
    const bench = new Bench();
    await bench.open();
    await bench.pass(200);
    expect(last(bench)?.socket).toEqual({ unit: SOCKET, state: 'not-found', listen: [] });
  });
});

describe('a machine taken up again', () => {
  test('still tells our connections from the learner’s', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const first = await bench.open();
    await first.check();
    first.dispose();
    const second = await bench.takeUp();
    await second.check();
    expect(bench.states).toContain('own:fail');
    bench.connect();
    await second.check();
    expect(bench.states).toContain('own:pass');
  });

  test.each(['no JSON', '{"demo-echo.socket":{"learner":-1}}', '[]'])(
    'does without a ledger that makes no sense: %s',
    async (content) => {
      const bench = new Bench();
      bench.machine.write('/run/lab/ledger.json', content);
      bench.load();
      bench.start();
      const session = await bench.takeUp();
      await session.check();
      expect(bench.states).toContain('own:fail');
    },
  );
});

test('after the end nothing is told, and what was asked is refused', async () => {
  const bench = new Bench();
  const session = await bench.open();
  await bench.pass(200);
  bench.machine.onFacts = () => new Promise(() => {});
  const asked = expect(session.check()).rejects.toMatchObject({
    name: 'SessionError',
    code: 'aborted',
  });
  await rest();
  bench.events.length = 0;
  session.dispose();
  await asked;
  bench.start();
  await bench.pass(10_000);
  expect(bench.events).toEqual([]);
  expect(bench.clock.waiting).toBe(0);
  expect(bench.machine.watched).toBe(false);
});
