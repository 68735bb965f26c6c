/** What every engine promises: one suite, run on each of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Engine } from '../../sandbox/engines/engine.ts';
import type { Machine, MachineErrorCode } from '../../src/machine/machine.ts';
import { Screen } from './screen.ts';

const UNIT_DIR = '/etc/systemd/system';
const SOCKET =
  '[Socket]\nListenStream=127.0.0.1:9091\nAccept=yes\n\n[Install]\nWantedBy=sockets.target\n';
const SERVICE = '[Service]\nExecStart=/bin/cat\nStandardInput=socket\n';

/** What a terminal prints in a flood. Emulated machines print slowly. */
const FLOOD_BYTES = 1024 * 1024;
/** A reload is quick on some machines and takes seconds on others. */
const PATIENT = { timeoutMs: 60_000 };

/** `openEngine` gives a new connection to the same machines each time. */
export function engineContract(
  name: string,
  openEngine: () => Promise<Engine>,
  floodBytes = FLOOD_BYTES,
): void {
  describe(`${name} engine`, () => {
    let engine: Engine;
    let machine: Machine;

    beforeAll(async () => {
      engine = await openEngine();
      machine = await engine.create(spec({ role: 'contract' }));
    });

    afterAll(async () => {
      for (const found of (await engine?.list()) ?? []) await engine.remove(found.id);
      await engine?.dispose();
    });

    const refusal = async (call: Promise<unknown>): Promise<MachineErrorCode | 'none'> =>
      call.then(
        () => 'none',
        (error) => error.code,
      );

    test('says what it is and what its machines are', async () => {
      expect(engine.info.name).toBe(machine.info.engine);
      expect(engine.info.description).not.toBe('');
      expect(machine.info.systemd).toBe(engine.info.systemd);
      expect(machine.info.systemd).toBeGreaterThanOrEqual(252);
      expect(machine.info.release).toMatch(/^Debian/);
      expect(await engine.capacity()).toBeGreaterThanOrEqual(1);
    });

    test('a created machine has finished booting', async () => {
      const { stdout } = await machine.exec(['systemctl', 'is-system-running']);
      expect(stdout.trim()).toBe('running');
      const { units } = await machine.facts({ units: { 'multi-user.target': ['ActiveState'] } });
      expect(units['multi-user.target']).toEqual({ ActiveState: 'active' });
    });

    test('lists its machines with their labels', async () => {
      const found = (await engine.list()).find(({ id }) => id === machine.id);
      expect(found).toMatchObject({ running: true, labels: { role: 'contract' } });
    });

    describe('exec', () => {
      test.each([
        { argv: ['echo', 'a  b', '$HOME'], stdout: 'a  b $HOME\n', exitCode: 0 },
        { argv: ['false'], stdout: '', exitCode: 1 },
        { argv: ['pwd'], stdout: '/\n', exitCode: 0 },
        {
          argv: ['pwd'],
          options: { cwd: '/home/learner' },
          stdout: '/home/learner\n',
          exitCode: 0,
        },
        { argv: ['id', '-un'], stdout: 'root\n', exitCode: 0 },
        { argv: ['id', '-un'], options: { user: 'learner' }, stdout: 'learner\n', exitCode: 0 },
        { argv: ['printenv', 'LAB'], options: { env: { LAB: 'ü' } }, stdout: 'ü\n', exitCode: 0 },
        { argv: ['cat'], options: { stdin: 'through' }, stdout: 'through', exitCode: 0 },
      ])('$argv $options', async ({ argv, options = {}, stdout, exitCode }) => {
        expect(await machine.exec(argv, options)).toMatchObject({
          stdout,
          exitCode,
          timedOut: false,
          truncated: false,
        });
      });

      test('keeps stderr apart', async () => {
        const result = await machine.exec(['cat', '/no/such/file']);
        expect(result).toMatchObject({ stdout: '', exitCode: 1 });
        expect(result.stderr).toContain('No such file');
      });

      test('drops output beyond the limit and says so', async () => {
        const result = await machine.exec(['seq', '100000'], { maxBytes: 1000 });
        expect(result.truncated).toBe(true);
        expect(result.stdout.length).toBe(1000);
      });

      test('ends a command whose time is up', async () => {
        const result = await machine.exec(['sleep', '600'], { timeoutMs: 200 });
        expect(result.timedOut).toBe(true);
      });

      test('ends a command that is cancelled', async () => {
        const running = machine.exec(['sleep', '600'], { signal: AbortSignal.timeout(100) });
        expect(await refusal(running)).toBe('aborted');
      });

      test('refuses a program that is not there', async () => {
        expect(await refusal(machine.exec(['/no/such/program']))).toBe('cannot-run');
      });
    });

    describe('files', () => {
      test('come back as they were written, bytes and all', async () => {
        const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
        await machine.writeFiles([
          { path: '/var/lib/contract/deep/bytes', content: bytes },
          { path: '/var/lib/contract/text', content: 'grüße\n', user: 'learner' },
        ]);
        expect(await machine.readFile('/var/lib/contract/deep/bytes')).toEqual(bytes);
        expect((await machine.exec(['cat', '/var/lib/contract/text'])).stdout).toBe('grüße\n');
      });

      test('an absent file is undefined', async () => {
        expect(await machine.readFile('/var/lib/contract/absent')).toBeUndefined();
      });

      test.each(['relative', '/etc/../root/x', '/etc/./x', '/a\0b', ''])(
        'path %j is refused both ways',
        async (path) => {
          expect(await refusal(machine.readFile(path))).toBe('bad-path');
          expect(await refusal(machine.writeFiles([{ path, content: '' }]))).toBe('bad-path');
        },
      );

      test('one bad path keeps the others from being written', async () => {
        const call = machine.writeFiles([
          { path: '/var/lib/contract/first', content: 'x' },
          { path: '../second', content: 'x' },
        ]);
        expect(await refusal(call)).toBe('bad-path');
        expect(await machine.readFile('/var/lib/contract/first')).toBeUndefined();
      });
    });

    describe('terminal', () => {
      test('a login shell: prompt, echo, size, exit code', async () => {
        const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
        const screen = new Screen(terminal);
        await screen.shows(/\$ $/);
        await screen.type('stty size\r');
        await screen.shows(/24 80\r\n[\s\S]*\$ $/);
        terminal.resize(100, 30);
        await screen.type('stty size\r');
        await screen.shows(/30 100\r\n[\s\S]*\$ $/);
        await screen.type('echo grüße\r');
        expect(await screen.shows(/[\r\n]grüße\r\n[\s\S]*\$ $/)).toContain('echo grüße');
        await screen.type('exit 3\r');
        while (await screen.read());
        expect(await terminal.exited).toBe(3);
      });

      test('is unmoved by a flood that is read slowly', async () => {
        const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
        const screen = new Screen(terminal);
        await screen.shows(/\$ $/);
        await screen.type('yes\r');
        while (screen.bytes < floodBytes) await screen.read();
        await screen.type('\x03');
        await screen.shows(/\^C[\s\S]*\$ $/);
        terminal.dispose();
        expect(await terminal.exited).toBeNull();
      });

      test('several run side by side', async () => {
        const terminals = await Promise.all(
          [1, 2, 3].map(() => machine.openTerminal({ cols: 80, rows: 24 })),
        );
        const screens = terminals.map((terminal) => new Screen(terminal));
        await Promise.all(screens.map((screen) => screen.shows(/\$ $/)));
        await Promise.all(screens.map((screen, index) => screen.type(`echo n${index}\r`)));
        await Promise.all(
          screens.map((screen, index) => screen.shows(RegExp(`[\r\n]n${index}\r\n`))),
        );
        for (const terminal of terminals) terminal.dispose();
      });
    });

    describe('socket activation', () => {
      test('a unit listens, accepts and echoes; facts and events tell of it', async () => {
        const stop = new AbortController();
        const socketFile = `${UNIT_DIR}/contract.socket`;
        const events = machine.events({ files: [socketFile], signal: stop.signal });
        const seen: string[] = [];
        const watching = (async () => {
          for await (const event of events) {
            seen.push(event.type === 'unit' ? event.unit : event.type);
            if (seen.includes('file') && seen.includes('contract.socket')) return;
          }
        })();
        // The watch is in place once a change of the file has been heard of.
        while (!seen.includes('file')) {
          await machine.writeFiles([
            { path: socketFile, content: SOCKET },
            { path: `${UNIT_DIR}/contract@.service`, content: SERVICE },
          ]);
          await new Promise((wake) => setTimeout(wake, 20));
        }
        await machine.exec(['systemctl', 'daemon-reload'], PATIENT);
        await machine.exec(['systemctl', 'enable', '--now', 'contract.socket'], PATIENT);
        await watching;
        stop.abort();

        const to = { kind: 'tcp', host: '127.0.0.1', port: 9091 } as const;
        const probe = await machine.connect({ to, send: 'nonce-1\n', ...PATIENT });
        expect(probe).toMatchObject({ outcome: 'closed', received: 'nonce-1\n' });

        const facts = await machine.facts({
          units: {
            'contract.socket': ['SubState', 'UnitFileState', 'NAccepted', 'Listen'],
            'absent.socket': ['LoadState'],
          },
          unitPatterns: ['contract.*'],
          listeners: true,
          files: [socketFile, '/absent'],
        });
        expect(facts.units['contract.socket']).toEqual({
          SubState: 'listening',
          UnitFileState: 'enabled',
          NAccepted: 1,
          Listen: [['Stream', '127.0.0.1:9091']],
        });
        expect(facts.units['absent.socket']).toEqual({ LoadState: 'not-found' });
        expect(facts.unitPatterns['contract.*']).toEqual([
          { unit: 'contract.socket', active: 'active', sub: 'listening' },
        ]);
        expect(facts.files).toEqual({ [socketFile]: SOCKET, '/absent': null });
        const state = async () => {
          const { unitFiles, unitLinks } = await machine.facts({ unitFiles: true });
          return { unitFiles, unitLinks };
        };
        const before = await state();
        expect(await state()).toEqual(before);
        await machine.exec(['systemctl', 'disable', 'contract.socket'], PATIENT);
        const disabled = await state();
        expect(disabled.unitFiles).toBe(before.unitFiles);
        expect(disabled.unitLinks).not.toBe(before.unitLinks);
        const dropIn = `${UNIT_DIR}/contract@.service.d/a.conf`;
        await machine.writeFiles([{ path: dropIn, content: '[Service]\n' }]);
        expect((await state()).unitFiles).not.toBe(before.unitFiles);

        const listener = facts.listeners.find(({ port }) => port === 9091);
        expect(listener).toMatchObject({ protocol: 'tcp', address: '127.0.0.1' });
        expect(listener?.owners.map(({ pid }) => pid)).toEqual([1]);
      });

      test('nobody there is an answer, not an error', async () => {
        const tcp = { kind: 'tcp', host: '127.0.0.1', port: 4 } as const;
        const unix = { kind: 'unix', path: '/run/absent.sock' } as const;
        expect((await machine.connect({ to: tcp, send: '' })).outcome).toBe('refused');
        expect((await machine.connect({ to: unix, send: '' })).outcome).toBe('absent');
      });

      test('watching ends when it is told to', async () => {
        const stop = new AbortController();
        const done = (async () => {
          for await (const _ of machine.events({ files: [], signal: stop.signal }));
          return 'ended';
        })();
        stop.abort();
        expect(await done).toBe('ended');
      });
    });

    describe('life and death', () => {
      test('another process takes a machine over, with what was done on it', async () => {
        const first = await openEngine();
        const made = await first.create(spec({ role: 'adopted' }));
        await made.writeFiles([{ path: '/root/kept', content: 'kept' }]);
        await first.dispose();

        const second = await openEngine();
        const adopted = await second.adopt(made.id);
        expect(adopted.info).toEqual(made.info);
        expect((await adopted.exec(['cat', '/root/kept'])).stdout).toBe('kept');
        await adopted.dispose();
        await second.dispose();
      });

      test('a machine that is not there cannot be adopted, and removing it is no error', async () => {
        expect(await refusal(engine.adopt('0123456789abcdef'))).toBe('gone');
        await engine.remove('0123456789abcdef');
      });

      test('a machine that shuts itself down is gone, with a reason', async () => {
        const made = await engine.create(spec({ role: 'poweroff' }));
        const terminal = await made.openTerminal({ cols: 80, rows: 24 });
        const screen = new Screen(terminal);
        await screen.shows(/\$ $/);
        await screen.type('sudo poweroff -f\r');
        expect(await made.gone).toMatch(/\S.*\.$/);
        while (await screen.read());
        expect(await terminal.exited).toBeNull();
        expect(await refusal(made.exec(['true']))).toBe('gone');
        expect(await refusal(engine.adopt(made.id))).toBe('gone');
        await made.dispose();
      });

      test('dispose leaves nothing, however often', async () => {
        const made = await engine.create(spec({ role: 'disposed' }));
        await Promise.all([made.dispose(), made.dispose()]);
        await made.dispose();
        expect(await made.gone).toMatch(/\S/);
        expect(await refusal(made.readFile('/etc/hostname'))).toBe('gone');
        expect((await engine.list()).map(({ id }) => id)).not.toContain(made.id);
      });

      test('a start that is cancelled leaves nothing', async () => {
        const before = (await engine.list()).length;
        const cancelled = engine.create(spec({ role: 'cancelled' }), AbortSignal.timeout(50));
        expect(await refusal(cancelled)).toBe('aborted');
        expect((await engine.list()).length).toBe(before);
      });
    });
  });
}

const spec = (labels: Record<string, string>) => ({ labels, limits: DEFAULT_LIMITS });
