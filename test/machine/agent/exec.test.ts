import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ExecOptions } from '../../../src/machine/machine.ts';
import { codeOf, home, isAlive, shell, spawnAgent, startMachine, until, user } from './agent.ts';

/** A command in a shell, as the user who runs the tests. */
const sh = (script: string): string[] => ['sh', '-c', script];

describe('exec', () => {
  it.each<[string, string[], ExecOptions, object]>([
    [
      'keeps the streams apart',
      sh('echo out; echo err >&2'),
      {},
      { stdout: 'out\n', stderr: 'err\n' },
    ],
    ['tells the exit code', sh('exit 7'), {}, { exitCode: 7 }],
    ['tells the signal', sh('kill -TERM $$'), {}, { exitCode: 143 }],
    ['uses no shell', ['echo', '$HOME', 'a  b', ''], {}, { stdout: '$HOME a  b \n' }],
    ['has no input unless given', ['cat'], {}, { stdout: '' }],
    ['passes input', ['cat'], { stdin: 'grüße\n' }, { stdout: 'grüße\n' }],
    ['passes empty input', ['wc', '-c'], { stdin: '' }, { stdout: '0\n' }],
    [
      'passes bytes',
      ['od', '-An', '-tx1'],
      { stdin: Uint8Array.of(0, 255) },
      { stdout: ' 00 ff\n' },
    ],
    ['replaces what is not UTF-8', ['printf', '\\377x'], {}, { stdout: '\uFFFDx' }],
    ['keeps a byte order mark', ['printf', '\\357\\273\\277x'], {}, { stdout: '\uFEFFx' }],
    ['starts in /', ['pwd'], {}, { stdout: '/\n' }],
    ['starts where it is told', ['pwd'], { cwd: '/usr' }, { stdout: '/usr\n' }],
    [
      'adds to the environment',
      sh('echo $A$PATH'),
      { env: { A: 'x=', PATH: '/bin' } },
      { stdout: 'x=/bin\n' },
    ],
    [
      'leads a session of its own',
      sh('[ $(ps -o sid= -p $$) = $$ ] && echo yes'),
      {},
      { stdout: 'yes\n' },
    ],
    ['holds three descriptors', sh('ls /proc/$$/fd; true'), { stdin: '' }, { stdout: '0\n1\n2\n' }],
    [
      'blocks and ignores no signal',
      sh('grep -E "Sig(Blk|Ign)" /proc/self/status'),
      {},
      { stdout: 'SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n' },
    ],
    [
      'may open 1024 files',
      sh('ulimit -Sn'),
      {},
      { stdout: execFileSync('sh', ['-c', 'ulimit -Sn'], { encoding: 'utf8' }) },
    ],
  ])('%s', async (_, argv, options, expected) => {
    const machine = await startMachine();
    expect(await machine.exec(argv, { user, ...options })).toMatchObject({
      timedOut: false,
      truncated: false,
      ...expected,
    });
  });

  it('has a clean environment', async () => {
    const machine = await startMachine();
    const { stdout } = await machine.exec(['/usr/bin/env'], { user });
    expect(stdout.trimEnd().split('\n').sort()).toEqual(
      [
        `HOME=${home}`,
        'LANG=C.UTF-8',
        `LOGNAME=${user}`,
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        `SHELL=${shell}`,
        `USER=${user}`,
      ].sort(),
    );
  });

  it.each<[string, string[], ExecOptions, RegExp]>([
    ['a command that is not there', ['no-such-command'], {}, /no such command/],
    ['a path that is not there', ['/no/such/command'], {}, /no such command/],
    ['a file that is not executable', ['/etc/passwd'], {}, /not executable/],
    ['a directory that is not there', ['true'], { cwd: '/no/such' }, /no such directory/],
    ['a user who is not there', ['true'], { user: 'nobody-of-this-name' }, /no user/],
    ['nothing', [], {}, /no command/],
    ['NUL', ['a\0b'], {}, /no NUL/],
  ])('cannot run %s', async (_, argv, options, message) => {
    const machine = await startMachine();
    const error = await machine.exec(argv, { user, ...options }).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'cannot-run' });
    expect(error.message).toMatch(message);
    await machine.ping();
  });

  it('passes a megabyte each way', async () => {
    const machine = await startMachine();
    const text = 'äöü\n'.repeat(150_000);
    const { stdout } = await machine.exec(['cat'], { user, stdin: text, maxBytes: 2 ** 21 });
    expect(stdout === text).toBe(true);
  });

  it('drops what is beyond the limit, of each stream', async () => {
    const machine = await startMachine();
    const flood = sh('head -c 300000 /dev/zero | tr "\\0" x | tee /dev/stderr');
    const result = await machine.exec(flood, { user, maxBytes: 100_000 });
    expect(result).toMatchObject({ exitCode: 0, truncated: true });
    expect([result.stdout.length, result.stderr.length]).toEqual([100_000, 100_000]);
  });

  it('goes on when the command does not read its input', async () => {
    const machine = await startMachine();
    expect(await machine.exec(['true'], { user, stdin: 'x'.repeat(500_000) })).toMatchObject({
      exitCode: 0,
    });
  });

  it('does not wait for what a command leaves behind', async () => {
    const machine = await startMachine();
    const { stdout } = await machine.exec(sh('sleep 600 & echo $!'), { user });
    const left = Number(stdout);
    expect(isAlive(left)).toBe(true);
    process.kill(left);
  });

  it('reads what a command leaves in the pipe', async () => {
    const machine = await startMachine();
    // Less than a pipe holds: the command is gone before anybody has read it all.
    const { stdout } = await machine.exec(['/usr/bin/seq', '10000'], { user });
    expect(stdout.endsWith('\n10000\n')).toBe(true);
  });

  it('gives a slow machine longer', async () => {
    const machine = await startMachine(spawnAgent(), 100_000);
    const result = await machine.exec(sh('sleep 0.2; echo done'), { user, timeoutMs: 1 });
    expect(result).toMatchObject({ timedOut: false, stdout: 'done\n' });
  });

  it.each(['timeout', 'abort'])('on %s, kills all that belongs to the command', async (how) => {
    const machine = await startMachine();
    const stop = new AbortController();
    const pids: number[] = [];
    const tree = sh('sleep 600 & sh -c "sleep 601; :" & echo $$ $!; wait');
    const watcher = await machine.openTerminal({ cols: 80, rows: 24, user });
    const call = machine.exec(tree, {
      user,
      ...(how === 'timeout' ? { timeoutMs: 300 } : { signal: stop.signal }),
    });
    if (how === 'abort') {
      await new Promise((resolve) => setTimeout(resolve, 200));
      stop.abort();
      expect(await codeOf(call)).toBe('aborted');
    } else {
      const result = await call;
      expect(result).toMatchObject({ timedOut: true, exitCode: 137 });
      pids.push(...result.stdout.trim().split(' ').map(Number));
      expect(pids.length).toBe(2);
    }
    const children = () =>
      execFileSync('ps', ['-o', 'pid=', '--ppid', String(machine.hello.pid)], { encoding: 'utf8' })
        .trim()
        .split('\n').length;
    // Only the terminal's shell is left.
    await until(() => children() === 1 && pids.every((pid) => !isAlive(pid)));
    watcher.dispose();
  });

  it('runs a hundred commands at once', async () => {
    const machine = await startMachine();
    const all = Array.from({ length: 100 }, (_, n) =>
      machine.exec(sh(`cat; echo ${n} >&2; exit ${n}`), { user, stdin: `in ${n}` }),
    );
    (await Promise.all(all)).forEach((result, n) => {
      expect(result).toMatchObject({ stdout: `in ${n}`, stderr: `${n}\n`, exitCode: n });
    });
  });

  it('queues what is more than the agent takes', async () => {
    const machine = await startMachine();
    const all = Array.from({ length: 400 }, () => machine.ping());
    const commands = Array.from({ length: 300 }, (_, n) =>
      machine.exec(['echo', `${n}`], { user }),
    );
    await Promise.all(all);
    expect((await Promise.all(commands)).map(({ stdout }) => stdout)).toEqual(
      commands.map((_, n) => `${n}\n`),
    );
  });
});
