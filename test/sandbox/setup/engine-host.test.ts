import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { locateEngine, usualSockets } from '../../../sandbox/setup/engine-host.mjs';

const PODMAN = { Server: 'Libpod/5.4.2 (linux)', 'Libpod-API-Version': '5.4.2' };
const DOCKER = { Server: 'Docker/28.1.0 (linux)' };

describe('the engine that DOCKER_HOST names', () => {
  let folder = '';
  let server: Server | undefined;

  /** An engine with these headers, and this to say of itself. */
  async function engine(headers: Record<string, string>, info: unknown): Promise<string> {
    const socketPath = join(folder, 'engine.sock');
    server = createServer((request, response) => {
      const known = /^\/v[\d.]+\/(_ping|info)\?/.exec(request.url ?? '')?.[1];
      response.writeHead(known ? 200 : 404, headers);
      response.end(known === 'info' ? JSON.stringify(info) : 'OK');
    });
    await new Promise<void>((listening) => server?.listen(socketPath, listening));
    return socketPath;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-host-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  const named = async (headers: Record<string, string>, info?: unknown) => {
    vi.stubEnv('DOCKER_HOST', `unix://${await engine(headers, info)}`);
    return locateEngine({ dataDir: folder });
  };

  it('is taken when it is Podman', async () => {
    const host = await named(PODMAN);
    expect(host).toMatchObject({ kind: 'podman', description: 'Podman 5.4.2' });
    expect(host.image).toMatch(/^localhost\/socket-activation-lab:/);
    await host.stop();
  });

  const docker = (ServerVersion: string, ...SecurityOptions: string[]) =>
    named(DOCKER, { ServerVersion, SecurityOptions });

  it.each([['name=userns'], ['name=rootless']])(
    'is taken when it is Docker with %s',
    async (option) => {
      expect((await docker('28.1.0', 'name=seccomp,profile=builtin', option)).kind).toBe('docker');
    },
  );

  it.each([
    ['without user namespaces', '28.1.0', 'name=seccomp,profile=builtin'],
    ['too old for a cgroup tree of the machine’s own', '27.5.1', 'name=userns'],
  ])('is refused when it is Docker %s', async (_, version, option) => {
    await expect(docker(version, option)).rejects.toMatchObject({
      code: 'engine-unsafe',
      message: expect.stringContaining('userns-remap'),
    });
  });

  it.each([
    ['a socket that nobody listens on', 'unix:///nowhere/podman.sock'],
    ['a network address', 'tcp://127.0.0.1:2375'],
    ['nonsense', 'podman'],
  ])('is refused when it is %s', async (_, address) => {
    vi.stubEnv('DOCKER_HOST', address);
    await expect(locateEngine({ dataDir: folder })).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining(`DOCKER_HOST is ${address}`),
    });
  });
});

describe('sockets to try', () => {
  it('are the host’s for root', () => {
    expect(usualSockets(0, '/run/user/0')).toEqual([
      '/run/podman/podman.sock',
      '/var/run/docker.sock',
    ]);
  });

  it('begin with a user’s own', () => {
    expect(usualSockets(1000, undefined)[0]).toBe('/run/user/1000/podman/podman.sock');
    expect(usualSockets(1000, '/tmp/x')[0]).toBe('/tmp/x/podman/podman.sock');
  });
});
