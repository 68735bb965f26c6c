import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimSessions, installationName } from '../../../sandbox/sessions/claim.ts';
import { SessionFiles, type SessionRecord } from '../../../sandbox/sessions/store.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-store-'));
});

afterEach(() => rm(folder, { recursive: true }));

const record = (id: string): SessionRecord => ({
  id,
  owner: 'somebody',
  exercise: 'echo',
  machine: `machine of ${id}`,
  bornAt: 1,
  expiresAt: 2,
});

const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';

test('records come back after a restart, changed and erased as they were', async () => {
  const store = new SessionFiles(folder);
  await Promise.all([store.save(record(A)), store.save(record(B))]);
  await store.save({ ...record(A), expiresAt: 3 });
  await store.erase(B);
  await store.erase('never-was-there');
  expect(await new SessionFiles(folder).all()).toEqual([{ ...record(A), expiresAt: 3 }]);
});

test('nobody else on the host reads them', async () => {
  await new SessionFiles(folder).save(record(A));
  expect((await stat(join(folder, 'sessions'))).mode & 0o077).toBe(0);
  expect((await stat(join(folder, 'sessions', `${A}.json`))).mode & 0o077).toBe(0);
});

test.each(['', '{"id":', '{"id":"x"}', '[]'])(
  'a damaged record (%s) is dropped, the others are kept',
  async (text) => {
    const store = new SessionFiles(folder);
    await store.save(record(A));
    await writeFile(join(folder, 'sessions', 'damaged.json'), text);
    expect(await store.all()).toEqual([record(A)]);
    expect(await readdir(join(folder, 'sessions'))).toEqual([`${A}.json`]);
  },
);

test('a folder belongs to one server at a time', async () => {
  await claimSessions(folder);
  await expect(claimSessions(folder)).rejects.toThrow(`already keeps its sessions in ${folder}`);
  expect(installationName(folder)).toBe(installationName(`${folder}/.`));
  expect(installationName(folder)).not.toBe(installationName(`${folder}2`));
});
