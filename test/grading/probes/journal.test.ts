import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

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
