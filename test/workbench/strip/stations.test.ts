import { describe, expect, test } from 'vitest';
import type { ActivationView } from '../../../src/schemas/session.ts';
import { stationsOf } from '../../../src/workbench/strip/stations.ts';

const view = (change: Partial<ActivationView> & { state?: string } = {}): ActivationView => ({
  socket: { unit: 'a.socket', state: change.state ?? 'listening', listen: ['127.0.0.1:9091'] },
  accepted: 0,
  connected: 0,
  service: null,
  ...change,
});

const say = (of: ActivationView | null | undefined) =>
  stationsOf('a.socket', of).map(({ what, state }) => `${what}: ${state}`);

test('are always the same four', () => {
  for (const of of [undefined, null, view()]) {
    expect(stationsOf('a.socket', of).map(({ who }) => who)).toEqual([
      'Client',
      'Socket',
      'systemd',
      'Service',
    ]);
  }
});

describe('say', () => {
  test.each<[string, ActivationView | null | undefined, number, string]>([
    ['no machine', undefined, 1, 'a.socket: No machine'],
    ['a unit that is not there', null, 1, 'a.socket: Not loaded'],
    ['a unit systemd does not find', view({ state: 'not-found' }), 1, 'a.socket: Not found'],
    [
      'nothing more of it',
      view({ state: 'not-found', accepted: null }),
      2,
      'PID 1: Nothing to watch',
    ],
    ['nobody connected to it', view({ state: 'dead' }), 0, 'Any program: Not connected'],
    ['who is connected', view({ connected: 2 }), 0, 'Any program: 2 connected'],
    [
      'what systemd cannot know',
      view({ connected: null }),
      0,
      'Any program: Not counted by systemd',
    ],
    [
      'who has a running socket',
      view({ state: 'running', accepted: null }),
      2,
      'PID 1: Handed the socket over',
    ],
    ['where it listens', view(), 1, 'a.socket: Listening, 9091'],
    ['how many connections', view({ accepted: 3, connected: 1 }), 2, 'PID 1: Accepted 3, open 1'],
    [
      'whose they were',
      view({ accepted: 3, probes: 2 }),
      2,
      'PID 1: Accepted 3 (2 by checks), open 0',
    ],
    ['who watches with Accept=no', view({ accepted: null }), 2, 'PID 1: Watches the socket'],
    ['no instance', view(), 3, 'None: Not running'],
    [
      'the instance',
      view({ service: { unit: 'a@1.service', state: 'running' } }),
      3,
      'a@1.service: Running',
    ],
  ])('%s', (_, of, at, words) => {
    expect(say(of)[at]).toBe(words);
  });
});

test.each([
  ['failed', 'fail'],
  ['listening', 'busy'],
  ['inactive', 'idle'],
  ['dead', 'idle'],
])('%s looks like %s', (state, tone) => {
  expect(stationsOf('a.socket', view({ state }))[1]?.tone).toBe(tone);
});
