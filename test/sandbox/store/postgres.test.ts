import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../sandbox/store/open.ts';
import { storeContract } from './contract.ts';
import { startPostgres } from './postgres.ts';

let server: Awaited<ReturnType<typeof startPostgres>>;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

async function emptyDatabase(): Promise<void> {
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await client.end();
}

describe('the store in PostgreSQL', () =>
  storeContract(async () => {
    await emptyDatabase();
    return openStore({ file: '', url: server.url });
  }));

test('its backup is left to its own tools', async () => {
  const store = await openStore({ file: '', url: server.url });
  await expect(store.backup('/tmp/x')).rejects.toMatchObject({ code: 'unsupported' });
  await store.dispose();
});

test('a server that does not answer is named, with what to do', async () => {
  await expect(
    openStore({ file: '', url: 'postgres://lab@127.0.0.1:9/postgres' }),
  ).rejects.toMatchObject({ code: 'unreachable' });
});
