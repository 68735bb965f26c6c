import { describe, expect, test } from 'vitest';
import type { Listener } from '../../src/machine/machine.ts';
import { grade, type Loose } from './grade.ts';
import { ScriptedMachine } from './scripted-machine.ts';

const SOCKET = 'demo-echo.socket';

function machine(setUp: (machine: ScriptedMachine) => void = () => {}): ScriptedMachine {
  const made = new ScriptedMachine();
  setUp(made);
  return made;
}

function listener(address: string, port: number, ...owners: [number, string][]): Listener {
  return {
    protocol: 'tcp',
    address,
    port,
    inode: 1,
    owners: owners.map(([pid, command]) => ({ pid, command })),
  };
}

describe('unit', () => {
  const check = {
    kind: 'unit',
    unit: SOCKET,
    properties: { ActiveState: 'active', SubState: 'listening' },
  };

  test('passes on what PID 1 says', async () => {
    const result = await grade(
      machine((m) =>
        m.set(SOCKET, { LoadState: 'loaded', ActiveState: 'active', SubState: 'listening' }),
      ),
      check,
    );
    expect(result).toMatchObject({
      state: 'pass',
      expected: 'ActiveState=active, SubState=listening',
      observed: 'ActiveState=active, SubState=listening',
      command: 'systemctl show demo-echo.socket -p ActiveState -p SubState',
    });
  });

  test('fails with what it saw', async () => {
    const result = await grade(
      machine((m) =>
        m.set(SOCKET, { LoadState: 'loaded', ActiveState: 'inactive', SubState: 'dead' }),
      ),
      check,
    );
    expect(result).toMatchObject({
      state: 'fail',
      observed: 'ActiveState=inactive, SubState=dead',
    });
  });

  test('says that there is no such unit', async () => {
    const result = await grade(machine(), check);
    expect(result.observed).toMatch(/^systemd finds no demo-echo\.socket/);
  });
});

describe('listener', () => {
  const check: Loose = {
    kind: 'listener',
    address: '127.0.0.1',
    port: 9091,
    owner: 'systemd',
    unit: SOCKET,
  };
  const systemd: [number, string] = [1, 'systemd'];
  const listen = (...addresses: string[]) =>
    machine((m) => m.set(SOCKET, { Listen: addresses.map((address) => ['Stream', address]) }));

  test.each<[string, Listener[], string[], 'pass' | 'fail']>([
    ['PID 1, there only', [listener('127.0.0.1', 9091, systemd)], ['127.0.0.1:9091'], 'pass'],
    [
      'an IPv6 socket bound to the IPv4 address',
      [listener('::ffff:127.0.0.1', 9091, systemd)],
      ['127.0.0.1:9091'],
      'pass',
    ],
    [
      'PID 1 and the service it gave the socket to',
      [listener('127.0.0.1', 9091, systemd, [40, 'echo'])],
      ['127.0.0.1:9091'],
      'pass',
    ],
    [
      'another port of somebody else',
      [listener('127.0.0.1', 9091, systemd), listener('0.0.0.0', 22, [9, 'sshd'])],
      ['127.0.0.1:9091'],
      'pass',
    ],
    ['every address', [listener('0.0.0.0', 9091, systemd)], ['0.0.0.0:9091'], 'fail'],
    [
      'both addresses',
      [listener('127.0.0.1', 9091, systemd), listener('::1', 9091, systemd)],
      ['127.0.0.1:9091', '[::1]:9091'],
      'fail',
    ],
    [
      'another port besides',
      [listener('127.0.0.1', 9091, systemd), listener('127.0.0.1', 9092, systemd)],
      ['127.0.0.1:9091', '127.0.0.1:9092'],
      'fail',
    ],
    ['a program of its own', [listener('127.0.0.1', 9091, [40, 'socat'])], [], 'fail'],
    ['a program nobody can see', [listener('127.0.0.1', 9091)], [], 'fail'],
    ['nobody', [], ['127.0.0.1:9091'], 'fail'],
  ])('%s', async (_, listeners, addresses, state) => {
    const made = listen(...addresses);
    made.listeners = listeners;
    expect((await grade(made, check)).state).toBe(state);
  });

  test('says who holds it', async () => {
    const made = machine();
    made.listeners = [listener('127.0.0.1', 9091, [40, 'socat'])];
    expect(await grade(made, check)).toMatchObject({
      expected: 'Listening on 127.0.0.1:9091 and nowhere else, held by systemd (PID 1)',
      observed: '127.0.0.1:9091, held by socat (PID 40)',
      command: "sudo ss -Hltnp 'sport = :9091'",
    });
  });

  test('knows Unix sockets by their path', async () => {
    const made = machine();
    made.listeners = [
      { ...listener('/run/a.sock', 0, systemd), protocol: 'unix-stream' },
      { ...listener('/run/b.sock', 0, [7, 'x']), protocol: 'unix-stream' },
    ];
    const result = await grade(made, {
      kind: 'listener',
      protocol: 'unix-stream',
      address: '/run/a.sock',
      owner: 'systemd',
    });
    expect(result.state).toBe('pass');
  });
});

describe('connect', () => {
  const check: Loose = { kind: 'connect', to: { tcp: '127.0.0.1', port: 9091 } };

  test('an echo of this pass’s nonce', async () => {
    const made = machine();
    const sent: string[] = [];
    made.onConnect = (probe) => {
      sent.push(probe.send);
      return { received: probe.send };
    };
    expect((await grade(made, { ...check, times: 2 })).state).toBe('pass');
    expect(sent).toEqual(['n1\n', 'n2\n']);
  });

  test.each<[string, object, string]>([
    ['silence', { received: '' }, 'Nothing came back. The connection closed.'],
    [
      'an answer prepared beforehand',
      { received: 'n0\n' },
      'The connection closed after this came back: n0\\n',
    ],
    [
      'errors on the wire',
      { received: 'n1\ncat: oops\n' },
      'The connection closed after this came back: n1\\ncat: oops\\n',
    ],
    ['nobody there', { outcome: 'refused' }, 'The connection was refused: nothing listens there.'],
    [
      'an open end',
      { outcome: 'timeout' },
      'Nothing came back. The connection stayed open without an answer in time.',
    ],
  ])('%s fails', async (_, answer, observed) => {
    const made = machine();
    made.onConnect = () => answer;
    expect(await grade(made, check)).toMatchObject({ state: 'fail', observed });
  });

  test('stops at the first connection that fails', async () => {
    const made = machine();
    made.onConnect = () => ({ received: '' });
    const result = await grade(made, { ...check, times: 5 });
    expect(result.observed).toMatch(/^Connection 1 of 5\. /);
    expect(made.calls.filter((call) => call.startsWith('connect'))).toHaveLength(1);
  });

  test('expects what the exercise says', async () => {
    const made = machine();
    made.onConnect = (probe) => ({ received: `hello ${probe.send}` });
    const greet = { expect: { received: { matches: '^hello <nonce>$' } }, send: '<nonce>' };
    expect((await grade(made, { ...check, ...greet })).state).toBe('pass');
    made.onConnect = () => ({ outcome: 'refused' });
    expect((await grade(made, { ...check, expect: { outcome: 'refused' } })).state).toBe('pass');
    expect((await grade(made, { ...check, ...greet })).state).toBe('fail');
  });

  test('control characters of a service do not reach the screen', async () => {
    const made = machine();
    made.onConnect = () => ({ received: '\u001b[2J\u0007' });
    expect((await grade(made, check)).observed).toContain('\\x1b[2J\\x07');
  });
});

describe('delta', () => {
  const checks: Loose[] = [
    { id: 'echo', kind: 'connect', to: { tcp: '127.0.0.1', port: 9091 }, times: 2 },
    {
      id: 'counted',
      kind: 'delta',
      around: 'echo',
      unit: SOCKET,
      property: 'NAccepted',
      by: { atLeast: 2 },
      afterwards: { SubState: 'listening' },
    },
  ];
  const counting = (step: number, afterwards = 'listening') =>
    machine((m) => {
      m.set(SOCKET, { NAccepted: 7, SubState: 'listening', LoadState: 'loaded' });
      let accepted = 7;
      m.onConnect = (probe) => {
        accepted += step;
        m.set(SOCKET, { NAccepted: accepted, SubState: afterwards });
        return { received: probe.send };
      };
    });

  test.each<[string, ScriptedMachine, 'pass' | 'fail', string]>([
    [
      'rises',
      counting(1),
      'pass',
      'NAccepted was 7 and is 9 after 2 connections, SubState=listening',
    ],
    ['rises more, for a learner connects too', counting(3), 'pass', 'NAccepted was 7 and is 13'],
    ['stays', counting(0), 'fail', 'NAccepted was 7 and is 7'],
    ['leaves the socket in another state', counting(1, 'failed'), 'fail', 'SubState=failed'],
  ])('%s', async (_, made, state, observed) => {
    const result = await grade(made, ...checks);
    expect(result.state).toBe(state);
    expect(result.observed).toContain(observed);
    expect(result.expected).toBe('NAccepted changes by at least 2, then SubState=listening');
  });
});

describe('learner-connections', () => {
  const own: Loose = { id: 'own', kind: 'learner-connections', unit: SOCKET };

  test.each<[number, 'pass' | 'fail', string]>([
    [0, 'fail', 'No connection of your own'],
    [1, 'pass', 'one connection of your own'],
    [4, 'pass', '4 connections of your own'],
  ])('%d accepted: %s', async (accepted, state, observed) => {
    const result = await grade(
      machine((m) => m.set(SOCKET, { NAccepted: accepted, Accept: true, LoadState: 'loaded' })),
      own,
    );
    expect(result).toMatchObject({ state, observed });
  });
});

describe('file', () => {
  test('says what the file holds', async () => {
    const made = machine((m) => m.write('/home/learner/cause', 'port\n'));
    const check = { kind: 'file', path: '/home/learner/cause', content: { matches: '^reload$' } };
    expect(await grade(made, check)).toMatchObject({
      state: 'fail',
      expected: '/home/learner/cause matches /^reload$/',
      observed: '/home/learner/cause holds: port\\n',
      command: 'cat /home/learner/cause',
    });
    made.write('/home/learner/cause', 'reload\n');
    expect((await grade(made, check)).state).toBe('pass');
  });
});

describe('process', () => {
  const facts = {
    pid: 40,
    command: 'echo',
    argv: ['/usr/bin/echo-server', '-v'],
    environ: { LISTEN_FDS: '1' },
    fds: { '3': 'socket:[77]' },
    uid: 1000,
    netns: 1,
  };
  const check: Loose = {
    kind: 'process',
    unit: 'a.service',
    argv: { contains: 'echo-server' },
    uid: 1000,
    environment: { LISTEN_FDS: 1 },
    descriptors: { '3': { matches: '^socket:' } },
  };

  test.each<[string, object, 'pass' | 'fail']>([
    ['as it should be', {}, 'pass'],
    ['another user', { uid: 0 }, 'fail'],
    ['no descriptor', { fds: {} }, 'fail'],
    ['no variable', { environ: {} }, 'fail'],
    ['another program', { argv: ['/bin/cat'] }, 'fail'],
  ])('%s', async (_, change, state) => {
    const made = machine((m) => m.processes.set('a.service', { ...facts, ...change }));
    expect((await grade(made, check)).state).toBe(state);
  });

  test('no process at all', async () => {
    expect(await grade(machine(), check)).toMatchObject({
      state: 'fail',
      observed: 'a.service has no main process.',
    });
  });
});

describe('verify', () => {
  const check: Loose = { kind: 'verify', units: [SOCKET, 'demo-echo@.service'] };
  const loaded = () =>
    machine((m) => {
      m.set(SOCKET, { LoadState: 'loaded', FragmentPath: '/run/systemd/system/demo-echo.socket' });
      m.set('demo-echo@lab-question.service', {
        LoadState: 'loaded',
        FragmentPath: '/usr/local/lib/systemd/system/demo-echo@.service',
      });
    });

  test('the files PID 1 loads, wherever they lie, with a clean environment', async () => {
    const made = loaded();
    let env: unknown;
    made.onExec = (_, options) => {
      env = options.env;
      return {};
    };
    expect((await grade(made, check)).state).toBe('pass');
    expect(made.calls).toContain(
      'exec /usr/bin/systemd-analyze verify --man=no --recursive-errors=no ' +
        '/run/systemd/system/demo-echo.socket /usr/local/lib/systemd/system/demo-echo@.service',
    );
    expect(env).toMatchObject({ PATH: '/usr/sbin:/usr/bin:/sbin:/bin' });
  });

  test('says what systemd-analyze says', async () => {
    const made = loaded();
    const complaint = '/etc/x.socket:3: Unknown key name ‘Listen’ in section ‘Socket’, ignoring.';
    made.onExec = () => ({ exitCode: 1, stderr: `${complaint}\n` });
    expect(await grade(made, check)).toMatchObject({ state: 'fail', observed: complaint });
  });

  test('a unit without a file', async () => {
    expect(await grade(machine(), check)).toMatchObject({
      state: 'fail',
      observed:
        'systemd finds no file for demo-echo.socket. systemd finds no file for demo-echo@.service.',
      command: 'systemctl cat demo-echo.socket demo-echo@.service',
    });
  });

  test('a masked unit', async () => {
    const made = loaded();
    made.set(SOCKET, { LoadState: 'masked', FragmentPath: '/etc/systemd/system/demo-echo.socket' });
    expect((await grade(made, check)).observed).toBe(
      'demo-echo.socket is masked: its file is a link to /dev/null.',
    );
  });
});

describe('command', () => {
  const check: Loose = {
    kind: 'command',
    argv: ['/usr/bin/id', '-un'],
    user: 'learner',
    stdout: 'learner',
  };

  test.each<[string, object, 'pass' | 'fail', string]>([
    ['right', { stdout: 'learner\n' }, 'pass', 'exits with 0: learner'],
    ['wrong output', { stdout: 'root\n' }, 'fail', 'exits with 0: root'],
    ['wrong status', { stdout: 'learner\n', exitCode: 3 }, 'fail', 'exits with 3: learner'],
    ['endless', { timedOut: true, exitCode: 137 }, 'fail', 'did not end in time'],
  ])('%s', async (_, result, state, observed) => {
    const made = machine();
    made.onExec = () => result;
    expect(await grade(made, check)).toMatchObject({ state, observed });
  });
});

describe('journal', () => {
  const check: Loose = { kind: 'journal', unit: 'a.service', matches: 'refus.d' };

  test.each<[string, string, boolean, 'pass' | 'fail', string]>([
    ['a message', 'one\nrefused\n', false, 'pass', 'refused'],
    ['another message', 'one\ntwo\n', false, 'fail', 'No such message. The last one: two'],
    ['no message', '', false, 'fail', 'No messages.'],
    ['a message that must not be', 'refused\n', true, 'fail', 'refused'],
    ['none that must not be', 'one\n', true, 'pass', 'No such message. The last one: one'],
  ])('%s', async (_, stdout, absent, state, observed) => {
    const made = machine();
    made.onExec = () => ({ stdout });
    expect(await grade(made, { ...check, absent })).toMatchObject({ state, observed });
  });

  test('since this pass began: from the cursor before the connections', async () => {
    const made = machine();
    made.onExec = (argv) =>
      argv.includes('--show-cursor')
        ? { stdout: '-- cursor: s=1;i=2\n' }
        : { stdout: argv.includes('--after-cursor=s=1;i=2') ? 'Started a@1\n' : '' };
    const result = await grade(
      made,
      { kind: 'connect', to: { tcp: '127.0.0.1', port: 9091 } },
      { kind: 'journal', unit: 'a.service', matches: 'Started', since: 'pass' },
    );
    expect(result.state).toBe('pass');
    expect(made.calls.map((call) => call.split(' ')[0])).toEqual([
      'facts',
      'exec',
      'connect',
      'facts',
      'exec',
    ]);
  });
});
