import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../sandbox/engines/engine.ts';
import type { LabSession } from '../../../sandbox/sessions/session.ts';
import type { SessionEvent } from '../../../src/session/session.ts';
import { settled, until } from '../clock.ts';
import { SERVICE_FILE, SOCKET_FILE, SOCKET_UNIT } from '../lesson.ts';
import { Stage } from './stage.ts';

const MINUTE = 60_000;

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );

describe('a session', () => {
  test('is ready with the exercise in its machine, and the edits the learner had', async () => {
    const stage = new Stage();
    const edits = [{ path: SOCKET_FILE, content: '# mine\n' }];
    const session = await stage.learner('someone', edits);
    expect(session.view).toMatchObject({ state: 'ready', machine: { engine: 'fake' } });
    const files = session.snapshot().flatMap((event) => (event.type === 'file' ? event.file : []));
    expect(files.map(({ path, content }) => [path, content])).toEqual([
      [SOCKET_FILE, '# mine\n'],
      [SERVICE_FILE, '[Service]\nExecStart=/bin/cat\n'],
    ]);
  });

  test('tells of what happens in order', async () => {
    const stage = new Stage();
    const boot = stage.holdBoots();
    const session = await stage.learner();
    const states: string[] = [];
    session.subscribe((event: SessionEvent) => {
      if (event.type === 'session') states.push(event.session.state);
    });
    expect(session.state).toBe('starting');
    boot();
    await until(() => session.state === 'ready');
    session.end();
    expect(states).toEqual(['ready', 'ended']);
  });

  test('saves and checks', async () => {
    const session = await new Stage().learner();
    const results: string[] = [];
    session.subscribe((event) => {
      if (event.type === 'checks') results.push(event.results.map(({ state }) => state).join());
    });
    expect(await session.save(SOCKET_FILE, SOCKET_UNIT, null)).toMatchObject({ saved: true });
    await session.check();
    expect(results.at(-1)).toBe('fail');
  });

  test('ends when nobody uses it, and its machine with it', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    await stage.clock.pass(19 * MINUTE);
    session.touch();
    await stage.clock.pass(19 * MINUTE);
    expect(session.state).toBe('ready');
    await stage.clock.pass(1 * MINUTE);
    expect(session.view).toMatchObject({ state: 'ended' });
    await settled();
    expect(stage.host.computers.size).toBe(0);
    expect(stage.records.size).toBe(0);
  });

  test('tells why it ended for a while, and then is forgotten', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    session.end();
    await stage.clock.pass(14 * MINUTE);
    expect(stage.sessions.find(session.id)?.view.reason).toBe('You ended the machine.');
    await stage.clock.pass(1 * MINUTE);
    expect(stage.sessions.find(session.id)).toBeUndefined();
  });

  test('a reset brings a new machine with the start and without the edits', async () => {
    const stage = new Stage();
    const session = await stage.learner('someone', [{ path: SOCKET_FILE, content: '# mine\n' }]);
    const [before] = [...stage.host.computers.keys()];
    await session.reset();
    expect(session.state).toBe('starting');
    await until(() => session.state === 'ready');
    await settled();
    expect([...stage.host.computers.keys()]).not.toContain(before);
    expect(stage.host.computers.size).toBe(1);
    const files = session.snapshot().flatMap((event) => (event.type === 'file' ? event.file : []));
    expect(files[0]).toEqual({ path: SOCKET_FILE, version: null, content: '' });
  });

  test('time can be added, until there is no more', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    const before = session.view.expiresAt ?? 0;
    session.extend();
    expect(session.view.expiresAt).toBe(before + 30 * MINUTE);
    for (let more = 0; more < 3; more += 1) session.extend();
    expect(() => session.extend()).toThrow(/no more time/);
  });

  test('ended while its machine was booting: the machine is not left behind', async () => {
    const stage = new Stage();
    const boot = stage.holdBoots();
    const session = await stage.learner();
    session.end();
    boot();
    await settled();
    expect(stage.host.computers.size).toBe(0);
  });

  test('a start that fails is an error with the reason in words', async () => {
    const stage = new Stage();
    stage.host.boot = async () => {
      throw new EngineError('boot-failed', 'systemd came up as maintenance. Start another.');
    };
    const session = await stage.learner();
    expect(session.view).toMatchObject({
      state: 'error',
      reason: 'systemd came up as maintenance. Start another.',
    });
  });
});

describe('a machine that goes away', () => {
  test('shut down from inside: the session ends and says so', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    const [computer] = [...stage.host.computers.values()];
    computer?.computer.stop('The machine was shut down from inside.');
    await until(() => session.state === 'ended');
    await settled();
    expect(session.view.reason).toContain('start a new machine');
    expect(stage.host.computers.size).toBe(0);
  });

  test('only the way to it was lost: the session goes on, its files as they are', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    await session.save(SOCKET_FILE, '# kept\n', null);
    const [computer] = [...stage.host.computers.values()];
    computer?.computer.hangUp('The agent was killed.');
    await settled();
    await session.check();
    expect(session.state).toBe('ready');
    const files = session.snapshot().flatMap((event) => (event.type === 'file' ? event.file : []));
    expect(files[0]?.content).toBe('# kept\n');
  });

  test('a way that is lost again and again is given up', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    const [computer] = [...stage.host.computers.values()];
    for (let loss = 0; loss < 3; loss += 1) {
      computer?.computer.hangUp('The agent was killed.');
      await settled();
      await session.check();
    }
    expect(session.state).toBe('ready');
    computer?.computer.hangUp('The agent was killed.');
    await until(() => session.state === 'ended');
    expect(session.view.reason).toContain('The agent was killed.');
  });

  test('the engine is restarted: the session waits for it and goes on', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    const [computer] = [...stage.host.computers.values()];
    stage.host.trouble = new EngineError('engine-gone', 'The engine does not answer. Start it.');
    computer?.computer.hangUp('The connection was lost.');
    await stage.clock.pass(2_000);
    stage.host.trouble = undefined;
    await stage.clock.pass(2_000);
    await session.check();
    expect(session.state).toBe('ready');
  });

  test('the engine is gone: the session says so, and its machine is removed later', async () => {
    const stage = new Stage();
    const session = await stage.learner();
    const [computer] = [...stage.host.computers.values()];
    stage.host.trouble = new EngineError('engine-gone', 'The engine does not answer. Start it.');
    computer?.computer.hangUp('The connection was lost.');
    await stage.clock.pass(7_000);
    await until(() => session.over);
    await settled();
    expect(session.view.reason).toContain('The engine does not answer. Start it.');
    expect(await refusal(stage.sessions.health())).toBe('engine-gone');
    expect(stage.host.computers.size).toBe(1);

    stage.host.trouble = undefined;
    await stage.clock.pass(30_000);
    expect(stage.host.computers.size).toBe(0);
    expect((await stage.sessions.health()).name).toBe('fake');
  });
});

test('a request that the machine went away under is told so', async () => {
  const stage = new Stage();
  const session = await stage.learner();
  const check = refusal(session.check());
  await session.reset();
  expect(await check).toMatch(/^(not-ready|interrupted)$/);
  await until(() => session.state === 'ready');
  const another = refusal(session.check());
  session.end();
  expect(await another).toBe('ended');
});

describe('room for machines', () => {
  test('more learners than machines wait in turn, know their place, and move up', async () => {
    const stage = new Stage({ perBrowser: 10 });
    stage.host.capacity = 2;
    const all: LabSession[] = [];
    for (let number = 0; number < 4; number += 1) all.push(await stage.learner());
    expect(stage.states(all)).toBe('ready ready queued queued');
    expect(all.map(({ view }) => view.position)).toEqual([undefined, undefined, 1, 2]);
    expect(all[2]?.view.estimateMs).toBeGreaterThan(19 * MINUTE);
    all[0]?.end();
    await until(() => all[2]?.state === 'ready');
    expect(stage.states(all)).toBe('ended ready ready queued');
    expect(all[3]?.view.position).toBe(1);
  });

  test('what was agreed for a machine outlives the server, its place among others too', async () => {
    const stage = new Stage({ perBrowser: 10 });
    const terms = { lifetimeMs: 240 * MINUTE, share: { of: 'class', member: 'mira' } };
    const { id } = await stage.sessions.create('someone', { exercise: 'echo' }, terms);
    await until(() => stage.sessions.find(id)?.state === 'ready');
    await stage.restart();
    expect(stage.sessions.find(id)?.terms).toEqual(terms);
    stage.sessions.limitShare('class', 1);
    const other = { ...terms, share: { of: 'class', member: 'adam' } };
    const waiting = await stage.sessions.create('other', { exercise: 'echo' }, other);
    expect(waiting.view).toMatchObject({ state: 'queued', position: 1, queue: 'class' });
    stage.sessions.limitShare('class', 2);
    await until(() => waiting.state === 'ready');
  });

  test('an engine with less room than it said: the learner waits instead of failing', async () => {
    const stage = new Stage({ perBrowser: 10 });
    const [first] = [await stage.learner()];
    stage.host.boot = async () => {
      throw new EngineError('no-capacity', 'No room.');
    };
    const second = await stage.learner();
    expect(stage.states([first, second])).toBe('ready queued');
    stage.host.boot = async () => {};
    first.end();
    await until(() => second.state === 'ready');
  });

  test('an engine without any room says so', async () => {
    const stage = new Stage();
    stage.host.boot = async () => {
      throw new EngineError('no-capacity', 'No room. Try later.');
    };
    const session = await stage.learner();
    expect(session.view).toMatchObject({ state: 'error', reason: 'No room. Try later.' });
  });

  test.each([
    { wanted: 'absent', code: 'unknown-exercise' },
    { wanted: 'fenced', code: 'not-enforced-here' },
  ])('exercise $wanted is refused with $code', async ({ wanted, code }) => {
    const stage = new Stage();
    expect(await refusal(stage.sessions.create('someone', { exercise: wanted }))).toBe(code);
  });

  test('one learner gets so many machines and no more', async () => {
    const stage = new Stage({ perBrowser: 2 });
    await stage.learner('ada');
    const second = await stage.learner('ada');
    expect(await refusal(stage.learner('ada'))).toBe('too-many-sessions');
    await stage.learner('grace');
    second.end();
    expect(await refusal(stage.learner('ada'))).toBe('none');
  });
});
