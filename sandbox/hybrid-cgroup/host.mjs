// @ts-check
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the workaround needs beside Podman and crun, and the Debian packages it is in. */
export const HYBRID_PARTS = [
  { command: 'gcc', package: 'gcc' },
  { file: '/usr/include/stdio.h', package: 'libc6-dev' },
];

const here = fileURLToPath(new URL('.', import.meta.url));
const CAP_SYS_RESOURCE = 24n;
/** Of the C library that crun is linked with: musl-gcc would not do. */
const COMPILER = 'gcc';

/**
 * Whether the memory controller belongs to cgroup version 1 while version 2 is there as well.
 * A host with version 2 alone (every current distribution) answers false.
 *
 * @param {string} [cgroups] text of /proc/cgroups; its second column is 0 for a controller that is
 *   on version 2 or unused
 * @param {string} [filesystems] text of /proc/filesystems
 */
export function isHybridCgroup(
  cgroups = readText('/proc/cgroups'),
  filesystems = readText('/proc/filesystems'),
) {
  const memory = cgroups.split('\n').find((line) => line.startsWith('memory\t'));
  return Number(memory?.split('\t')[1] ?? 0) > 0 && /\tcgroup2$/m.test(filesystems);
}

/**
 * Makes what the engine's service needs on such a host.
 *
 * @param {string} folder where generated files go; made if it is missing
 * @param {string} runFolder a short path under /run, for mount points
 * @returns {{ runtime: string, enter: string[], env: Record<string, string> }} the OCI runtime, and
 *   the command that has to stand in front of `podman`, with its environment
 */
export function prepareHybridHost(folder, runFolder) {
  mkdirSync(folder, { recursive: true });
  const cgroup1 = join(runFolder, 'cgroup1');
  const memlock = needsMemlock() ? compileMemlock(folder) : '';
  const runtime = join(folder, 'crun-hybrid');
  // Podman gives its runtime a clean environment, so the paths travel in a script.
  writeFileSync(
    runtime,
    `#!/bin/sh\nexport LAB_CGROUP1=${quote(cgroup1)} LAB_MEMLOCK=${quote(memlock)} LAB_NODE=${quote(process.execPath)}\nexec ${quote(join(here, 'runtime.sh'))} "$@"\n`,
  );
  chmodSync(runtime, 0o755);
  return { runtime, enter: [join(here, 'enter.sh')], env: { LAB_CGROUP1: cgroup1 } };
}

function needsMemlock() {
  const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(readText('/proc/self/status'))?.[1] ?? '0';
  return (BigInt(`0x${effective}`) & (1n << CAP_SYS_RESOURCE)) === 0n;
}

/** @param {string} folder */
function compileMemlock(folder) {
  const source = join(here, 'memlock.c');
  const library = join(folder, 'memlock.so');
  if (existsSync(library) && statSync(library).mtimeMs >= statSync(source).mtimeMs) return library;
  const built = spawnSync(COMPILER, ['-shared', '-fPIC', '-O2', '-o', library, source], {
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    throw new Error(
      `${COMPILER} could not compile ${source}: ${built.stderr || built.error?.message}`,
    );
  }
  return library;
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {string} path */
function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
