/** What the recipe promises, seen in a machine of this host's engine. */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainerEngine } from '../../../sandbox/engines/container.ts';
import { DEFAULT_LIMITS, type Engine } from '../../../sandbox/engines/engine.ts';
import { locateEngine } from '../../../sandbox/setup/engine-host.mjs';
import type { Machine } from '../../../src/machine/machine.ts';

let engine: Engine;
let machine: Machine;
let ownerOfNull: number;

beforeAll(async () => {
  ownerOfNull = statSync('/dev/null').uid;
  const installation = `test-${randomBytes(8).toString('hex')}`;
  engine = await openContainerEngine(await locateEngine(), installation);
  machine = await engine.create({ labels: {}, limits: DEFAULT_LIMITS });
});
afterAll(async () => {
  await machine?.dispose();
  await engine?.dispose();
});

/** What a shell command prints, for a user of the machine; `$?` after its output when it fails. */
async function shell(command: string, user = 'learner'): Promise<string> {
  const { stdout, stderr, exitCode } = await machine.exec(['bash', '-lc', command], { user });
  return `${stdout}${stderr}${exitCode === 0 ? '' : `[${exitCode}]`}`.trim();
}

describe('the learner’s machine', () => {
  it('has booted without a failed unit', async () => {
    expect(await shell('systemctl is-system-running; systemctl --failed --no-legend')).toBe(
      'running',
    );
  });

  it('is used by an ordinary user who may act as administrator and read the journal', async () => {
    expect(await shell('id -un; id -u; hostname; sudo id -un')).toBe('learner\n1000\nlab\nroot');
    expect(await shell('journalctl -o cat _PID=1')).toContain('Startup finished');
    expect(await shell('cat /etc/shadow')).toMatch(/Permission denied\s\[1\]$/);
  });

  it.each([
    'systemctl',
    'systemd-analyze',
    'systemd-socket-activate',
    '/lib/systemd/systemd-socket-proxyd',
    'journalctl',
    'ss',
    'nc',
    'socat',
    'curl',
    'strace',
    'lsof',
    'nano',
    'vim',
    'less',
    'python3',
    'cc',
    'sudo',
    'file',
    'pstree',
    'ps',
  ])('has %s', async (command) => {
    expect(await shell(`command -v ${command}`)).toContain(command);
  });

  it.each(['systemd.socket', 'systemd.service', 'socket.7', 'unix.7', 'accept.2', 'sd_listen_fds'])(
    'has the manual page %s, in UTF-8 and without a pager',
    async (page) => {
      expect(await shell(`man ${page} | head -1`)).toMatch(/\(\d\)/);
    },
  );

  it('keeps what is typed ahead while sudo runs', async () => {
    const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
    try {
      await terminal.write(new TextEncoder().encode('sudo sleep 0.3\necho typed-$((40+2))\n'));
      let screen = '';
      for await (const chunk of terminal.output) {
        screen += new TextDecoder().decode(chunk);
        if (screen.includes('typed-42')) break;
      }
      expect(screen).toContain('typed-42');
    } finally {
      terminal.dispose();
    }
  });

  it('leaves no dangling links among its units and manual pages', async () => {
    expect(await shell('find /usr/lib/systemd /usr/share/man -xtype l')).toBe('');
  });

  it('compiles a program that asks for passed descriptors', async () => {
    const program =
      '#include <systemd/sd-daemon.h>\n#include <stdio.h>\nint main(void) { printf("%d\\n", sd_listen_fds(0)); }\n';
    await machine.writeFiles([{ path: '/tmp/fds.c', content: program }]);
    expect(await shell('cc -Wall -o /tmp/fds /tmp/fds.c -lsystemd && /tmp/fds')).toBe('0');
  });

  it('completes unit names and commands of systemctl', async () => {
    const complete =
      'source /usr/share/bash-completion/bash_completion; _completion_loader systemctl; COMP_WORDS=(systemctl list-s); COMP_CWORD=1; _systemctl; echo $COMPREPLY';
    expect(await shell(complete)).toBe('list-sockets');
  });

  it('knows names of its own only, and no network', async () => {
    expect(await shell('cat /etc/hosts')).toBe(
      '127.0.0.1 localhost lab\n::1 localhost ip6-localhost ip6-loopback',
    );
    expect(await shell('cat /etc/resolv.conf; ip -o link | cut -d: -f2')).toBe('lo');
  });

  it('shows root the descriptors of everyone, as ss -p and lsof need', async () => {
    expect(await shell('sleep 5 & sudo readlink /proc/$!/fd/0')).toMatch(/pipe:|\/dev\//);
  });

  it('confines its root', async () => {
    const refused = await shell(
      [
        'unshare --user true',
        'unshare --net ip link add dummy0 type dummy',
        'mknod /tmp/disk b 254 0',
        'echo 0 > /proc/sys/kernel/panic',
        `python3 -c 'import socket; socket.socket(40, 1)'`,
      ]
        .map((command) => `(${command}) >/dev/null 2>&1 && echo "went through: ${command}"`)
        .join('; '),
      'root',
    );
    expect(refused).not.toContain('went through');
  });

  it('leaves the host’s /dev/null to the host', () => {
    expect(statSync('/dev/null').uid).toBe(ownerOfNull);
  });
});
