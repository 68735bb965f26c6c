import { afterEach, describe, expect, test, vi } from 'vitest';
import type { JitMode } from '../../../src/machine/emulator/computer.ts';
import { type Speed, WarmUp, watchUse } from '../../../src/machine/emulator/warm-up.ts';
import { type Facts, type Machine, MachineError } from '../../../src/machine/machine.ts';
import { rest, TestClock } from '../../grading/clock.ts';

const NOTHING: Facts = {
  units: {},
  unitPatterns: {},
  listeners: [],
  processes: {},
  files: {},
};

/** A machine whose commands last until they are let go, and took 10 ms until more was compiled. */
function bench({ known, compiledMs = 5 }: { known?: Speed; compiledMs?: number } = {}) {
  const clock = new TestClock();
  const computer: { jit: JitMode } = { jit: 'frozen' };
  const modes: JitMode[] = [];
  let end = () => {};
  let time = 0;
  const exec = vi.fn<Machine['exec']>((_, options) => {
    modes.push(computer.jit);
    time += modes.includes('on') ? compiledMs : 10;
    return new Promise((resolve, reject) => {
      end = () =>
        resolve({ stdout: '', stderr: '', exitCode: 0, timedOut: false, truncated: false });
      options?.signal?.addEventListener('abort', () =>
        reject(new MachineError('aborted', 'It was called off.')),
      );
    });
  });
  const found = vi.fn<(speed: Speed) => void>();
  const machine = { exec, facts: async () => NOTHING };
  const warmUp = new WarmUp({ machine, computer, clock, now: () => time, known, found });
  const done = vi.fn();
  void warmUp.run().then(done);
  running.push(warmUp);
  /** Lets commands end until there are no more. */
  const finish = async () => {
    await clock.pass(2_000);
    for (let turn = 0; turn < 100 && !done.mock.calls.length; turn += 1) {
      end();
      await rest();
    }
  };
  return { clock, computer, modes, exec, found, warmUp, done, finish, endOne: () => end() };
}

/** Without repetitions. */
const phases = (modes: readonly JitMode[]) =>
  modes.filter((mode, index) => mode !== modes[index - 1]);

const running: WarmUp[] = [];
afterEach(() => {
  for (const warmUp of running.splice(0)) warmUp.dispose();
});

describe('the warm-up', () => {
  test('waits until the machine is left alone', async () => {
    const { clock, warmUp, exec } = bench();
    await clock.pass(1_999);
    warmUp.used();
    await clock.pass(1_999);
    expect(exec).not.toHaveBeenCalled();
    await clock.pass(1);
    expect(exec).toHaveBeenCalledTimes(1);
    expect(warmUp.working).toBe(true);
  });

  test('gives way at once, compiles nothing meanwhile, and takes up where it was', async () => {
    const { clock, warmUp, exec, computer, done, finish, endOne } = bench({ known: 'compiled' });
    await clock.pass(2_000);
    while (computer.jit !== 'on') {
      endOne();
      await rest();
    }
    const begun = exec.mock.calls.length;
    warmUp.used();
    await rest();
    expect([warmUp.working, computer.jit]).toEqual([false, 'frozen']);
    await clock.pass(2_000);
    expect(computer.jit).toBe('on');
    expect(exec.mock.calls[begun]?.[0]).toEqual(exec.mock.calls[begun - 1]?.[0]);
    await finish();
    expect(done).toHaveBeenCalled();
  });

  test.each<[number, Speed]>([
    [5, 'compiled'],
    [10, 'interpreted'],
    [12, 'interpreted'],
  ])('a first visit measures: %i ms instead of 10 is %s', async (compiledMs, speed) => {
    const { finish, found, modes, computer } = bench({ compiledMs });
    await finish();
    expect(found.mock.calls).toEqual([[speed]]);
    expect(phases(modes)).toEqual(['frozen', 'on', 'frozen']);
    expect(computer.jit).toBe('frozen');
  });

  test('a later visit measures nothing', async () => {
    const { finish, found, modes } = bench({ known: 'compiled' });
    await finish();
    expect(found).not.toHaveBeenCalled();
    expect(phases(modes)).toEqual(['frozen', 'on']);
  });

  test('where compiling does not pay, a later visit compiles nothing', async () => {
    const { finish, modes, done } = bench({ known: 'interpreted' });
    await finish();
    expect(phases(modes)).toEqual(['frozen']);
    expect(done).toHaveBeenCalled();
  });

  test('ends with its machine', async () => {
    const { clock, warmUp, done, exec } = bench();
    await clock.pass(2_000);
    warmUp.dispose();
    await rest();
    expect(done).toHaveBeenCalled();
    expect(exec).toHaveBeenCalledTimes(1);
    expect(clock.waiting).toBe(0);
  });
});

test('uses of a machine are told, and what only listens is not', async () => {
  const used = vi.fn();
  const terminal = { write: vi.fn(async () => {}), resize: vi.fn(), dispose: vi.fn() };
  const machine = {
    id: 'tab',
    exec: vi.fn(async () => 'done'),
    events: vi.fn(),
    openTerminal: vi.fn(async () => terminal),
  };
  const watched = watchUse(machine as unknown as Machine, used);
  expect(watched.id).toBe('tab');
  watched.events({ files: [] });
  expect(used).not.toHaveBeenCalled();
  expect(await watched.exec(['true'])).toBe('done');
  const opened = await watched.openTerminal({ cols: 80, rows: 24 });
  await opened.write(Uint8Array.of(13));
  opened.resize(1, 2);
  expect(used).toHaveBeenCalledTimes(4);
  expect(terminal.resize).toHaveBeenCalledWith(1, 2);
});
