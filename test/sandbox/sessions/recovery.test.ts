import { describe, expect, test } from 'vitest';
import { settled } from '../clock.ts';
import { SOCKET_FILE } from '../lesson.ts';
import { Stage } from './stage.ts';

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );

describe('a restart of the server', () => {
  test('killed: sessions go on with their machines, everything else is removed', async () => {
    const stage = new Stage({ warm: 1, perBrowser: 10 });
    const kept = await stage.learner('ada');
    await kept.save(SOCKET_FILE, '# before\n', null);
    const ended = await stage.learner('grace');
    const lost = [...stage.records.values()].find(({ id }) => id === ended.id);
    stage.host.remove(lost?.machine ?? '');
    stage.host.add({ role: 'orphan' });
    const machine = stage.records.get(kept.id)?.machine;
    await stage.restart();
    await settled();

    const again = stage.sessions.find(kept.id);
    expect(again?.view).toMatchObject({ state: 'ready', expiresAt: kept.view.expiresAt });
    expect(again?.owner).toBe('ada');
    const files = again?.snapshot().flatMap((event) => (event.type === 'file' ? event.file : []));
    expect(files?.[0]?.content).toBe('# before\n');
    expect([...stage.records.keys()]).toEqual([kept.id]);
    // The session's machine, and a new warm one.
    expect(stage.host.computers.size).toBe(2);
    expect(stage.host.computers.has(machine ?? '')).toBe(true);
  });

  test('a session whose time was up meanwhile is not taken up', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    const record = stage.records.get(session.id);
    if (record) stage.records.set(session.id, { ...record, expiresAt: stage.clock.now() });
    await stage.restart();
    expect(stage.sessions.find(session.id)).toBeUndefined();
    expect(stage.host.computers.size).toBe(0);
    expect(stage.records.size).toBe(0);
  });

  test('without an engine at first: sessions turn up once it is there', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    stage.absent = true;
    await stage.restart();
    expect(stage.sessions.recovering).toBe(true);
    expect(await refusal(stage.learner())).toBe('engine-absent');
    expect(await refusal(stage.sessions.health())).toBe('engine-absent');
    stage.absent = false;
    await stage.clock.pass(2_000);
    await stage.sessions.health();
    expect(stage.sessions.find(session.id)?.state).toBe('ready');
  });

  test('shut down in order: no machine is left, and every learner is told', async () => {
    const stage = new Stage({ warm: 2, perBrowser: 10 });
    const session = await stage.learner();
    const boot = stage.holdBoots();
    const [, , booting] = [await stage.learner(), await stage.learner(), await stage.learner()];
    const done = stage.sessions.shutdown();
    boot();
    await done;
    expect(stage.host.computers.size).toBe(0);
    expect(stage.states([session, booting])).toBe('ended ended');
    expect(session.view.reason).toContain('shut down');
    expect(await refusal(stage.learner())).toBe('shutting-down');
  });
});
