import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

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
