import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian keeps the server's programs out of PATH. */
function program(name: string): string {
  const root = '/usr/lib/postgresql';
  const [version] = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  if (!version) throw new Error('PostgreSQL is not installed: npm test installs it.');
  return join(root, version, 'bin', name);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * A PostgreSQL server of its own on a loopback port, with a fresh folder, and its address. It
 * refuses to run as root, so there it runs as Debian's account for it.
 */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-postgres-'));
  const root = process.getuid?.() === 0;
  const asUser = root ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  if (root) {
    const id = (what: string) => Number(spawnSync('id', [what, 'postgres']).stdout.toString());
    chownSync(folder, id('-u'), id('-g'));
  }
  const made = spawnSync(
    ...command([...asUser, program('initdb'), '-A', 'trust', '-U', 'lab', '-N', folder]),
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(
    ...command([
      ...asUser,
      program('postgres'),
      '-D',
      folder,
      ...settings.flatMap((setting) => ['-c', setting]),
    ]),
  );
  const exited = new Promise((done) => server.once('exit', done));
  let log = '';
  server.stderr.on('data', (data) => {
    log += data;
  });
  while (!log.includes('ready to accept connections')) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended: ${log}`);
    await sleep(20);
  }
  return {
    url: `postgres://lab@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function command([file = '', ...args]: readonly string[]): [string, string[]] {
  return [file, args];
}
