import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngineError } from '../../../sandbox/engines/engine.ts';
import { listen } from '../../../sandbox/server.ts';
import { MAX_FILE_BYTES } from '../../../src/schemas/protocol.ts';
import { until } from '../clock.ts';
import { SOCKET_FILE } from '../lesson.ts';
import { Browser, Site } from './site.ts';

const DAY = 24 * 60 * 60 * 1000;

let site: Site;
let browser: Browser;

beforeEach(async () => {
  site = await new Site().open();
  browser = new Browser(site.url);
});

afterEach(() => site.close());

const create = (from = browser, exercise = 'echo') =>
  from.request('POST', '/api/sessions', JSON.stringify({ exercise }));

const answer = async (response: Response) => ({
  status: response.status,
  code: ((await response.json()) as { code?: string }).code,
});

describe('health', () => {
  test('says what runs once machines can be started', async () => {
    const response = await browser.request('GET', '/api/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', engine: 'fake', systemd: 252 });
    const offer = await browser.request('GET', '/api/machines');
    expect(await offer.json()).toEqual({ features: expect.any(Array) });
  });

  test.each(['engine-absent', 'engine-unsafe', 'image-missing'] as const)(
    '%s: says why, as does a start; pages are served all the same',
    async (code) => {
      const without = new Site();
      without.host.trouble = new EngineError(code, 'Install Podman.');
      const reader = new Browser((await without.open()).url);
      for (const response of [await reader.request('GET', '/api/health'), await create(reader)]) {
        expect(response.status).toBe(503);
        expect(await response.json()).toEqual({ code, message: 'Install Podman.' });
      }
      // A page may have machines in its tab: to it, this is an answer and no failure.
      const offer = await reader.request('GET', '/api/machines');
      expect(offer.status).toBe(200);
      expect(await offer.json()).toEqual({ code, message: 'Install Podman.' });
      expect(await (await reader.request('GET', '/')).text()).toBe('no such page');
      without.host.trouble = undefined;
      await without.clock.pass(2_000);
      expect((await reader.request('GET', '/api/health')).status).toBe(200);
      await without.close();
    },
  );

  test('an engine that goes away: health says so, and the machine asked for says why', async () => {
    site.host.trouble = new EngineError('engine-gone', 'The engine does not answer. Start it.');
    expect((await browser.request('GET', '/api/health')).status).toBe(503);
    const { id } = await (await create()).json();
    await until(() => site.sessions.find(id)?.over === true);
    expect(await (await browser.request('GET', `/api/sessions/${id}`)).json()).toMatchObject({
      state: 'error',
      reason: 'The engine does not answer. Start it.',
    });
  });
});

describe('sessions', () => {
  test('are made, found again, read and ended', async () => {
    const made = await create();
    expect(made.status).toBe(201);
    const { id } = await made.json();
    await until(() => site.sessions.find(id)?.state === 'ready');
    const [listed] = await (await browser.request('GET', '/api/sessions')).json();
    expect(listed).toMatchObject({ id, state: 'ready', exercise: 'echo' });
    const ended = await browser.request('DELETE', `/api/sessions/${id}`);
    expect(await ended.json()).toMatchObject({ state: 'ended' });
    expect(await (await browser.request('GET', '/api/sessions')).json()).toEqual([]);
    await until(() => site.host.computers.size === 0);
  });

  test('the cookie is signed, out of reach for scripts and for other sites', async () => {
    const [cookie = ''] = (await create()).headers.getSetCookie();
    expect(cookie).toMatch(/^lab=[\w-]{32}\.\w+\.[\w-]{43}; /);
    expect(cookie).toContain('; HttpOnly; SameSite=Strict');
  });

  test('one browser keeps its cookie for several sessions', async () => {
    const [first] = (await create()).headers.getSetCookie();
    const second = (await create()).headers.getSetCookie();
    expect(first).toBeDefined();
    expect(second).toEqual([]);
    expect(await (await browser.request('GET', '/api/sessions')).json()).toHaveLength(2);
  });

  test('nobody reaches the session of somebody else, nor learns that there is one', async () => {
    const { id } = await (await create()).json();
    const stranger = new Browser(site.url);
    expect(await answer(await stranger.request('GET', `/api/sessions/${id}`))).toEqual({
      status: 401,
      code: 'not-yours',
    });
    await create(stranger);
    for (const method of ['GET', 'DELETE']) {
      const theirs = await answer(await stranger.request(method, `/api/sessions/${id}`));
      const nobodys = await answer(await stranger.request(method, '/api/sessions/no-such-session'));
      expect(theirs).toEqual({ status: 404, code: 'unknown-session' });
      expect(nobodys).toEqual(theirs);
    }
  });

  test.each([
    {
      what: 'changed',
      change: (cookie: string) =>
        cookie.replace(/lab=./, (start) => (start === 'lab=_' ? 'lab=-' : 'lab=_')),
    },
    { what: 'of another key', change: (cookie: string) => cookie.replace(/\.[^.]+$/, '.forged') },
    { what: 'cut short', change: (cookie: string) => cookie.slice(0, 20) },
    { what: 'empty', change: () => 'lab=' },
  ])('a cookie that is $what opens nothing', async ({ change }) => {
    const { id } = await (await create()).json();
    browser.cookie = change(browser.cookie ?? '');
    const reply = await answer(await browser.request('GET', `/api/sessions/${id}`));
    expect(reply).toEqual({ status: 401, code: 'not-yours' });
  });

  test('an expired cookie opens nothing, and the next machine brings a new one', async () => {
    const { id } = await (await create()).json();
    await site.clock.pass(31 * DAY);
    const reply = await answer(await browser.request('GET', `/api/sessions/${id}`));
    expect(reply).toEqual({ status: 401, code: 'not-yours' });
    expect((await create()).headers.getSetCookie()).toHaveLength(1);
  });

  test('a cookie in use is renewed before it expires, for the same browser', async () => {
    await create();
    await site.clock.pass(2 * DAY);
    const { id } = await (await create()).json();
    await site.clock.pass(29 * DAY);
    expect(await answer(await browser.request('GET', `/api/sessions/${id}`))).toMatchObject({
      status: 404,
    });
  });
});

describe('bad input', () => {
  test.each([{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { origin: '' }])(
    'origin $origin is refused wherever something would change',
    async ({ origin }) => {
      const { id } = await (await create()).json();
      const page = new Browser(site.url, origin);
      page.cookie = browser.cookie;
      for (const [method, path] of [
        ['POST', '/api/sessions'],
        ['DELETE', `/api/sessions/${id}`],
      ] as const) {
        const reply = await answer(
          await page.request(method, path, method === 'POST' ? '{}' : undefined),
        );
        expect(reply).toEqual({ status: 403, code: 'foreign-origin' });
      }
    },
  );

  test('a name that was made to point at this host is a foreign origin too', async () => {
    const port = new URL(site.url).port;
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const host = `rebound.example:${port}`;
      const call = request(new URL('/api/sessions', site.url), {
        method: 'POST',
        headers: { host, origin: `http://${host}` },
      });
      call.on('response', (response) => resolve(response.statusCode));
      call.end('{}');
    });
    expect(status).toBe(403);
  });

  test.each([
    { body: '', status: 400, code: 'bad-request' },
    { body: '{"exercise":', status: 400, code: 'bad-request' },
    { body: '{"exercise":7}', status: 400, code: 'bad-request' },
    { body: '{"exercise":"nowhere"}', status: 404, code: 'unknown-exercise' },
    {
      body: JSON.stringify({ exercise: 'x'.repeat(3 * 1024 * 1024) }),
      status: 413,
      code: 'too-large',
    },
  ])('a body like $body.length bytes of $code', async ({ body, status, code }) => {
    expect(await answer(await browser.request('POST', '/api/sessions', body))).toEqual({
      status,
      code,
    });
  });

  test('a unit file of 1 MB is refused with its name', async () => {
    const files = [{ path: SOCKET_FILE, content: '#'.repeat(1024 * 1024) }];
    const body = JSON.stringify({ exercise: 'echo', files });
    const response = await browser.request('POST', '/api/sessions', body);
    expect(response.status).toBe(413);
    const { message } = await response.json();
    expect(message).toContain(`${SOCKET_FILE} is larger than ${MAX_FILE_BYTES / 1024} KiB`);
  });

  test('edits of files the exercise does not have stay out of the machine', async () => {
    const files = [{ path: '/etc/../root/.ssh/authorized_keys', content: 'x' }];
    const response = await browser.request(
      'POST',
      '/api/sessions',
      JSON.stringify({ exercise: 'echo', files }),
    );
    const { id } = await response.json();
    await until(() => site.sessions.find(id)?.state === 'ready');
    const [computer] = [...site.host.computers.values()];
    expect([...(computer?.computer.files.keys() ?? [])].join()).not.toContain('authorized_keys');
  });

  test.each([
    { method: 'GET', path: '/api/nothing', status: 404 },
    { method: 'GET', path: '/api/sessions/a/b', status: 404 },
    { method: 'PUT', path: '/api/sessions', status: 405 },
    { method: 'POST', path: '/api/health', status: 405 },
    { method: 'GET', path: '/no/page', status: 404 },
  ])('$method $path answers $status', async ({ method, path, status }) => {
    expect((await browser.request(method, path)).status).toBe(status);
  });

  test('machines asked for faster than anybody needs them are refused', async () => {
    const codes: (string | undefined)[] = [];
    for (let number = 0; number < 62; number += 1) codes.push((await answer(await create())).code);
    expect(codes.at(-1)).toBe('too-many');
    expect(codes[10]).toBe('too-many-sessions');
  });

  test('a port that is taken is said to be, with the way out', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const message = await listen(new Site().server, '127.0.0.1', port).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).toBe(
      `Port ${port} of 127.0.0.1 is taken by another program. End that one, or choose another port: PORT=${port + 1} npm start`,
    );
    squatter.close();
  });
});

test('every answer carries the security headers', async () => {
  for (const path of ['/', '/api/health', '/api/nothing']) {
    const { headers } = await browser.request('GET', path);
    expect(headers.get('content-security-policy')).toContain(
      "script-src 'self' 'wasm-unsafe-eval';",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  }
});
