import { describe, expect, test, vi } from 'vitest';
import { MachineError } from '../../src/machine/machine.ts';
import { rest } from '../grading/clock.ts';
import { Bench, SOCKET, SOCKET_FILE } from './live-bench.ts';

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

  test('end with a report that says what was asked for, with what it needs', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await session.check(['own']);
    const asked = () =>
      bench
        .told('checks')
        .flatMap((event) => (event.type === 'checks' && event.pass ? [event.pass.asked] : []));
    expect(asked()).toEqual([['own', 'listening', 'files']]);
    await session.check();
    expect(asked().at(-1)).toHaveLength(5);
    expect(bench.told('checks').at(-1)).toHaveProperty('pass');
  });

  test('are told apart from a look of our own, which is told once', async () => {
    const bench = new Bench();
    await bench.open();
    await bench.pass(5_000);
    const passes = bench.told('checks').map((event) => event.type === 'checks' && event.pass);
    expect(passes.filter(Boolean)).toEqual([{ asked: [] }]);
    bench.load();
    bench.start();
    await bench.pass(500);
    expect(bench.told('checks').at(-1)).toMatchObject({ pass: { asked: [] } });
  });

  test('are carried out again though nothing changed', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await session.check();
    await session.check();
    expect(bench.calls('connect')).toBe(2);
  });

  test('read sound files again only when these have changed', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    const read = async () => {
      await session.check();
      return bench.calls('exec /usr/bin/systemd-analyze');
    };
    expect([await read(), await read()]).toEqual([1, 1]);
    bench.machine.write(SOCKET_FILE, '[Socket]\nListenStream=9091\n');
    expect([await read(), await read()]).toEqual([2, 2]);
  });

  test('read files again that were not sound', async () => {
    const bench = new Bench();
    bench.load();
    bench.machine.onExec = () => ({ exitCode: 1, stderr: 'bad' });
    const session = await bench.open();
    await session.check();
    await session.check();
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

  test('leave sound files alone while they are the same, whatever systemd does with them', async () => {
    const bench = new Bench();
    bench.load();
    await bench.open();
    await bench.pass(10_000);
    const runs = bench.calls('exec');
    bench.start();
    bench.machine.happen({ type: 'unit', unit: SOCKET });
    await bench.pass(10_000);
    expect(bench.calls('exec')).toBe(runs);
    bench.machine.happen({ type: 'reloaded' });
    await bench.pass(10_000);
    expect(bench.calls('exec')).toBe(runs);
    // A drop-in that nobody watches: whatever happens next shows it.
    bench.machine.write('/etc/systemd/system/demo-echo@.service.d/user.conf', '[Service]\n');
    bench.machine.happen({ type: 'reloaded' });
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
