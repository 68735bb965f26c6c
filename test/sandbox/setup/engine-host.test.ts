import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { locateEngine, usualSockets } from '../../../sandbox/setup/engine-host.mjs';

const PODMAN = { Version: '5.4.2', Components: [{ Name: 'Podman Engine', Version: '5.4.2' }] };
const DOCKER = { Version: '28.1.0', Components: [{ Name: 'Engine', Version: '28.1.0' }] };

describe('the engine that DOCKER_HOST names', () => {
  let folder = '';
  let server: Server | undefined;

  /** An engine that answers what it is told to. */
  async function engine(answers: Record<string, unknown>): Promise<string> {
    const socketPath = join(folder, 'engine.sock');
    server = createServer((request, response) => {
      const path = request.url?.replace(/^\/v[\d.]+/, '').replace(/\?.*/, '') ?? '';
      response.statusCode = path in answers ? 200 : 404;
      response.end(JSON.stringify(answers[path] ?? {}));
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

  const named = async (answers: Record<string, unknown>) => {
    vi.stubEnv('DOCKER_HOST', `unix://${await engine(answers)}`);
    return locateEngine({ dataDir: folder });
  };

  it('is taken when it is Podman', async () => {
    const host = await named({ '/version': PODMAN });
    expect(host).toMatchObject({ kind: 'podman', description: 'Podman 5.4.2' });
    expect(host.image).toMatch(/^localhost\/socket-activation-lab:/);
    await host.stop();
  });

  const docker = (ServerVersion: string, ...SecurityOptions: string[]) =>
    named({ '/version': DOCKER, '/info': { ServerVersion, SecurityOptions } });

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
