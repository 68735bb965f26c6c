import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

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
