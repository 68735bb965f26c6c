import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { CloseCode, MAX_FRAME_BYTES, type ServerMessage } from '../../../src/schemas/protocol.ts';
import { until } from '../clock.ts';
import { SOCKET_FILE } from '../lesson.ts';
import { Browser, closing, refusedUpgrade, Site } from './site.ts';

const DAY = 24 * 60 * 60 * 1000;

let site: Site;
let browser: Browser;
let id: string;

beforeEach(async () => {
  site = await new Site().open();
  browser = new Browser(site.url);
  const response = await browser.request('POST', '/api/sessions', '{"exercise":"echo"}');
  ({ id } = await response.json());
  await until(() => site.sessions.find(id)?.state === 'ready');
});

afterEach(() => site.close());

const live = (session = id, from = browser) => from.socket(`/api/sessions/${session}/live`);
const terminal = (tid: string, query = '?cols=90&rows=20') =>
  browser.socket(`/api/sessions/${id}/terminals/${tid}${query}`);

/** Collects a connection's messages; JSON for text frames. */
function messages(socket: WebSocket): ServerMessage[] {
  const seen: ServerMessage[] = [];
  socket.on('message', (data, isBinary) => {
    if (!isBinary) seen.push(JSON.parse(data.toString()));
  });
  return seen;
}

const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve));

describe('who gets in', () => {
  test.each(['live', 'terminals/one'])('a foreign origin is refused: %s', async (kind) => {
    const page = new Browser(site.url, 'https://elsewhere.example');
    page.cookie = browser.cookie;
    const socket = page.socket(`/api/sessions/${id}/${kind}`);
    expect(await refusedUpgrade(socket)).toBe(403);
  });

  test('no cookie, an expired one, somebody else, or no such session', async () => {
    const without = new Browser(site.url);
    expect((await closing(live(id, without))).code).toBe(CloseCode.notYours);

    const stranger = new Browser(site.url);
    await stranger.request('POST', '/api/sessions', '{"exercise":"echo"}');
    expect((await closing(live(id, stranger))).code).toBe(CloseCode.unknown);
    expect((await closing(live('no-such-session'))).code).toBe(CloseCode.unknown);
    expect((await closing(terminal('not a name'))).code).toBe(CloseCode.unknown);

    await site.clock.pass(31 * DAY);
    const { code, reason } = await closing(live());
    expect(code).toBe(CloseCode.notYours);
    expect(reason).toContain('expired');
  });

  test('a session that is over says why', async () => {
    site.sessions.find(id)?.end('You ended the machine.');
    expect(await closing(live())).toEqual({
      code: CloseCode.ended,
      reason: 'You ended the machine.',
    });
  });
});

describe('the live connection', () => {
  test('starts with everything there is to know', async () => {
    const seen = messages(live());
    await until(() => seen.some(({ t }) => t === 'terminals'));
    const kinds = seen.map(({ t }) => t);
    expect([...new Set(kinds)]).toEqual(['session', 'file', 'checks', 'activation', 'terminals']);
  });

  test.each([
    { what: 'no JSON', frame: '{"t":' },
    { what: 'unknown', frame: '{"t":"dance","id":1}' },
    { what: 'incomplete', frame: '{"t":"save","id":1}' },
    { what: 'binary', frame: Buffer.from([1, 2, 3]) },
  ])('a frame that is $what closes it with the code for that', async ({ frame }) => {
    const socket = live();
    await opened(socket);
    socket.send(frame);
    expect((await closing(socket)).code).toBe(CloseCode.badMessage);
    expect(site.sessions.find(id)?.state).toBe('ready');
  });

  test('whatever comes, the session and its server live on', async () => {
    const odd = fc.string({ unit: fc.constantFrom(...'a/.\0\r\x1b"\\ü\ud800😀') });
    const frame = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.string(),
      fc.uint8Array(),
      fc
        .record({
          t: fc.constantFrom('save', 'check', 'extend', 'close-terminal', 'ack', 'resize'),
          id: fc.oneof(fc.integer(), fc.string()),
          path: odd,
          content: odd,
          base: fc.option(fc.string()),
          only: fc.array(fc.string()),
          terminal: fc.string(),
          bytes: fc.double(),
          cols: fc.double(),
          rows: fc.double(),
        })
        .map((message) => JSON.stringify(message)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 20 }), fc.boolean(), async (frames, toLive) => {
        const socket = toLive ? live() : terminal('one');
        await opened(socket);
        for (const data of frames) socket.send(data);
        socket.close();
        await closing(socket);
      }),
      { numRuns: 60 },
    );
    expect(site.sessions.find(id)?.state).toBe('ready');
    expect(site.warnings).toEqual([]);
  });

  test('a frame beyond the limit closes it, and one beyond all bounds is not even received', async () => {
    for (const [bytes, code] of [
      [MAX_FRAME_BYTES + 1, CloseCode.tooLarge],
      [5 * MAX_FRAME_BYTES, 1009],
    ] as const) {
      const socket = live();
      await opened(socket);
      socket.send('x'.repeat(bytes));
      expect((await closing(socket)).code).toBe(code);
    }
  });

  test('too many frames close it', async () => {
    const socket = live();
    await opened(socket);
    for (let frame = 0; frame < 150; frame += 1) socket.send('{"t":"extend","id":1}');
    expect((await closing(socket)).code).toBe(CloseCode.tooMany);
  });

  test.each(['/etc/passwd', '/etc/systemd/system/../../shadow', 'relative', '', '/a\0b'])(
    'saving to %j is refused and writes nothing',
    async (path) => {
      const socket = live();
      const seen = messages(socket);
      await opened(socket);
      socket.send(JSON.stringify({ t: 'save', id: 7, path, content: 'x', base: null }));
      await until(() => seen.some(({ t }) => t === 'error'));
      expect(seen.find(({ t }) => t === 'error')).toMatchObject({ id: 7, code: 'bad-path' });
      const [computer] = [...site.host.computers.values()];
      expect([...(computer?.computer.files.keys() ?? [])]).toEqual([
        '/etc/systemd/system/demo-echo@.service',
      ]);
    },
  );

  test('a unit file of 1 MB is refused with its size, and the connection stays', async () => {
    const socket = live();
    const seen = messages(socket);
    await opened(socket);
    const content = '#'.repeat(1000 * 1000);
    socket.send(JSON.stringify({ t: 'save', id: 7, path: SOCKET_FILE, content, base: null }));
    await until(() => seen.some(({ t }) => t === 'error'));
    expect(seen.find(({ t }) => t === 'error')).toMatchObject({ code: 'too-large' });
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('a full disk is told to the one who saves', async () => {
    for (const { computer } of site.host.computers.values()) computer.diskBytes = 10;
    const socket = live();
    const seen = messages(socket);
    await opened(socket);
    const content = '#'.repeat(100);
    socket.send(JSON.stringify({ t: 'save', id: 7, path: SOCKET_FILE, content, base: null }));
    await until(() => seen.some(({ t }) => t === 'error'));
    expect(seen.find(({ t }) => t === 'error')).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('no space'),
    });
  });

  test('ends with the session: the last view, then the code and the reason', async () => {
    const socket = live();
    const seen = messages(socket);
    await opened(socket);
    await until(() => seen.some(({ t }) => t === 'terminals'));
    socket.send('{"t":"end","id":1}');
    const { code, reason } = await closing(socket);
    expect({ code, reason }).toEqual({ code: CloseCode.ended, reason: 'You ended the machine.' });
    expect(seen.findLast(({ t }) => t === 'session')).toMatchObject({
      session: { state: 'ended', reason: 'You ended the machine.' },
    });
  });
});

describe('a terminal connection', () => {
  test.each([
    { what: 'no JSON', frame: 'ls' },
    { what: 'unknown', frame: '{"t":"type"}' },
  ])('a text frame that is $what closes it', async ({ frame }) => {
    const socket = terminal('one');
    await opened(socket);
    socket.send(frame);
    expect((await closing(socket)).code).toBe(CloseCode.badMessage);
  });

  test('a size that is none is ignored', async () => {
    const socket = terminal('one', '?cols=-1&rows=many');
    const seen = messages(socket);
    await until(() => seen.length > 0);
    for (const cols of [0, -5, 1e9, 1.5]) {
      socket.send(JSON.stringify({ t: 'resize', cols, rows: 24 }));
    }
    socket.send(new TextEncoder().encode('stty size\r'));
    let screen = '';
    socket.on('message', (data, isBinary) => {
      if (isBinary) screen += data.toString();
    });
    await until(() => screen.includes('24 80'));
  });

  test('the seventh terminal is refused in words', async () => {
    const six = [1, 2, 3, 4, 5, 6].map((number) => messages(terminal(`t${number}`)));
    await until(() => six.every((seen) => seen.length > 0));
    const seen = messages(terminal('t7'));
    await until(() => seen.length > 0);
    expect(seen[0]).toMatchObject({ t: 'exit', reason: expect.stringContaining('Close one') });
  });

  test('while the machine is not there yet: come back later', async () => {
    const gate = Promise.withResolvers<void>();
    site.host.boot = () => gate.promise;
    await site.sessions.find(id)?.reset();
    expect((await closing(terminal('one'))).code).toBe(CloseCode.restarting);
    gate.resolve();
  });
});

test('an upgrade that is none of ours gets an answer', async () => {
  const socket = browser.socket('/api/elsewhere');
  expect((await closing(socket)).code).toBe(CloseCode.unknown);
});
