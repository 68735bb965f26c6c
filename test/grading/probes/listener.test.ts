import { describe, expect, test } from 'vitest';
import type { Listener } from '../../../src/machine/machine.ts';
import { grade, type Loose } from '../grade.ts';
import { listener, machine } from '../scripted-machine.ts';

const SOCKET = 'demo-echo.socket';

describe('listener', () => {
  const check: Loose = {
    kind: 'listener',
    address: '127.0.0.1',
    port: 9091,
    owner: 'systemd',
    unit: SOCKET,
  };
  const systemd: [number, string] = [1, 'systemd'];
  const listen = (...addresses: string[]) =>
    machine((m) => m.set(SOCKET, { Listen: addresses.map((address) => ['Stream', address]) }));

  test.each<[string, Listener[], string[], 'pass' | 'fail']>([
    ['PID 1, there only', [listener('127.0.0.1', 9091, systemd)], ['127.0.0.1:9091'], 'pass'],
    [
      'an IPv6 socket bound to the IPv4 address',
      [listener('::ffff:127.0.0.1', 9091, systemd)],
      ['127.0.0.1:9091'],
      'pass',
    ],
    [
      'PID 1 and the service it gave the socket to',
      [listener('127.0.0.1', 9091, systemd, [40, 'echo'])],
      ['127.0.0.1:9091'],
      'pass',
    ],
    [
      'another port of somebody else',
      [listener('127.0.0.1', 9091, systemd), listener('0.0.0.0', 22, [9, 'sshd'])],
      ['127.0.0.1:9091'],
      'pass',
    ],
    ['every address', [listener('0.0.0.0', 9091, systemd)], ['0.0.0.0:9091'], 'fail'],
    [
      'both addresses',
      [listener('127.0.0.1', 9091, systemd), listener('::1', 9091, systemd)],
      ['127.0.0.1:9091', '[::1]:9091'],
      'fail',
    ],
    [
      'another port besides',
      [listener('127.0.0.1', 9091, systemd), listener('127.0.0.1', 9092, systemd)],
      ['127.0.0.1:9091', '127.0.0.1:9092'],
      'fail',
    ],
    ['a program of its own', [listener('127.0.0.1', 9091, [40, 'socat'])], [], 'fail'],
    ['a program nobody can see', [listener('127.0.0.1', 9091)], [], 'fail'],
    ['nobody', [], ['127.0.0.1:9091'], 'fail'],
  ])('%s', async (_, listeners, addresses, state) => {
    const made = listen(...addresses);
    made.listeners = listeners;
    expect((await grade(made, check)).state).toBe(state);
  });

  test('says who holds it', async () => {
    const made = machine();
    made.listeners = [listener('127.0.0.1', 9091, [40, 'socat'])];
    expect(await grade(made, check)).toMatchObject({
      expected: 'Listening on 127.0.0.1:9091 and nowhere else, held by systemd (PID 1)',
      observed: '127.0.0.1:9091, held by socat (PID 40)',
      command: "sudo ss -Hltnp 'sport = :9091'",
    });
  });

  test('knows Unix sockets by their path', async () => {
    const made = machine();
    made.listeners = [
      { ...listener('/run/a.sock', 0, systemd), protocol: 'unix-stream' },
      { ...listener('/run/b.sock', 0, [7, 'x']), protocol: 'unix-stream' },
    ];
    const result = await grade(made, {
      kind: 'listener',
      protocol: 'unix-stream',
      address: '/run/a.sock',
      owner: 'systemd',
    });
    expect(result.state).toBe('pass');
  });
});
