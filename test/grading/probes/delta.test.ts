import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine, type ScriptedMachine } from '../scripted-machine.ts';

const SOCKET = 'demo-echo.socket';

describe('delta', () => {
  const checks: Loose[] = [
    { id: 'echo', kind: 'connect', to: { tcp: '127.0.0.1', port: 9091 }, times: 2 },
    {
      id: 'counted',
      kind: 'delta',
      around: 'echo',
      unit: SOCKET,
      property: 'NAccepted',
      by: { atLeast: 2 },
      afterwards: { SubState: 'listening' },
    },
  ];
  const counting = (step: number, afterwards = 'listening') =>
    machine((m) => {
      m.set(SOCKET, { NAccepted: 7, SubState: 'listening', LoadState: 'loaded' });
      let accepted = 7;
      m.onConnect = (probe) => {
        accepted += step;
        m.set(SOCKET, { NAccepted: accepted, SubState: afterwards });
        return { received: probe.send };
      };
    });

  test.each<[string, ScriptedMachine, 'pass' | 'fail', string]>([
    [
      'rises',
      counting(1),
      'pass',
      'NAccepted was 7 and is 9 after 2 connections, SubState=listening',
    ],
    ['rises more, for a learner connects too', counting(3), 'pass', 'NAccepted was 7 and is 13'],
    ['stays', counting(0), 'fail', 'NAccepted was 7 and is 7'],
    ['leaves the socket in another state', counting(1, 'failed'), 'fail', 'SubState=failed'],
  ])('%s', async (_, made, state, observed) => {
    const result = await grade(made, ...checks);
    expect(result.state).toBe(state);
    expect(result.observed).toContain(observed);
    expect(result.expected).toBe('NAccepted changes by at least 2, then SubState=listening');
  });
});
