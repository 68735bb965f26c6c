import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../sandbox/store/open.ts';
import { storeContract } from './contract.ts';

describe('the embedded store', () => storeContract(() => openStore({ file: ':memory:' })));

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lab-store-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a backup made in use opens as a store', async () => {
  const place = folder();
  const store = await openStore({ file: join(place, 'a.sqlite') });
  await store.accounts.add({ id: 'ines', role: 'owner', name: 'Ines', createdAt: 1 });
  await store.backup(join(place, 'b.sqlite'));
  await store.dispose();
  const copy = await openStore({ file: join(place, 'b.sqlite') });
  expect(await copy.accounts.owner()).toMatchObject({ name: 'Ines' });
  await copy.dispose();
});

test('a file that is no database is named, with what to do', async () => {
  const file = join(folder(), 'broken.sqlite');
  writeFileSync(file, 'not a database, and longer than a header of one would be'.repeat(20));
  await expect(openStore({ file })).rejects.toMatchObject({ code: 'unreachable' });
});

test('the first start finds no folder and makes it', async () => {
  const store = await openStore({ file: join(folder(), 'data', 'labs', 'first.sqlite') });
  expect(await store.accounts.owner()).toBeUndefined();
  await store.dispose();
});
