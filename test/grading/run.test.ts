import { describe, expect, test, vi } from 'vitest';
import { type Act, runChecks } from '../../src/grading/run.ts';
import { MachineError } from '../../src/machine/machine.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import { rest, TestClock } from './clock.ts';
import { checks, type Loose, pass, states } from './grade.ts';
import { ScriptedMachine } from './scripted-machine.ts';

const SOCKET = 'demo-echo.socket';
const to = { tcp: '127.0.0.1', port: 9091 };

/** A check on a property of its own name in capitals, so that tests set what passes. */
function unit(id: string, needs: string[] = []): Loose {
  return {
    id,
    kind: 'unit',
    unit: SOCKET,
    title: `${id} title`,
    needs,
    properties: { [id.toUpperCase()]: 'ok' },
  };
}

function named(...ok: string[]): ScriptedMachine {
  const machine = new ScriptedMachine();
  machine.set(SOCKET, {
    LoadState: 'loaded',
    ...Object.fromEntries(ok.map((name) => [name, 'ok'])),
  });
  return machine;
}

const count = (machine: ScriptedMachine, call: string) =>
  machine.calls.filter((made) => made.startsWith(call)).length;

describe('needs', () => {
  const list = [
    unit('a'),
    unit('b', ['a']),
    unit('c', ['b']),
    { id: 'd', kind: 'connect', to, needs: ['a'] },
  ];

  test.each<[string[], string]>([
    [['A', 'B', 'C'], 'a:pass b:pass c:pass d:pass'],
    [['A', 'C'], 'a:pass b:fail c:pass d:pass'],
    [['A'], 'a:pass b:fail c:pending d:pass'],
    [['B'], 'a:fail b:pass c:pending d:pending'],
    [[], 'a:fail b:pending c:pending d:pending'],
  ])('with %j in order: %s', async (ok, expected) => {
    const machine = named(...ok);
    const { results } = await pass(machine, checks(...list));
    expect(states(results)).toBe(expected);
    expect(count(machine, 'connect')).toBe(ok.includes('A') ? 1 : 0);
  });

  test('a check that waits says for what', async () => {
    const { results } = await pass(named(), checks(...list));
    expect(results[1]?.observed).toBe('Waits for “a title”. B=');
    expect(results[3]?.observed).toBe('Waits for “a title”.');
  });

  test('a check that could not be carried out holds others back, too', async () => {
    const machine = named('A');
    machine.onConnect = () => new MachineError('unresponsive', 'No answer.');
    const { results } = await pass(
      machine,
      checks(
        { id: 'echo', kind: 'connect', to },
        { ...unit('after', ['echo']), properties: { B: 'ok' } },
      ),
    );
    expect(states(results)).toBe('echo:error after:pending');
  });
});

describe('one pass', () => {
  test('asks once for everything that checks want to know, and then of templates', async () => {
    const machine = named('A', 'B');
    await pass(
      machine,
      checks(
        unit('a'),
        {
          ...unit('b'),
          when: [
            { units: { 'other.socket': { Listen: 'x' } }, files: { '/etc/b': 'x' }, hint: 'h' },
          ],
        },
        {
          id: 'template',
          kind: 'unit',
          unit: 'demo-echo@.service',
          properties: { StandardInput: 'socket' },
          when: [{ observed: { ExecStart: { contains: 'x' } }, hint: 'h' }],
        },
        { id: 'file', kind: 'file', path: '/etc/a', content: 'x' },
        { id: 'port', kind: 'listener', address: '127.0.0.1', port: 9091 },
      ),
    );
    expect(machine.queries).toEqual([
      {
        units: { [SOCKET]: ['A', 'LoadState', 'B'] },
        unitPatterns: [],
        listeners: true,
        processesOf: [],
        files: ['/etc/a'],
        unitFiles: true,
      },
      expect.objectContaining({
        units: { 'demo-echo@lab-question.service': ['StandardInput', 'LoadState', 'ExecStart'] },
        listeners: false,
        files: [],
      }),
    ]);
  });

  test('asks what a hint goes by once its check has failed, and nothing twice', async () => {
    const machine = named('A');
    machine.write('/etc/b', 'bad');
    const when = [
      {
        units: { [SOCKET]: { LoadState: 'loaded' }, 'other.socket': { LoadState: 'not-found' } },
        files: { '/etc/a': { exists: false }, '/etc/b': { contains: 'bad' } },
        hint: 'Because of b.',
      },
    ];
    const { results } = await pass(
      machine,
      checks(
        { id: 'file', kind: 'file', path: '/etc/a', content: { exists: false } },
        { ...unit('a'), when },
        { ...unit('b'), when },
        { ...unit('c', ['b']), when },
      ),
    );
    expect(states(results)).toBe('file:pass a:pass b:fail c:pending');
    expect(results[2]?.hint).toBe('Because of b.');
    expect(machine.queries.slice(1)).toEqual([
      expect.objectContaining({
        units: { 'other.socket': ['LoadState'] },
        listeners: false,
        files: ['/etc/b'],
      }),
    ]);
  });

  test('reads facts once more after connections, and only then', async () => {
    const machine = named('A');
    const list = checks(
      unit('before'),
      { id: 'echo', kind: 'connect', to },
      { id: 'count', kind: 'delta', around: 'echo', unit: SOCKET, property: 'NAccepted', by: 0 },
      unit('after'),
    );
    machine.set(SOCKET, { NAccepted: 0 });
    await pass(machine, list);
    expect(machine.calls).toEqual(['facts', 'connect 127.0.0.1:9091', 'facts']);
  });

  test('judges what comes after a connection by what is then so', async () => {
    const machine = named();
    machine.onConnect = (probe) => {
      machine.set(SOCKET, { B: 'ok' });
      return { received: probe.send };
    };
    const list = checks(
      unit('b'),
      { id: 'echo', kind: 'connect', to },
      { ...unit('then', ['echo']), properties: { B: 'ok' } },
    );
    expect(states((await pass(machine, list)).results)).toBe('b:fail echo:pass then:pass');
  });

  test('may be kept from connecting, and keeps what still holds', async () => {
    const machine = named('A');
    const list = checks(
      { id: 'echo', kind: 'connect', to },
      { id: 'count', kind: 'delta', around: 'echo', unit: SOCKET, property: 'NAccepted', by: 1 },
      { id: 'run', kind: 'command', argv: ['/bin/true'] },
      { id: 'again', kind: 'connect', to },
    );
    const held: CheckResult = {
      id: 'count',
      state: 'pass',
      expected: '',
      observed: 'held',
      hints: [],
    };
    const { results } = await pass(machine, list, {
      plan: () => ({
        acts: new Set<Act>(['facts', 'exec']),
        kept: new Map([
          ['count', held],
          ['again', { ...held, id: 'again' }],
        ]),
      }),
    });
    // What waits for a connection is not shown as passed, even if it was once.
    expect(states(results)).toBe('echo:pending count:pending run:pass again:pass');
    expect(machine.calls).toEqual(['facts', 'exec /bin/true']);
  });

  test('counts the learner’s connections without its own', async () => {
    const machine = named();
    machine.set(SOCKET, {
      Accept: true,
      NAccepted: 1,
      InvocationID: [1],
      Listen: [['Stream', '127.0.0.1:9091']],
    });
    let accepted = 1;
    machine.onConnect = (probe) => {
      accepted += 1;
      machine.set(SOCKET, { NAccepted: accepted });
      return { received: probe.send };
    };
    const list = checks(
      { id: 'echo', kind: 'connect', to, times: 3 },
      { id: 'own', kind: 'learner-connections', unit: SOCKET },
    );
    const first = await pass(machine, list);
    const second = await pass(machine, list, { ledger: first.ledger });
    expect(accepted).toBe(7);
    expect(second.results[1]?.observed).toBe(
      'one connection of your own (6 more came from the checks themselves)',
    );
  });

  test('says meanwhile what takes a while', async () => {
    const machine = named('A');
    const told: string[] = [];
    await pass(machine, checks(unit('a'), { id: 'echo', kind: 'connect', to }), {
      report: (results) => told.push(states(results)),
    });
    expect(told).toEqual(['a:pass echo:running']);
  });
});

describe('hints', () => {
  const check: Loose = {
    id: 'echo',
    kind: 'connect',
    to,
    hints: ['vague', 'plain'],
    anchor: 'connect',
    when: [
      {
        observed: { outcome: 'refused' },
        units: { [SOCKET]: { LoadState: 'masked' } },
        hint: 'masked',
      },
      { observed: { outcome: 'refused' }, hint: 'refused' },
      { files: { '/etc/x': { contains: '#' } }, hint: 'comment' },
      { listener: { port: 9091, address: '0.0.0.0', owner: 'systemd' }, hint: 'every address' },
      { listener: { port: 9091, owner: 'other' }, hint: 'somebody else' },
    ],
  };
  const owned = (address: string, pid: number) => ({
    protocol: 'tcp' as const,
    address,
    port: 9091,
    inode: 1,
    owners: [{ pid, command: 'x' }],
  });

  test.each<[string | undefined, (machine: ScriptedMachine) => void]>([
    ['refused', (m) => (m.onConnect = () => ({ outcome: 'refused' }))],
    [
      'masked',
      (m) => {
        m.onConnect = () => ({ outcome: 'refused' });
        m.set(SOCKET, { LoadState: 'masked' });
      },
    ],
    ['comment', (m) => m.write('/etc/x', 'ListenStream=1 # x')],
    ['every address', (m) => (m.listeners = [owned('0.0.0.0', 1)])],
    ['somebody else', (m) => (m.listeners = [owned('127.0.0.1', 40)])],
    [undefined, (m) => (m.listeners = [owned('127.0.0.1', 1)])],
  ])('%s', async (hint, setUp) => {
    const machine = named();
    machine.onConnect = () => ({ received: '' });
    setUp(machine);
    const [result] = (await pass(machine, checks(check))).results;
    expect(result?.state).toBe('fail');
    expect(result?.hint).toBe(hint);
    expect(result?.hints).toEqual(['vague', 'plain']);
    expect(result?.anchor).toBe('connect');
  });

  test('none where nothing is wrong', async () => {
    const [result] = (await pass(named(), checks(check))).results;
    expect(result).toMatchObject({ state: 'pass' });
    expect(result?.hint).toBeUndefined();
  });

  test('an exercise’s own words go first', async () => {
    const [result] = (
      await pass(named(), checks({ ...unit('a'), expected: 'In words', see: 'systemctl status' }))
    ).results;
    expect(result).toMatchObject({ expected: 'In words', command: 'systemctl status' });
  });
});

describe('trouble is ours, not the learner’s', () => {
  const list = checks(unit('a'), { id: 'run', kind: 'command', argv: ['/bin/true'] }, unit('b'));

  test('no facts: every check is an error, in the machine’s words', async () => {
    const machine = named();
    machine.onFacts = () => Promise.reject(new MachineError('gone', 'The machine has ended.'));
    const { results } = await pass(machine, list);
    expect(states(results)).toBe('a:error run:error b:error');
    expect(results[0]?.observed).toBe('The machine has ended.');
  });

  test('a program that cannot be run: that check alone', async () => {
    const machine = named('A', 'B');
    machine.onExec = () => new MachineError('cannot-run', 'There is no /bin/true.');
    const { results } = await pass(
      machine,
      checks(unit('a'), { id: 'run', kind: 'command', argv: ['/bin/true'] }, unit('b')),
    );
    expect(states(results)).toBe('a:pass run:error b:pass');
  });

  test('a machine that never answers is waited for no longer than the limit', async () => {
    const machine = named();
    machine.onFacts = () => new Promise(() => {});
    const clock = new TestClock();
    const done = pass(machine, list, { clock });
    await clock.pass(5_000);
    const { results } = await done;
    expect(states(results)).toBe('a:error run:error b:error');
    expect(results[0]?.observed).toBe('The machine did not answer in time. Try again.');
    expect(clock.waiting).toBe(0);
  });

  test('a machine that takes six times as long is given six times as long', async () => {
    const machine = named();
    machine.info = { ...machine.info, pace: 6 };
    machine.onFacts = () => new Promise(() => {});
    const clock = new TestClock();
    const over = vi.fn();
    const done = pass(machine, list, { clock }).finally(over);
    await clock.pass(29_999);
    expect(over).not.toHaveBeenCalled();
    await clock.pass(1);
    expect(states((await done).results)).toBe('a:error run:error b:error');
  });

  test('connections nobody knows the end of count as ours', async () => {
    const machine = named();
    machine.set(SOCKET, {
      Accept: true,
      NAccepted: 0,
      InvocationID: [1],
      Listen: [['Stream', '127.0.0.1:9091']],
    });
    machine.onConnect = () => {
      machine.set(SOCKET, { NAccepted: 1 });
      return new MachineError('unresponsive', 'No answer.');
    };
    const { results } = await pass(
      machine,
      checks(
        { id: 'echo', kind: 'connect', to, times: 2 },
        { id: 'own', kind: 'learner-connections', unit: SOCKET },
      ),
    );
    expect(states(results)).toBe('echo:error own:fail');
  });

  test('connections after which the machine falls silent stay ours', async () => {
    const machine = named();
    machine.set(SOCKET, { Accept: true, NAccepted: 0, Listen: [['Stream', '127.0.0.1:9091']] });
    machine.onConnect = (probe) => {
      machine.onFacts = () => Promise.reject(new MachineError('unresponsive', 'No answer.'));
      return { received: probe.send };
    };
    const list = checks(
      { id: 'echo', kind: 'connect', to, times: 2 },
      { id: 'own', kind: 'learner-connections', unit: SOCKET },
    );
    const { ledger } = await pass(machine, list);
    machine.onFacts = undefined;
    machine.onConnect = () => ({ outcome: 'refused' });
    machine.set(SOCKET, { NAccepted: 2 });
    const { results } = await pass(machine, list, { ledger });
    expect(results[1]?.observed).toMatch(/^No connection of your own/);
  });

  test('cancelling ends the pass at once', async () => {
    const machine = named();
    machine.onFacts = () => new Promise(() => {});
    const stop = new AbortController();
    const clock = new TestClock();
    const done = runChecks({
      machine,
      checks: list,
      signal: stop.signal,
      clock,
      nonce: () => 'n',
    });
    const outcome = expect(done).rejects.toMatchObject({ code: 'aborted' });
    await rest();
    stop.abort();
    await outcome;
    expect(clock.waiting).toBe(0);
  });
});
