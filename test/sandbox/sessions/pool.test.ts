import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../sandbox/engines/engine.ts';
import { settled, until } from '../clock.ts';
import { Stage } from './stage.ts';

describe('machines ahead of people', () => {
  test('are booted a few at once, until all are there, and removed when nobody comes', async () => {
    const stage = new Stage();
    stage.host.capacity = 20;
    await stage.sessions.open();
    let booting = 0;
    let most = 0;
    stage.host.boot = async () => {
      booting += 1;
      most = Math.max(most, booting);
      await settled();
      booting -= 1;
    };
    stage.sessions.keepWarm(10);
    await until(() => stage.host.computers.size === 10);
    expect(most).toBe(4);
    stage.sessions.keepWarm(2);
    await until(() => stage.host.computers.size === 2);
    await stage.learner();
    await until(() => stage.host.computers.size === 3);
  });

  test('leave no learner without one: there are never more than fit', async () => {
    const stage = new Stage();
    stage.host.capacity = 3;
    await stage.learner();
    stage.sessions.keepWarm(10);
    await until(() => stage.host.computers.size === 3);
    expect((await stage.learner()).state).toBe('ready');
    await settled();
    expect(stage.host.computers.size).toBe(3);
  });
});

describe('machines kept warm', () => {
  test('the next learner gets the one that waits, and another is booted for the one after', async () => {
    const stage = new Stage({ warm: 1 });
    await stage.sessions.open();
    await settled();
    const [warm] = [...stage.host.computers.keys()];
    expect(stage.host.computers.size).toBe(1);
    await stage.learner();
    await until(() => stage.host.computers.size === 2);
    expect([...stage.records.values()].map(({ machine }) => machine)).toEqual([warm]);
  });

  test('they take no room from learners', async () => {
    const stage = new Stage({ warm: 2, perBrowser: 10 });
    stage.host.capacity = 2;
    await stage.sessions.open();
    const all = [await stage.learner(), await stage.learner()];
    expect(stage.states(all)).toBe('ready ready');
    expect(stage.host.computers.size).toBe(2);
  });

  test('one that dies is replaced', async () => {
    const stage = new Stage({ warm: 1 });
    await stage.sessions.open();
    await settled();
    const [[id, { computer }] = ['', { computer: undefined }]] = [...stage.host.computers];
    computer?.stop('The machine crashed.');
    await settled();
    expect(stage.host.computers.size).toBe(1);
    expect([...stage.host.computers.keys()]).not.toContain(id);
  });

  test('a host that boots none is left in peace for a while', async () => {
    const stage = new Stage({ warm: 1 });
    let attempts = 0;
    stage.host.boot = async () => {
      attempts += 1;
      throw new EngineError('boot-failed', 'no');
    };
    await stage.sessions.open();
    await settled();
    expect(attempts).toBe(1);
    await stage.clock.pass(30_000);
    expect(attempts).toBe(2);
    expect(stage.warnings[0]).toBe('no machine could be booted ahead of time');
  });
});
