import { describe, expect, it } from 'vitest';
import {
  installCommand,
  missingPackages,
  NEEDS,
  packageManager,
} from '../../../sandbox/setup/system-packages.mjs';

describe('packages to install', () => {
  const host = (commands: string[], files: string[] = []) => ({
    hasCommand: (name: string) => commands.includes(name),
    hasFile: (path: string) => files.includes(path),
  });

  it('are none where every command and file is there', () => {
    expect(missingPackages([NEEDS.hybrid], host(['gcc'], ['/usr/include/stdio.h']))).toEqual([]);
  });

  it('are those of the commands that are missing', () => {
    const needs = [NEEDS.engine, NEEDS.rootless];
    expect(missingPackages(needs, host(['podman', 'setpriv', 'newuidmap']))).toEqual([
      'crun',
      'fuse-overlayfs',
      'dbus-user-session',
    ]);
  });

  it('are those of the files that are missing', () => {
    expect(missingPackages([NEEDS.hybrid], host(['gcc']))).toEqual(['libc6-dev']);
  });

  it('are named once', () => {
    const packages = missingPackages([NEEDS.image, NEEDS.hybrid], host([]));
    expect(packages.filter((name) => name === 'gcc')).toHaveLength(1);
  });
});

describe('package manager', () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"\n', 'apt'],
    ['NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf'],
    ['ID=arch\n', 'pacman'],
    ['ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'zypper'],
    ['ID=alpine\n', undefined],
    ['', undefined],
  ])('of %j is %s', (osRelease, manager) => {
    expect(packageManager(osRelease)).toBe(manager);
    expect(installCommand(manager as 'apt' | undefined, ['podman'])?.endsWith(' podman')).toBe(
      manager ? true : undefined,
    );
  });
});
