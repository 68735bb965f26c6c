import { describe, expect, test } from 'vitest';
import { normalise } from '../../../sandbox/lesson/normalise.ts';

describe('two runs of one command read the same', () => {
  test.each([
    [
      'systemctl status',
      '     Active: active (listening) since Sun 2026-11-22 03:45:05 UTC; 1s ago',
      '     Active: active (listening) since Mon 2027-01-04 13:05:15 CET; 1min 23s ago',
    ],
    [
      'a journal',
      'Nov 22 03:45:05 lab (catt)[38]: demo-echo@0-127.0.0.1:9091-127.0.0.1:56166.service: Failed',
      'Dec  1 13:05:15 lab (catt)[412]: demo-echo@0-127.0.0.1:9091-127.0.0.1:34618.service: Failed',
    ],
    [
      'ss',
      'LISTEN 0      5      127.0.0.1:7001 0.0.0.0:* users:(("lobby",pid=14,fd=3))  ',
      'LISTEN 0      5      127.0.0.1:7001     0.0.0.0:* users:(("lobby",pid=1422,fd=13))',
    ],
    ['a process', '   Main PID: 38 (cat)', '   Main PID: 4123 (cat)'],
    [
      'memory and time',
      '     Memory: 1.2M\n        CPU: 4ms',
      '     Memory: 912.0K\n        CPU: 1.024s',
    ],
    [
      'descriptors',
      'lrwx 1 root root 64 Nov 22 04:02 3 -> socket:[12]',
      'lrwx 1 root root 64 Jan  2 14:12 3 -> socket:[98765]',
    ],
    [
      'strace',
      'accept4(3, {sin_port=htons(37018)}) = 4',
      'accept4(3, {sin_port=htons(47920)}) = 4',
    ],
    [
      'an invocation',
      'InvocationID=5ad7c3b2b54d47d08ac3b19ae795d153',
      'InvocationID=8bc7364821e44184a06092f33516da89',
    ],
  ])('%s', (_, one, other) => {
    expect(normalise(one)).toBe(normalise(other));
  });
});

describe('what matters stays different', () => {
  test.each([
    ['Accepted: 1; Connected: 0;', 'Accepted: 2; Connected: 0;'],
    ['users:(("systemd",pid=1,fd=3))', 'users:(("systemd",pid=12,fd=3))'],
    ['lab systemd[1]: Listening', 'lab systemd[44]: Listening'],
    ['127.0.0.1:9091', '127.0.0.1:9092'],
    ['Active: active (listening)', 'Active: inactive (dead)'],
    ['code=exited, status=203/EXEC', 'code=exited, status=0/SUCCESS'],
    ['demo-echo@0-127.0.0.1:9091', 'demo-echo@1-127.0.0.1:9091'],
  ])('%s', (one, other) => {
    expect(normalise(one)).not.toBe(normalise(other));
  });
});

test('an exercise’s own volatile parts go first', () => {
  const volatile = [{ pattern: 'nonce-\\w+', as: 'NONCE' }];
  expect(normalise('nonce-a1 at 127.0.0.1:40000', volatile)).toBe('NONCE at 127.0.0.1:PORT');
});
