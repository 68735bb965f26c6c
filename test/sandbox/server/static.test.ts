import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite } from '../../../sandbox/http/site.ts';

const SCRIPT = 'export const answer = 42;\n'.repeat(200);

let dist: string;
let server: Server;
let url: string;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'lab-dist-'));
  const files = {
    'client/index.html': `<h1>Home</h1>${'<p>text</p>'.repeat(200)}`,
    'client/learn/lesson/index.html': '<h1>Lesson</h1>',
    'client/_astro/page.abc123.js': SCRIPT,
    'client/theme.js': 'document.title;',
    'server/entry.mjs':
      "export const handler = (_request, response) => response.writeHead(404).end('<h1>Not here</h1>');",
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(dist, path, '..'), { recursive: true });
    await writeFile(join(dist, path), content);
  }
  server = createServer(await openSite(dist)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await rm(dist, { recursive: true });
});

const get = (path: string, encoding = 'identity') =>
  fetch(url + path, { headers: { 'accept-encoding': encoding } });

describe('the built site', () => {
  test.each([
    { path: '/', shows: 'Home' },
    { path: '/learn/lesson', shows: 'Lesson' },
    { path: '/learn/lesson/', shows: 'Lesson' },
    { path: '/learn/lesson?screen-reader', shows: 'Lesson' },
  ])('$path', async ({ path, shows }) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('must-revalidate');
    expect(await response.text()).toContain(shows);
  });

  test.each(['/nothing', '/../server/entry.mjs', '/%2e%2e/server/entry.mjs', '/learn/%zz'])(
    '%s is left to Astro, which says that it is not here',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('Not here');
    },
  );

  test.each([
    { encoding: 'br', smaller: true },
    { encoding: 'gzip', smaller: true },
    { encoding: 'identity', smaller: false },
  ])('files travel as $encoding where the browser takes it', async ({ encoding, smaller }) => {
    const response = await get('/_astro/page.abc123.js', encoding);
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
    expect(Number(response.headers.get('content-length')) < SCRIPT.length / 10).toBe(smaller);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(await response.text()).toBe(SCRIPT);
  });

  test('what is named by its content is kept for ever, the rest is asked for again', async () => {
    const hashed = await get('/_astro/page.abc123.js');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const theme = await get('/theme.js');
    expect(theme.headers.get('cache-control')).toContain('max-age=0');
    const etag = theme.headers.get('etag') ?? '';
    const again = await fetch(`${url}/theme.js`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  test('a second start compresses nothing anew; a rebuilt file it does', async () => {
    const script = join(dist, 'client/_astro/page.abc123.js');
    const before = await stat(`${script}.br`);
    await openSite(dist);
    expect((await stat(`${script}.br`)).ctimeMs).toBe(before.ctimeMs);
    await writeFile(script, SCRIPT.replaceAll('42', '43'));
    await openSite(dist);
    expect((await stat(`${script}.br`)).mtime).toEqual((await stat(script)).mtime);
    await writeFile(script, SCRIPT);
  });
});

test('a site that was not built is said to be', async () => {
  await expect(openSite('/no/such/dist')).rejects.toThrow('The site is not built');
});
