import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineApi } from '../../../sandbox/setup/engine-api.mjs';
import { usualSockets } from '../../../sandbox/setup/engine-host.mjs';
import { runFolderOf } from '../../../sandbox/setup/podman-service.mjs';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'engine-data-'));
});
afterEach(() => {
  for (const folder of [dataDir, runFolderOf(dataDir)]) {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('an engine service that a process has started ends when that process is killed', async () => {
  const { DOCKER_HOST: _, ...env } = process.env;
  const script = `
    const { locateEngine } = await import('./sandbox/setup/engine-host.mjs');
    console.log((await locateEngine({ dataDir: ${JSON.stringify(dataDir)} })).socketPath);
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { env });
  const [socketPath] = (await once(createInterface(owner.stdout), 'line')) as [string];
  const engine = new EngineApi(socketPath);
  expect(await engine.identify()).toBeDefined();

  owner.kill('SIGKILL');
  await once(owner, 'exit');
  // What runs anyway on this host keeps running.
  const shared = usualSockets(process.getuid?.() ?? 0, process.env.XDG_RUNTIME_DIR);
  await expect
    .poll(async () => (await engine.identify()) !== undefined, { timeout: 10_000 })
    .toBe(shared.includes(socketPath));
});
