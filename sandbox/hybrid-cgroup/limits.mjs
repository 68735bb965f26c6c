// @ts-check
/**
 * Run by runtime.sh before crun creates a container:
 *
 *     node limits.mjs BUNDLE GROUPS
 *
 * Moves the limits of memory, pids and CPU from the bundle's config.json, where crun would fail on
 * them, to version 1 groups; GROUPS/CONTROLLER/NAME are made by the caller.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ destination: string, options?: string[] }} Mount
 * @typedef {{
 *   mounts?: Mount[],
 *   linux?: { resources?: {
 *     memory?: { limit?: number },
 *     pids?: { limit?: number },
 *     cpu?: { quota?: number, period?: number },
 *     blockIO?: unknown,
 *   } },
 * }} OciConfig the parts of config.json (OCI runtime specification) that matter here
 */

/**
 * @param {OciConfig} config
 * @returns {{ config: OciConfig, limits: [controller: string, file: string, value: number][] }} the
 *   configuration without limits and with a writable cgroup tree, as the machine's systemd needs;
 *   and the limits in the order to write them
 */
export function moveLimits(config) {
  const { memory, pids, cpu, blockIO: _, ...resources } = config.linux?.resources ?? {};
  /** @type {[string, string, number | undefined][]} */
  const wanted = [
    ['memory', 'memory.limit_in_bytes', memory?.limit],
    ['pids', 'pids.max', pids?.limit],
    ['cpu', 'cpu.cfs_period_us', cpu?.period],
    ['cpu', 'cpu.cfs_quota_us', cpu?.quota],
  ];
  return {
    config: {
      ...config,
      mounts: config.mounts?.map((mount) => writable(mount)) ?? [],
      linux: { ...config.linux, resources },
    },
    // Zero and below mean no limit.
    limits: wanted.flatMap(([controller, file, value = 0]) =>
      value > 0 ? [[controller, file, value]] : [],
    ),
  };
}

/** @param {Mount} mount */
function writable(mount) {
  if (mount.destination !== '/sys/fs/cgroup') return mount;
  return { ...mount, options: mount.options?.filter((option) => option !== 'ro') ?? [] };
}

const [, script, bundle, ...groups] = process.argv;
if (bundle && script === fileURLToPath(import.meta.url)) {
  const path = join(bundle, 'config.json');
  const { config, limits } = moveLimits(JSON.parse(readFileSync(path, 'utf8')));
  writeFileSync(path, JSON.stringify(config));
  for (const [controller, file, value] of limits) {
    const group = groups.find((folder) => folder.includes(`/${controller}/`));
    if (group) writeFileSync(join(group, file), String(value));
  }
}
