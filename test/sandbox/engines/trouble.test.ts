import type Docker from 'dockerode';
import { describe, expect, test } from 'vitest';
import { blueprint } from '../../../sandbox/engines/container/blueprint.ts';
import { checkIsolation } from '../../../sandbox/engines/container/isolation.ts';
import { removeContainer } from '../../../sandbox/engines/container/removal.ts';
import { translate } from '../../../sandbox/engines/container/trouble.ts';
import { DEFAULT_LIMITS } from '../../../sandbox/engines/engine.ts';
import { MachineError } from '../../../src/machine/machine.ts';

const answer = (statusCode: number, message = 'no') =>
  Object.assign(new Error(message), { statusCode });

describe('what the engine says, in our words', () => {
  test.each([
    { error: new Error('connect ECONNREFUSED /run/podman/podman.sock'), code: 'engine-gone' },
    { error: new Error('socket hang up'), code: 'engine-gone' },
    { error: answer(404, 'no such image'), code: 'image-missing' },
    { error: answer(500, 'cannot allocate memory'), code: 'no-capacity' },
    { error: answer(500, 'write /var/lib: no space left on device'), code: 'no-capacity' },
    { error: answer(500, 'not enough unused IDs in user namespace'), code: 'no-capacity' },
    {
      error: answer(500, 'cannot find mappings for user "containers" in /etc/subuid'),
      code: 'engine-unsafe',
    },
    { error: answer(500, 'crun: something else'), code: 'boot-failed' },
    { error: new MachineError('gone', 'It is gone.'), code: 'gone' },
  ])('$error.message → $code', ({ error, code }) => {
    expect(translate(error, 'image:tag')).toMatchObject({
      code,
      message: expect.stringMatching(/\S/),
    });
  });
});

describe('an engine that cannot isolate is refused', () => {
  const engine = (SecurityOptions: string[], ServerVersion: string) =>
    ({ info: async () => ({ SecurityOptions, ServerVersion }) }) as unknown as Docker;

  test.each([
    { options: ['name=seccomp,profile=builtin'], version: '28.1.0', says: 'userns-remap' },
    { options: ['name=userns', 'name=seccomp'], version: '26.1.5', says: 'Docker 26.1.5' },
    { options: ['name=userns'], version: '28.1.0', says: 'without seccomp' },
    { options: ['name=userns', 'name=seccomp'], version: '', says: 'cannot run systemd' },
  ])('Docker $version with $options', async ({ options, version, says }) => {
    const refused = checkIsolation(engine(options, version), 'docker');
    await expect(refused).rejects.toMatchObject({
      code: 'engine-unsafe',
      message: expect.stringContaining(says),
    });
  });

  test.each([
    { kind: 'docker' as const, options: ['name=userns', 'name=seccomp,profile=builtin'] },
    { kind: 'docker' as const, options: ['name=rootless', 'name=seccomp'] },
    { kind: 'podman' as const, options: [] },
  ])('$kind with $options is fine', async ({ kind, options }) => {
    await checkIsolation(engine(options, '28.0.0'), kind);
  });
});

describe('the container of a machine', () => {
  test.each(['podman', 'docker'] as const)(
    '%s: never privileged, no network, limited',
    async (kind) => {
      const { HostConfig } = await blueprint({
        kind,
        image: 'image:tag',
        seccompProfile: 'sandbox/image/seccomp.json',
        labels: {},
        limits: DEFAULT_LIMITS,
      });
      expect(HostConfig?.Privileged).toBeUndefined();
      expect(HostConfig).toMatchObject({
        NetworkMode: 'none',
        Memory: 256 * 1024 * 1024,
        PidsLimit: 200,
        NanoCpus: 1e9,
      });
      expect(HostConfig?.UsernsMode).toBe(kind === 'podman' ? 'auto:size=65536' : undefined);
      const [seccomp = ''] = HostConfig?.SecurityOpt ?? [];
      // Podman reads the profile from its path, Docker wants its text.
      expect(seccomp.startsWith('seccomp={')).toBe(kind === 'docker');
    },
  );
});

describe('removing a container', () => {
  const engine = (answers: (Error | undefined)[]) => {
    const calls: string[] = [];
    const container = {
      kill: async () => void calls.push('kill'),
      remove: async () => {
        calls.push('remove');
        const error = answers.shift();
        if (error) throw error;
      },
    };
    return { docker: { getContainer: () => container } as unknown as Docker, calls };
  };

  test('tries again while its mounts are busy', async () => {
    const { docker, calls } = engine([answer(500, 'device or resource busy'), undefined]);
    await removeContainer(docker, 'id', [1]);
    expect(calls).toEqual(['kill', 'remove', 'remove']);
  });

  test('one that is not there is done', async () => {
    await removeContainer(engine([answer(404)]).docker, 'id');
  });

  test('gives up in the end, and says why', async () => {
    const { docker } = engine(Array.from({ length: 9 }, () => answer(500, 'busy')));
    await expect(removeContainer(docker, 'id', [1, 1])).rejects.toThrow('busy');
  });
});
