// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { HYBRID_PARTS } from '../hybrid-cgroup/host.mjs';
import { lastLines, run, which } from './command.mjs';
import { SetupError } from './failure.mjs';

/**
 * Something the host has to have: for people, and part by part with the Debian package it is in.
 *
 * @typedef {{ what: string, parts: Part[] }} Need
 * @typedef {{ command: string, package: string } | { file: string, package: string }} Part
 */

/** @type {Record<'engine' | 'rootless' | 'image' | 'emulatorImage' | 'unprivilegedImage' | 'hybrid' | 'browser' | 'database', Need>} */
export const NEEDS = {
  engine: {
    what: 'a container engine',
    parts: [
      { command: 'podman', package: 'podman' },
      { command: 'crun', package: 'crun' },
      { command: 'setpriv', package: 'util-linux' },
    ],
  },
  rootless: {
    what: 'a container engine for an ordinary user',
    parts: [
      { command: 'newuidmap', package: 'uidmap' },
      { command: 'fuse-overlayfs', package: 'fuse-overlayfs' },
      { file: '/usr/lib/systemd/user/dbus.socket', package: 'dbus-user-session' },
    ],
  },
  image: {
    what: 'what builds the machine image',
    parts: [
      { command: 'mmdebstrap', package: 'mmdebstrap' },
      { command: 'musl-gcc', package: 'musl-tools' },
      { command: 'gcc', package: 'gcc' },
      {
        file: '/usr/share/keyrings/debian-archive-keyring.gpg',
        package: 'debian-archive-keyring',
      },
    ],
  },
  emulatorImage: {
    what: 'what builds the emulator’s machine',
    parts: [
      { command: 'mmdebstrap', package: 'mmdebstrap' },
      { command: 'arch-test', package: 'arch-test' },
      { command: 'i686-linux-gnu-gcc', package: 'gcc-i686-linux-gnu' },
      { file: '/usr/i686-linux-gnu/lib/libc.a', package: 'libc6-dev-i386-cross' },
      {
        file: '/usr/share/keyrings/debian-archive-keyring.gpg',
        package: 'debian-archive-keyring',
      },
    ],
  },
  unprivilegedImage: {
    what: 'building the image as an ordinary user',
    parts: [{ command: 'newuidmap', package: 'uidmap' }],
  },
  hybrid: {
    what: 'the workaround for hybrid control groups',
    parts: HYBRID_PARTS,
  },
  browser: {
    what: 'Chromium, for the tests',
    parts: [
      { command: 'chromium', package: 'chromium' },
      { file: '/usr/share/fonts/truetype/dejavu', package: 'fonts-dejavu-core' },
    ],
  },
  database: {
    what: 'PostgreSQL, for the tests',
    parts: [{ file: '/usr/lib/postgresql', package: 'postgresql' }],
  },
};

/**
 * The Debian packages of what is missing, each once.
 *
 * @param {Need[]} needs
 * @param {{ hasCommand(name: string): boolean, hasFile(path: string): boolean }} [host]
 */
export function missingPackages(
  needs,
  host = { hasCommand: (name) => which(name) !== undefined, hasFile: existsSync },
) {
  const missing = needs
    .flatMap(({ parts }) => parts)
    .filter((part) =>
      'command' in part ? !host.hasCommand(part.command) : !host.hasFile(part.file),
    );
  return [...new Set(missing.map((part) => part.package))];
}

/**
 * Which package manager the host has, from os-release(5).
 *
 * @param {string} [osRelease]
 * @returns {'apt' | 'dnf' | 'pacman' | 'zypper' | undefined}
 */
export function packageManager(osRelease = readOsRelease()) {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)]
    .flatMap(([, value = '']) => value.replaceAll('"', '').split(' '))
    .join(' ');
  if (/\b(debian|ubuntu)\b/.test(ids)) return 'apt';
  if (/\b(fedora|rhel|centos)\b/.test(ids)) return 'dnf';
  if (/\barch\b/.test(ids)) return 'pacman';
  if (/\bsuse\b/.test(ids)) return 'zypper';
  return undefined;
}

/**
 * The command that installs Debian packages or, elsewhere, their namesakes.
 *
 * @param {ReturnType<typeof packageManager>} manager
 * @param {string[]} packages
 */
export function installCommand(manager, packages) {
  const names = packages.join(' ');
  switch (manager) {
    case 'apt':
      return `apt-get install --no-install-recommends ${names}`;
    case 'dnf':
      return `dnf install ${names}`;
    case 'pacman':
      return `pacman -S ${names}`;
    case 'zypper':
      return `zypper install ${names}`;
    default:
      return undefined;
  }
}

/**
 * Installs packages on Debian and Ubuntu. Refreshes the package lists first when there are none,
 * and once more when a package is not to be had with those that are there.
 *
 * @param {string[]} packages
 * @throws {SetupError}
 */
export async function installSystemPackages(packages) {
  const first = await aptInstall(packages);
  if (first.code === 0) return;
  const lists = await run(['apt-get', 'update']);
  const second = await aptInstall(packages);
  if (second.code === 0) return;
  const offline = /Could not resolve|Temporary failure|Unable to connect|Failed to fetch/i.test(
    lists.output + second.output,
  );
  throw new SetupError(
    offline ? 'offline' : 'command-failed',
    `${
      offline
        ? 'apt-get could not reach its servers. Connect this machine to the network, then run this again.'
        : `"${installCommand('apt', packages)}" failed.`
    }\n${lastLines(second.output)}`,
  );
}

/** @param {string[]} packages */
function aptInstall(packages) {
  return run(
    [
      'apt-get',
      'install',
      '--yes',
      '--no-install-recommends',
      '-o',
      'DPkg::Lock::Timeout=300',
      ...packages,
    ],
    { env: { DEBIAN_FRONTEND: 'noninteractive' } },
  );
}

function readOsRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}
