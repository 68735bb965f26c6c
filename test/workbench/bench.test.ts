/** The workbench without its looks, over a machine made of nothing. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionError } from '../../src/session/session.ts';
import { type KeyValueStore, memoryStore } from '../../src/storage.ts';
import type { UnitFilesClient } from '../../src/unit-files/client.ts';
import { Bench } from '../../src/workbench/bench.ts';
import { DEMO, SERVICE, SOCKET } from './demo-exercise.ts';
import { FakeSessions } from './fake-session.ts';

const MINE = '# mine\n[Socket]\n';
const open: (() => void)[] = [];

/** A language service that finds nothing. */
const silent = { diagnose: async () => [], dispose() {} } as unknown as UnitFilesClient;

function bench(sessions: FakeSessions, store: KeyValueStore = memoryStore(), start = false) {
  const made = new Bench({ exercise: DEMO, sessions, store, startUnitFiles: () => silent });
  open.push(made.open({ start, screenReader: false }));
  return made;
}

/** Lets everything that waits run; no clock is waited for. */
const settle = () => vi.advanceTimersByTimeAsync(1_000);
const type = (b: Bench, text: string, path = SOCKET) =>
  b.workspace.dispatch(path, { type: 'typed', text });
const file = (b: Bench, path = SOCKET) => b.workspace.files.value.find((f) => f.path === path);

async function ready(store?: KeyValueStore) {
  const sessions = new FakeSessions({ exercise: DEMO });
  const b = bench(sessions, store);
  await b.connection.start();
  await settle();
  return { b, sessions, session: sessions.last };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const close of open.splice(0)) close();
  vi.useRealTimers();
});

describe('a machine', () => {
  test('that is broken is told of until another one takes its place', async () => {
    const { b, session } = await ready();
    session.emit({ type: 'notice', code: 'machine-broken', message: 'Programs are gone.' });
    const shown = () => b.notices.list.value.map(({ key }) => key);
    expect(shown()).toEqual(['machine-broken']);
    void b.reset('keep');
    await settle();
    expect(b.connection.phase.value).toBe('ready');
    expect(shown()).toEqual([]);
  });

  test('is asked for by a click, or at once by the address', async () => {
    const sessions = new FakeSessions({ exercise: DEMO });
    const quiet = bench(sessions);
    await settle();
    expect(quiet.connection.phase.value).toBe('none');
    const eager = bench(sessions, memoryStore(), true);
    await settle();
    expect(eager.connection.phase.value).toBe('ready');
    expect(sessions.made).toHaveLength(1);
  });

  test('gets what the learner wrote before there was one', async () => {
    const sessions = new FakeSessions({ exercise: DEMO });
    const b = bench(sessions);
    type(b, MINE);
    await b.connection.start();
    await settle();
    expect(sessions.last.files.get(SOCKET)?.content).toBe(MINE);
    expect(file(b)).toMatchObject({ text: MINE, base: { content: MINE }, conflict: null });
  });

  test('typed into while it starts is no conflict, only unsaved', async () => {
    const sessions = new FakeSessions({ exercise: DEMO, bootMs: 300 });
    const b = bench(sessions);
    type(b, MINE);
    await b.connection.start();
    type(b, `${MINE}more\n`);
    await settle();
    expect(file(b)).toMatchObject({ text: `${MINE}more\n`, base: { content: MINE } });
    expect(file(b)?.conflict).toBeNull();
  });

  test('is found again after a reload, with its terminals', async () => {
    const store = memoryStore();
    const { b, sessions } = await ready(store);
    b.terminals.add();
    const again = bench(sessions, store);
    await settle();
    expect(again.connection.phase.value).toBe('ready');
    expect(again.terminals.tabs.value.ids).toEqual(['t1', 't2']);
    expect(sessions.made).toHaveLength(1);
  });

  test('that is gone after a reload is said to be, and the next has the files', async () => {
    const store = memoryStore();
    const { b, sessions, session } = await ready(store);
    type(b, MINE);
    await b.save();
    b.workspace.keep();
    session.view = { ...session.view, state: 'ended' };
    const again = bench(sessions, store);
    await settle();
    expect(again.connection.phase.value).toBe('ended');
    await again.connection.start();
    await settle();
    expect(sessions.made).toHaveLength(2);
    expect(sessions.last.files.get(SOCKET)?.content).toBe(MINE);
  });

  test('refused is an error in the sandbox’s words, and can be asked for again', async () => {
    const sessions = new FakeSessions({ exercise: DEMO });
    sessions.refuse = new SessionError('too-many', 'You already have two machines.');
    const b = bench(sessions);
    await b.connection.start();
    expect(b.connection.phase.value).toBe('error');
    expect(b.connection.refusal.value).toBe('You already have two machines.');
    await b.connection.start();
    await settle();
    expect(b.connection.phase.value).toBe('ready');
  });

  test('says aloud what becomes of it, and of the connection', async () => {
    const { b, session } = await ready();
    const said = () => b.notices.spoken.value.text;
    expect(said()).toBe('Your machine runs. A terminal is open.');
    session.emit({ type: 'connected', connected: false });
    expect(said()).toBe('The connection is lost. Reconnecting.');
    session.emit({ type: 'connected', connected: true });
    expect(said()).toBe('Connected again.');
    session.become({ state: 'ended', reason: 'You ended it.' });
    expect(said()).toBe('You ended it.');
  });

  test('that ends keeps its reason, and lets go of the session', async () => {
    const store = memoryStore();
    const { b, session } = await ready(store);
    session.become({ state: 'ended', reason: 'Nobody used it for 15 minutes.' });
    expect(b.connection.phase.value).toBe('ended');
    expect(b.connection.view.value?.reason).toBe('Nobody used it for 15 minutes.');
    expect(store.get('lab:session:demo-echo')).toBeNull();
    expect(b.connection.session).toBeNull();
  });
});

describe('saving', () => {
  test('writes the file once per change', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    await b.save();
    await b.save();
    expect(session.saves.map(({ content }) => content)).toEqual([MINE]);
    expect(session.files.get(SOCKET)?.content).toBe(MINE);
  });

  test('twice at once sends the later text last', async () => {
    const { b, session } = await ready();
    type(b, 'one');
    const first = b.save();
    type(b, 'two');
    await Promise.all([first, b.save()]);
    expect(session.files.get(SOCKET)?.content).toBe('two');
    expect(file(b)).toMatchObject({ text: 'two', base: { content: 'two' }, conflict: null });
  });

  test('never overwrites what changed in the machine', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    session.writeInside(SOCKET, 'theirs');
    await b.save();
    expect(session.files.get(SOCKET)?.content).toBe('theirs');
    expect(file(b)?.conflict?.content).toBe('theirs');
    b.workspace.dispatch(SOCKET, { type: 'keep-mine' });
    await b.save();
    expect(session.files.get(SOCKET)?.content).toBe(MINE);
    expect(file(b)?.conflict).toBeNull();
  });

  test('that fails says why, keeps the text, and works when repeated', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    session.failNext = new SessionError('disk-full', 'The machine’s disk is full.');
    await b.save();
    expect(b.notices.list.value.map(({ text }) => text)).toEqual([
      'demo-echo.socket is not saved. The machine’s disk is full.',
    ]);
    expect(file(b)?.text).toBe(MINE);
    await b.save();
    expect(b.notices.list.value).toEqual([]);
    expect(session.files.get(SOCKET)?.content).toBe(MINE);
  });

  test('without a machine keeps the text in the browser', async () => {
    const store = memoryStore();
    const b = bench(new FakeSessions({ exercise: DEMO }), store);
    type(b, MINE);
    await b.save();
    expect(store.get('lab:files:demo-echo')).toContain('# mine');
    expect(b.notices.spoken.value.text).toContain('Kept in this browser');
  });
});

describe('a reset', () => {
  test('puts the learner’s files into the new machine', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    await b.save();
    const reset = b.reset('keep');
    await settle();
    await reset;
    await settle();
    expect(file(b)).toMatchObject({ text: MINE, base: { content: MINE }, conflict: null });
    expect(session.files.get(SOCKET)?.content).toBe(MINE);
    expect(session.files.get(SERVICE)?.content).toBe(DEMO.files[1]?.start);
    expect(b.terminals.tabs.value.ids).toEqual(['t1']);
  });

  test('with the files as well goes back to the start and sets the text aside', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    await b.save();
    const reset = b.reset('discard');
    await settle();
    await reset;
    expect(file(b)).toMatchObject({ text: '', shelf: { text: MINE } });
    expect(session.files.get(SOCKET)?.content).toBe('');
  });

  test('refused leaves machine, files and terminals as they were', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    await b.save();
    session.failNext = new SessionError('busy', 'The sandbox is busy. Try again.');
    await b.reset('keep');
    await settle();
    expect(b.notices.list.value.map(({ text }) => text)).toEqual([
      'The sandbox is busy. Try again.',
    ]);
    expect(file(b)).toMatchObject({ text: MINE, base: { content: MINE }, conflict: null });
    expect(b.terminals.tabs.value.ids).toEqual(['t1']);
  });
});

describe('checks', () => {
  test('save first, then run, and are announced once', async () => {
    const { b, session } = await ready();
    for (const { path, solution } of DEMO.files) type(b, solution ?? '', path);
    const before = b.notices.spoken.value.count;
    const run = b.checks.run();
    await settle();
    await run;
    expect(session.saves).toHaveLength(2);
    expect(b.checks.complete.value).toBe(true);
    expect(b.notices.spoken.value).toEqual({ text: 'All 6 checks pass.', count: before + 1 });
  });

  test('by themselves say nothing until one passes, then only what changed', async () => {
    const { b, session } = await ready();
    const pass = () => session.emit({ type: 'checks', results: session.judge() });
    const { count } = b.notices.spoken.value;
    pass();
    expect(b.notices.spoken.value.count).toBe(count);
    expect(b.checks.board.value.open).toBeNull();
    for (const { path, solution } of DEMO.files) session.writeInside(path, solution);
    pass();
    pass();
    expect(b.notices.spoken.value).toEqual({ text: 'All 6 checks pass.', count: count + 1 });
  });

  test('with a conflict still run, and say what they looked at', async () => {
    const { b, session } = await ready();
    type(b, MINE);
    session.writeInside(SOCKET, 'theirs');
    const run = b.checks.run();
    await settle();
    await run;
    expect(b.checks.count.value.fail).toBe(6);
    expect(b.notices.list.value.map(({ key }) => key)).toEqual(['checked-unsaved']);
  });

  test('that cannot run say why', async () => {
    const { b, session } = await ready();
    session.failNext = new SessionError('gone', 'The machine does not answer.');
    await b.checks.run();
    expect(b.notices.list.value.map(({ text }) => text)).toEqual(['The machine does not answer.']);
    expect(b.checks.asked.value).toBe(false);
  });
});

describe('a command of the lesson', () => {
  const request = { command: 'ls', run: true };
  function target() {
    const typed: string[] = [];
    return {
      typed,
      bracketedPaste: true,
      input: (text: string) => void typed.push(text),
      focus() {},
    };
  }

  test('without a machine is not taken', () => {
    const b = bench(new FakeSessions({ exercise: DEMO }));
    expect(b.runCommand(request)).toBe(false);
  });

  test('is run in the terminal in front, which comes into view', async () => {
    const { b } = await ready();
    const [one, two] = [target(), target()];
    b.terminals.register('t1', one);
    b.terminals.add();
    b.terminals.register('t2', two);
    expect(b.runCommand(request)).toBe(true);
    expect([one.typed, two.typed]).toEqual([[], ['ls\r']]);
    expect(b.layout.front.value).toBe('terminal');
  });

  test('sent while the machine starts is typed, not run, once there is a terminal', async () => {
    const sessions = new FakeSessions({ exercise: DEMO, bootMs: 300 });
    const b = bench(sessions);
    await b.connection.start();
    expect(b.runCommand(request)).toBe(true);
    await settle();
    const one = target();
    b.terminals.register('t1', one);
    expect(one.typed).toEqual(['ls']);
  });
});

test('trouble of the session nobody asked about is shown once per kind', async () => {
  const { b, session } = await ready();
  session.emit({ type: 'notice', code: 'not-watching', message: 'one' });
  session.emit({ type: 'notice', code: 'not-watching', message: 'two' });
  expect(b.notices.list.value.map(({ text }) => text)).toEqual(['two']);
  b.notices.dismiss('not-watching');
  expect(b.notices.list.value).toEqual([]);
});
