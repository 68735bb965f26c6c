import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

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
