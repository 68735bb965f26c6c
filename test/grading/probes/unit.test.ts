import { describe, expect, test } from 'vitest';
import { grade } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

const SOCKET = 'demo-echo.socket';

describe('unit', () => {
  const check = {
    kind: 'unit',
    unit: SOCKET,
    properties: { ActiveState: 'active', SubState: 'listening' },
  };

  test('passes on what PID 1 says', async () => {
    const result = await grade(
      machine((m) =>
        m.set(SOCKET, { LoadState: 'loaded', ActiveState: 'active', SubState: 'listening' }),
      ),
      check,
    );
    expect(result).toMatchObject({
      state: 'pass',
      expected: 'ActiveState=active, SubState=listening',
      observed: 'ActiveState=active, SubState=listening',
      command: 'systemctl show demo-echo.socket -p ActiveState -p SubState',
    });
  });

  test('fails with what it saw', async () => {
    const result = await grade(
      machine((m) =>
        m.set(SOCKET, { LoadState: 'loaded', ActiveState: 'inactive', SubState: 'dead' }),
      ),
      check,
    );
    expect(result).toMatchObject({
      state: 'fail',
      observed: 'ActiveState=inactive, SubState=dead',
    });
  });

  test('says that there is no such unit', async () => {
    const result = await grade(machine(), check);
    expect(result.observed).toMatch(/^systemd finds no demo-echo\.socket/);
  });
});
