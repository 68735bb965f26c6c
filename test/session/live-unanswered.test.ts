import { describe, expect, test } from 'vitest';
import { MachineError } from '../../src/machine/machine.ts';
import { Bench } from './live-bench.ts';

describe('a machine that answers nothing', () => {
  const silence = () =>
    Promise.reject(
      new MachineError('unresponsive', 'The machine did not answer in time. Try again.'),
    );

  test('is asked again, and what the learner had asked for is answered as asked', async () => {
    const bench = new Bench();
    bench.load();
    bench.start();
    const session = await bench.open();
    await bench.pass(5_000);
    bench.machine.onFacts = silence;
    await session.check(['echo']);
    expect(bench.states).toMatch(/echo:error/);
    await bench.pass(600);
    expect(bench.states).toMatch(/echo:error/);
    bench.machine.onFacts = undefined;
    await bench.pass(2_500);
    expect(bench.states).toMatch(/echo:pass/);
    const passes = bench
      .told('checks')
      .filter(({ pass }) => pass?.asked.includes('echo'))
      .map(({ results }) => results.find(({ id }) => id === 'echo')?.state);
    // As asked for, once more, and then.
    expect(passes).toEqual(['error', 'error', 'pass']);
    expect(bench.calls('connect')).toBe(1);
    await bench.pass(600_000);
    expect(bench.calls('connect')).toBe(1);
  });

  test('is looked at again without a connection nobody asked for', async () => {
    const bench = new Bench();
    bench.machine.onFacts = silence;
    await bench.open();
    await bench.pass(200);
    expect(bench.states).toMatch(/listening:error/);
    bench.load();
    bench.start();
    bench.machine.onFacts = undefined;
    await bench.pass(600);
    expect(bench.states).toMatch(/listening:pass/);
    expect(bench.calls('connect')).toBe(0);
  });
});
