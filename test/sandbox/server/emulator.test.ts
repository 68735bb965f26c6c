/** What a server says of the machine for the tab. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withEmulator } from '../../../sandbox/http/emulator.ts';

let folder: string;
let server: Server;
let url: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lab-emulator-'));
  const site = withEmulator(folder, (_, response) => void response.end('the site'));
  server = createServer(site);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('that there is none is an answer, no error', async () => {
  const answer = await fetch(`${url}/emulator/manifest.json`);
  expect([answer.status, await answer.json()]).toEqual([200, null]);
  expect((await fetch(`${url}/emulator/state.zst`)).status).toBe(404);
  expect(await (await fetch(`${url}/learn/`)).text()).toBe('the site');
});

test('one that was built meanwhile is there at once; its files never change', async () => {
  mkdirSync(join(folder, 'files'));
  writeFileSync(join(folder, 'manifest.json'), '{"format":1}');
  writeFileSync(join(folder, 'files/00ff.zst'), 'content');
  expect(await (await fetch(`${url}/emulator/manifest.json`)).json()).toEqual({ format: 1 });
  const file = await fetch(`${url}/emulator/files/00ff.zst`);
  expect(file.headers.get('cache-control')).toContain('immutable');
});
