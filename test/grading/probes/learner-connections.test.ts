import { describe, expect, test } from 'vitest';
import { grade, type Loose } from '../grade.ts';
import { machine } from '../scripted-machine.ts';

const SOCKET = 'demo-echo.socket';

describe('learner-connections', () => {
  const own: Loose = { id: 'own', kind: 'learner-connections', unit: SOCKET };

  test.each<[number, 'pass' | 'fail', string]>([
    [0, 'fail', 'No connection of your own'],
    [1, 'pass', 'one connection of your own'],
    [4, 'pass', '4 connections of your own'],
  ])('%d accepted: %s', async (accepted, state, observed) => {
    const result = await grade(
      machine((m) => m.set(SOCKET, { NAccepted: accepted, Accept: true, LoadState: 'loaded' })),
      own,
    );
    expect(result).toMatchObject({ state, observed });
  });
});
