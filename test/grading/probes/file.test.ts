import { describe, expect, test } from 'vitest';
import { grade } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

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
