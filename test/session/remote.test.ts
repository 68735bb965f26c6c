/** The browser's side of a session against the real server, over machines in memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSession, listSessions, openSession } from '../../src/session/remote.ts';
import type { Session, SessionEvent } from '../../src/session/session.ts';
import { until } from '../sandbox/clock.ts';
import { SOCKET_FILE, SOCKET_UNIT } from '../sandbox/lesson.ts';
import { Browser, Site } from '../sandbox/server/site.ts';
import { TestScreen } from './screen.ts';

let site: Site;
let browser: Browser;
let session: Session;
let events: SessionEvent[];

const SIZE = { cols: 80, rows: 24 };

async function start(files?: { path: string; content: string }[]): Promise<Session> {
  const view = await createSession(
    { exercise: 'echo', ...(files ? { files } : {}) },
    browser.network,
  );
  return follow(openSession(view, browser.network));
}

async function follow(opened: Session): Promise<Session> {
  session = opened;
  events = [];
  session.subscribe((event) => events.push(event));
  await until(() => session.view.state === 'ready');
  await until(() => events.some(({ type }) => type === 'terminals'));
  return session;
}

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );

const connected = () =>
  events.flatMap((event) => (event.type === 'connected' ? [event.connected] : []));

/** Every connection of the browser drops, as when a train enters a tunnel. */
const tunnel = () => {
  for (const socket of browser.sockets.splice(0)) socket.terminate();
};

beforeEach(async () => {
  site = await new Site().open();
  browser = new Browser(site.url);
});

afterEach(async () => {
  session?.dispose();
  await site.close();
});

describe('a session', () => {
  test('brings its files, checks and state', async () => {
    await start([{ path: SOCKET_FILE, content: '# mine\n' }]);
    const files = events.flatMap((event) => (event.type === 'file' ? event.file : []));
    expect(files.find(({ path }) => path === SOCKET_FILE)?.content).toBe('# mine\n');
    expect(session.view.machine?.systemd).toBe(252);
  });

  test('saves, and tells a conflict apart from a save', async () => {
    await start();
    const first = await session.save(SOCKET_FILE, SOCKET_UNIT, null);
    expect(first).toMatchObject({ saved: true, file: { content: SOCKET_UNIT } });
    const stale = await session.save(SOCKET_FILE, '# stale\n', null);
    expect(stale).toMatchObject({ saved: false, file: { content: SOCKET_UNIT } });
    const forced = await session.save(SOCKET_FILE, '# mine\n', null, true);
    expect(forced).toMatchObject({ saved: true, file: { content: '# mine\n' } });
  });

  test('a file that is too large is not even sent', async () => {
    await start();
    expect(await refusal(session.save(SOCKET_FILE, 'x'.repeat(300_000), null))).toBe('too-large');
  });

  test('checks, extends, resets and ends', async () => {
    await start();
    await session.check();
    const results = events.findLast(({ type }) => type === 'checks');
    expect(results).toMatchObject({ results: [{ id: 'listening', state: 'fail' }] });
    const before = session.view.expiresAt ?? 0;
    await session.extend();
    await until(() => (session.view.expiresAt ?? 0) > before);
    await session.reset();
    await until(() => session.view.state === 'ready');
    await session.end();
    await until(() => session.view.state === 'ended');
    expect(session.view.reason).toBe('You ended the machine.');
    expect(await refusal(session.check())).toBe('ended');
  });

  test('refusals come with the sandbox’s own code and words', async () => {
    await start();
    expect(await refusal(session.save('/etc/shadow', 'x', null))).toBe('bad-path');
    expect(await refusal(createSession({ exercise: 'nowhere' }, browser.network))).toBe(
      'unknown-exercise',
    );
  });

  test('a sandbox that is not there', async () => {
    const nobody = new Browser('http://127.0.0.1:9');
    expect(await refusal(createSession({ exercise: 'echo' }, nobody.network))).toBe('unreachable');
  });

  test('is found again after a reload of the page', async () => {
    const { view } = await start();
    await session.save(SOCKET_FILE, '# kept\n', null);
    session.dispose();
    const [found] = await listSessions(browser.network);
    expect(found?.id).toBe(view.id);
    if (found) await follow(openSession(found, browser.network));
    const files = events.flatMap((event) => (event.type === 'file' ? event.file : []));
    expect(files.find(({ path }) => path === SOCKET_FILE)?.content).toBe('# kept\n');
  });
});

describe('a dropped connection', () => {
  test('is made again, and everything is told anew', async () => {
    await start();
    tunnel();
    await until(() => connected().join() === 'true,false,true');
    expect(await session.save(SOCKET_FILE, '# after\n', null)).toMatchObject({ saved: true });
  });

  test('calls made meanwhile wait for it; calls under way hear of it', async () => {
    await start();
    tunnel();
    await until(() => connected().at(-1) === false);
    expect(await session.save(SOCKET_FILE, '# waited\n', null)).toMatchObject({ saved: true });
    const check = refusal(session.check());
    tunnel();
    expect(await check).toMatch(/disconnected|none/);
  });

  test('what the machine changed in between shows up', async () => {
    await start();
    tunnel();
    const [computer] = [...site.host.computers.values()];
    computer?.computer.files.set(SOCKET_FILE, {
      bytes: new TextEncoder().encode('# from the terminal\n'),
      user: 'root',
    });
    computer?.computer.emit({ type: 'file', path: SOCKET_FILE });
    await until(() =>
      events.some((event) => event.type === 'file' && event.file.content.includes('from the')),
    );
  });

  test('to a session that is gone for good: it ends, and says what to do', async () => {
    await start();
    browser.cookie = 'lab=forgotten';
    tunnel();
    await until(() => session.view.state === 'ended');
    expect(session.view.reason).toContain('no access');
  });

  test('the server stops: the session ends with its reason', async () => {
    await start();
    await site.sessions.shutdown();
    await until(() => session.view.state === 'ended');
    expect(session.view.reason).toContain('shut down');
  });
});

describe('a terminal', () => {
  test('shows a prompt, takes keys, ends with the shell', async () => {
    await start();
    const screen = new TestScreen(session.openTerminal('one', SIZE));
    await screen.shows('$ ');
    screen.type('echo grüße\r');
    await screen.shows('\ngrüße\r\n');
    expect(events.findLast(({ type }) => type === 'terminals')).toMatchObject({
      terminals: ['one'],
    });
    screen.type('exit 3\r');
    await until(() => screen.ended !== undefined);
    expect(screen.ended).toBe('The shell has ended with exit code 3.');
  });

  test('opened while the machine starts, it comes up by itself, with what was typed', async () => {
    const gate = Promise.withResolvers<void>();
    site.host.boot = () => gate.promise;
    const view = await createSession({ exercise: 'echo' }, browser.network);
    session = openSession(view, browser.network);
    const screen = new TestScreen(session.openTerminal('one', SIZE));
    screen.type('echo early\r');
    gate.resolve();
    await screen.shows('\nearly\r\n');
  });

  test('comes back after a drop, with its scrollback and the keys typed meanwhile', async () => {
    await start();
    const screen = new TestScreen(session.openTerminal('one', SIZE));
    await screen.shows('$ ');
    screen.type('echo before\r');
    await screen.shows('\nbefore\r\n');
    tunnel();
    screen.type('echo meanwhile\r');
    await until(() => screen.attachments === 2);
    await screen.shows('\nmeanwhile\r\n');
    expect(screen.text).toContain('\nbefore\r\n');
  });

  test('takes the size of the screen, also after it changed during a drop', async () => {
    await start();
    const link = session.openTerminal('one', { cols: 100, rows: 30 });
    const screen = new TestScreen(link);
    await screen.shows('$ ');
    screen.type('stty size\r');
    await screen.shows('30 100');
    tunnel();
    link.resize(120, 40);
    await until(() => screen.attachments === 2);
    screen.type('stty size\r');
    await screen.shows('40 120');
  });

  test('a flood is as fast as the screen, and can be stopped', async () => {
    await start();
    const screen = new TestScreen(session.openTerminal('one', SIZE));
    await screen.shows('$ ');
    screen.type('yes\r');
    await until(() => screen.bytes > 2 * 1024 * 1024);
    screen.drawing = false;
    const before = screen.bytes;
    await until(() => screen.undrawn > 0);
    await new Promise((wake) => setTimeout(wake, 50));
    expect(screen.bytes - before).toBeLessThan(1024 * 1024);
    screen.drawing = true;
    screen.type('\x03');
    await screen.shows('^C\r\n');
  });

  test('a paste larger than a frame arrives whole', async () => {
    await start();
    const screen = new TestScreen(session.openTerminal('one', SIZE));
    await screen.shows('$ ');
    const pasted = Array.from({ length: 40_000 }, (_, index) => String(index % 10)).join('');
    screen.type(`echo ${pasted}\r`);
    await screen.shows(`\r\n${pasted}\r\n`);
  });

  test('the sixth is fine, the seventh is refused in words, a closed one makes room', async () => {
    await start();
    const screens = [1, 2, 3, 4, 5, 6].map(
      (number) => new TestScreen(session.openTerminal(`t${number}`, SIZE)),
    );
    await Promise.all(screens.map((screen) => screen.shows('$ ')));
    const seventh = new TestScreen(session.openTerminal('t7', SIZE));
    await until(() => seventh.ended !== undefined);
    expect(seventh.ended).toContain('Close one first.');
    await session.closeTerminal('t1');
    await until(() => screens[0]?.ended === 'The terminal was closed.');
    await new TestScreen(session.openTerminal('t8', SIZE)).shows('$ ');
  });

  test('ends with the reason when the machine is reset or ended', async () => {
    await start();
    const first = new TestScreen(session.openTerminal('one', SIZE));
    await first.shows('$ ');
    await session.reset();
    await until(() => first.ended !== undefined);
    expect(first.ended).toBe('The machine was reset.');
    await until(() => session.view.state === 'ready');
    const second = new TestScreen(session.openTerminal('one', SIZE));
    await second.shows('$ ');
    await session.end();
    await until(() => second.ended === 'You ended the machine.');
  });
});
