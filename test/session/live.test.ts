import { describe, expect, test } from 'vitest';
import { rest } from '../grading/clock.ts';
import { Bench, SOCKET } from './live-bench.ts';

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
