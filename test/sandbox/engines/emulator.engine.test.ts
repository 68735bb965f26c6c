/** The contract on the emulator, and what can become of a machine there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmulatorEngine } from '../../../sandbox/engines/emulator.ts';
import { readFrom } from '../../../sandbox/image/emulator/artefacts.ts';
import { artefactsFolder } from '../../../sandbox/setup/emulator-image.mjs';
import { readArtefacts } from '../../../src/machine/emulator/artefacts.ts';
import { Emulator, type EmulatorParts } from '../../../src/machine/emulator/emulator.ts';
import { ROUND } from '../../../src/machine/emulator/warm-up.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { engineContract } from '../../engines/contract.ts';
import { Screen } from '../../engines/screen.ts';

const folder = artefactsFolder();
/** All that a learner could see of what was run: the journal, units and their counters, files. */
const TRACES = [
  'journalctl --quiet --no-pager -o short-monotonic',
  'systemctl list-units --all --no-pager --no-legend',
  'systemctl show dbus.socket -p NAccepted -p NConnections',
  'find /etc /home /root /usr/local /var/lib /var/tmp /tmp -xdev -cnewer /run/lab/mark',
].join('; ');

engineContract('emulator', () => openEmulatorEngine(folder), 96 * 1024);

describe('a machine in the emulator', () => {
  let parts: EmulatorParts;
  let emulator: Emulator;
  let machine: Machine;

  beforeAll(async () => {
    parts = await readArtefacts(readFrom(folder));
    emulator = await Emulator.start(parts);
    machine = emulator.machine;
  });
  afterAll(() => emulator?.dispose());

  const works = async () =>
    (await machine.exec(['systemctl', 'is-active', 'multi-user.target'])).stdout;

  test('has a shell open when it starts, whose prompt costs nothing', async () => {
    const before = emulator.computer.instructions;
    const screen = new Screen(await machine.openTerminal({ cols: 100, rows: 30 }));
    await screen.shows(/learner@lab.*\$ $/);
    expect(emulator.computer.instructions - before).toBeLessThan(5_000_000);
    await screen.type('stty size\r');
    await screen.shows(/30 100\r\n/);
  });

  test('has the time of its host', async () => {
    const { stdout } = await machine.exec(['date', '+%s']);
    expect(Math.abs(Number(stdout) - Date.now() / 1000)).toBeLessThan(60);
  });

  test('is warmed up without a trace', async () => {
    const seen = async () => {
      const { stdout } = await machine.exec(['sh', '-c', TRACES], { timeoutMs: 60_000 });
      return stdout;
    };
    await machine.writeFiles([{ path: '/run/lab/mark', content: '' }]);
    const before = await seen();
    for (const step of ROUND) await step(machine, { timeoutMs: 60_000 });
    expect(await seen()).toBe(before);
  }, 300_000);

  test('outlives a command that takes all of its memory', async () => {
    const hungry = await machine.exec(['tail', '/dev/zero'], {
      user: 'learner',
      timeoutMs: 60_000,
    });
    expect(hungry.exitCode).toBe(137);
    const { units } = await machine.facts({ units: { 'init.scope': ['ActiveState'] } });
    expect(units['init.scope']).toEqual({ ActiveState: 'active' });
    expect((await machine.exec(['echo', 'alive'])).stdout).toBe('alive\n');
  }, 120_000);

  test('stands still when it is told to, and takes up its work again', async () => {
    await emulator.computer.pause();
    const before = emulator.computer.instructions;
    const answer = machine.exec(['echo', 'awake']);
    await new Promise((wake) => setTimeout(wake, 100));
    expect(emulator.computer.instructions).toBe(before);
    emulator.computer.run();
    expect((await answer).stdout).toBe('awake\n');
  });

  test('carries 4 MiB both ways without a byte lost', async () => {
    const content = new Uint8Array(4 * 1024 * 1024).map((_, at) => at * 7);
    await machine.writeFiles([{ path: '/root/large', content }]);
    expect(Buffer.compare((await machine.readFile('/root/large')) ?? Buffer.of(), content)).toBe(0);
  });

  describe.each([
    ['is shut down', 'poweroff -f', /shut down/],
    ['is shut down in order', 'poweroff', /shut down/],
    ['reboots', 'reboot -f', /reboot/],
    ['panics', 'echo c >/proc/sysrq-trigger', /kernel stopped: sysrq/],
    ['kills the lab’s program', 'pkill -9 lab-agent', /program in the machine/],
  ])('%s', (_, command, words) => {
    test('is gone, says why, and is back after a reset', async () => {
      const before = machine;
      machine.exec(['sh', '-c', command], { timeoutMs: 60_000 }).catch(() => {});
      expect(await before.gone).toMatch(words);
      await expect(before.exec(['true'])).rejects.toMatchObject({ code: 'gone' });
      machine = await emulator.reset();
      expect(await works()).toBe('active\n');
    });
  });

  test('is back after a reset without its programs and libraries', async () => {
    const folders = ['/etc', '/usr/bin', '/usr/sbin', '/usr/lib/i386-linux-gnu'];
    await machine.exec(['rm', '-rf', ...folders], { timeoutMs: 60_000 });
    await expect(machine.exec(['true'])).rejects.toMatchObject({ code: 'cannot-run' });
    machine = await emulator.reset();
    expect(await works()).toBe('active\n');
  });

  test('is back after a reset in the middle of a fork bomb', async () => {
    const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
    const screen = new Screen(terminal);
    await screen.shows(/\$ $/);
    await screen.type('bomb() { bomb | bomb & }; bomb\r');
    await new Promise((wake) => setTimeout(wake, 3_000));
    machine = await emulator.reset();
    expect(await works()).toBe('active\n');
    expect(await terminal.exited).toBeNull();
  });

  test('is not taken for gone because somebody writes to the console', async () => {
    await machine.exec(['sh', '-c', 'echo "<0>reboot: Power down" >/dev/kmsg']);
    await new Promise((wake) => setTimeout(wake, 1_500));
    expect(await works()).toBe('active\n');
  });

  test('does not start from a state that is none, and says what to do', async () => {
    const state = new Uint8Array(await readFile(join(folder, 'manifest.json')));
    await expect(Emulator.start({ ...parts, state })).rejects.toMatchObject({
      code: 'gone',
      message: expect.stringMatching(/another version of the emulator/),
    });
  });
});
