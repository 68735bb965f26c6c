import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineApi } from '../../../sandbox/setup/engine-api.mjs';

const ID = 'c0ffee00'.repeat(8);

describe('the engine’s interface', () => {
  let folder = '';
  let server: Server;
  let asked: { method: string; url: URL; body: string }[];
  let answers: { status: number; body: string }[];
  let api: EngineApi;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'engine-api-'));
    asked = [];
    answers = [];
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push({
        method: request.method ?? '',
        url: new URL(request.url ?? '', 'http://engine'),
        body,
      });
      const { status, body: text } = answers.shift() ?? { status: 404, body: '' };
      response.writeHead(status).end(text);
    });
    const socketPath = join(folder, 'engine.sock');
    await new Promise<void>((listening) => server.listen(socketPath, listening));
    api = new EngineApi(socketPath);
  });
  afterEach(async () => {
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  });

  const importImage = () => {
    const file = join(folder, 'root.tar');
    writeFileSync(file, 'a root file system');
    return api.importImage(file, 'localhost/machine:1234', { release: 'Debian 12' });
  };
  const progress = `{"status":"reading"}\n{"status":"sha256:${ID}"}\n`;

  it('imports an archive, labels it and names it', async () => {
    answers = [
      { status: 200, body: progress },
      { status: 201, body: '' },
    ];
    await importImage();
    const [imported, named] = asked;
    expect(imported?.body).toBe('a root file system');
    expect(imported?.url.searchParams.getAll('changes')).toEqual([
      'CMD ["/sbin/init"]',
      'LABEL release="Debian 12"',
    ]);
    expect(named?.url.pathname).toBe(`/v1.40/images/${ID}/tag`);
    expect(named?.url.search).toBe('?repo=localhost%2Fmachine&tag=1234');
  });

  it.each([
    ['the disk is full', [{ status: 500, body: '{"message":"no space left"}' }], /no space left/],
    ['the import ends without an image', [{ status: 200, body: '{"error":"bad"}' }], /bad/],
    [
      'the name is not taken',
      [
        { status: 200, body: progress },
        { status: 409, body: 'taken' },
      ],
      /taken/,
    ],
  ])('says so when %s', async (_, given, message) => {
    answers = given;
    await expect(importImage()).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [200, true],
    [404, false],
  ])('takes status %d for an image that is there: %s', async (status, there) => {
    answers = [{ status, body: '{}' }];
    expect(await api.hasImage('localhost/machine:1234')).toBe(there);
    expect(asked[0]?.url.pathname).toBe('/v1.40/images/localhost/machine:1234/json');
  });

  it('knows nothing of a socket that nobody listens on', async () => {
    expect(await new EngineApi('/nowhere/engine.sock').identify()).toBeUndefined();
  });
});
