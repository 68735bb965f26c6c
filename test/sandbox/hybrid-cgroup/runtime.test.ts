import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveLimits, type OciConfig } from '../../../sandbox/hybrid-cgroup/limits.mjs';

const RUNTIME = join('sandbox', 'hybrid-cgroup', 'runtime.sh');

describe('limits moved out of config.json', () => {
  const cgroup = { destination: '/sys/fs/cgroup', options: ['ro', 'nosuid'] };

  it('takes memory, pids and CPU in the order the kernel wants them', () => {
    const { config, limits } = moveLimits({
      mounts: [{ destination: '/sys', options: ['ro'] }, cgroup],
      linux: {
        resources: {
          memory: { limit: 268_435_456 },
          pids: { limit: 200 },
          cpu: { quota: 100_000, period: 50_000 },
        },
      },
    });
    expect(limits).toEqual([
      ['memory', 'memory.limit_in_bytes', 268_435_456],
      ['pids', 'pids.max', 200],
      ['cpu', 'cpu.cfs_period_us', 50_000],
      ['cpu', 'cpu.cfs_quota_us', 100_000],
    ]);
    expect(config.linux?.resources).toEqual({});
    expect(config.mounts?.map(({ options }) => options)).toEqual([['ro'], ['nosuid']]);
  });

  it('keeps what it does not know', () => {
    const config = { ociVersion: '1.0', linux: { seccomp: {}, resources: { devices: [1] } } };
    expect(moveLimits(config as OciConfig)).toEqual({
      config: { ...config, mounts: [] },
      limits: [],
    });
  });

  it.each([0, -1])('takes %d for no limit', (limit) => {
    expect(moveLimits({ linux: { resources: { pids: { limit } } } }).limits).toEqual([]);
  });
});

describe('the runtime in front of crun', () => {
  const id = 'ab12'.repeat(16);
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runtime-'));
    for (const name of ['bin', 'bundle', 'memory', 'pids', 'cpu']) mkdirSync(join(folder, name));
    const crun = join(folder, 'bin', 'crun');
    writeFileSync(crun, `#!/bin/sh\necho "$@" >>"${folder}/calls"\nexit \${CRUN_EXIT:-0}\n`);
    chmodSync(crun, 0o755);
    writeFileSync(
      join(folder, 'bundle', 'config.json'),
      JSON.stringify({ linux: { resources: { pids: { limit: 7 } } } }),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const group = (controller: string) => join(folder, controller, 'socket-activation-lab', id);
  const call = (args: string[], env: Record<string, string> = {}) =>
    execFileSync(RUNTIME, args, {
      env: {
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        LAB_CGROUP1: folder,
        LAB_MEMLOCK: '',
        LAB_NODE: process.execPath,
        ...env,
      },
      stdio: 'pipe',
    });
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

  it('limits and joins the groups of a new machine, then leaves the call to crun', () => {
    call(['--root', '/r', 'create', '--bundle', join(folder, 'bundle'), '--pid-file', '/p', id]);
    expect(readFileSync(join(group('pids'), 'pids.max'), 'utf8')).toBe('7');
    for (const controller of ['memory', 'pids', 'cpu']) {
      expect(readFileSync(join(group(controller), 'cgroup.procs'), 'utf8')).toMatch(/^\d+\n$/);
    }
    expect(calls()).toEqual([
      `--root /r create --bundle ${join(folder, 'bundle')} --pid-file /p ${id}`,
    ]);
  });

  it('joins the groups for a command in a machine, and only where there are groups', () => {
    mkdirSync(group('pids'), { recursive: true });
    call(['exec', '--process', '/x/process', '--detach', id]);
    expect(existsSync(join(group('pids'), 'cgroup.procs'))).toBe(true);
    expect(existsSync(group('memory'))).toBe(false);
    expect(calls()).toEqual([`exec --process /x/process --detach ${id}`]);
  });

  it.each([0, 3])('removes the groups with the machine; crun’s status %d is its own', (status) => {
    for (const controller of ['memory', 'pids', 'cpu']) {
      mkdirSync(group(controller), { recursive: true });
    }
    const result = () => call(['delete', '--force', id], { CRUN_EXIT: String(status) });
    if (status === 0) result();
    else expect(result).toThrow(expect.objectContaining({ status }));
    expect(existsSync(group('memory'))).toBe(false);
    expect(existsSync(group('cpu'))).toBe(false);
  });
});
