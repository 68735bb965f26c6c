import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AgentMachine } from '../../../src/machine/agent/client.ts';
import { STREAM_WINDOW } from '../../../src/machine/agent/protocol.ts';
import { codeOf, isAlive, residentKiB, startMachine, until, user } from './agent.ts';
import { Screen } from './screen.ts';

const utf8 = new TextEncoder();
const size = { cols: 80, rows: 24, user };

/** A shell that has shown its first prompt. */
async function openScreen(machine: AgentMachine): Promise<Screen> {
  const screen = new Screen(await machine.openTerminal(size));
  await screen.shows(/% $/);
  screen.text = '';
  return screen;
}

describe('a terminal', () => {
  it('runs a login shell of the user, at home', async () => {
    const machine = await startMachine();
    const screen = new Screen(await machine.openTerminal(size));
    await screen.type('echo "<$0|$USER|$TERM|$LANG|$([ "$PWD" = "$HOME" ] && echo home)>"\r');
    await screen.shows(/<-[a-z]*sh\|[^|]+\|xterm-256color\|C\.UTF-8\|home>/);
    expect(screen.text).toContain(`|${user}|`);
  });

  it('has the size it was given, then the new one, and the shell is told', async () => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    await screen.type("trap 'echo changed to $(stty size)' WINCH; stty size\r");
    await screen.shows(/24 80\r\n% $/);
    screen.terminal.resize(132, 43);
    await screen.type('\r');
    await screen.shows(/changed to 43 132/);
  });

  it.each([
    [0, -1, '1 1'],
    [1e9, Number.NaN, '1 65535'],
    [99.9, 12.2, '12 99'],
  ])('takes size %s × %s as a sensible one', async (cols, rows, stty) => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    screen.terminal.resize(cols, rows);
    await screen.type('clear; stty size\r');
    await screen.shows(new RegExp(stty));
  });

  it('speaks UTF-8 in both directions', async () => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    await screen.type('stty -a | grep -o iutf8; echo grüße 🧦\r');
    await screen.shows(/iutf8\r\ngrüße 🧦\r\n/);
  });

  it('cuts characters only where the next chunk goes on', async () => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    await screen.type('seq -f "🧦ü%g" 20000; echo all\r');
    await screen.shows(/\nall\r\n/);
    expect(screen.text.match(/🧦ü\d+\r/g)?.length).toBe(20_000);
    expect(screen.text).not.toContain('\uFFFD');
  });

  it('tells the exit code after the last output', async () => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    await screen.type('seq 30000; exit 42\r');
    expect(await screen.terminal.exited).toBe(42);
    await screen.done;
    expect(screen.text).toMatch(/\n30000\r\n$/);
    await screen.type('too late');
  });

  it('that nobody reads stops its writer, and nobody else', async () => {
    const machine = await startMachine();
    const before = residentKiB(machine.hello.pid);
    const flooded = await machine.openTerminal(size);
    await flooded.write(utf8.encode('yes no one reads this\r'));
    const other = await openScreen(machine);
    for (let round = 0; round < 20; round++) {
      expect((await machine.exec(['echo', 'x'], { user })).stdout).toBe('x\n');
    }
    await other.type('echo heard\r');
    await other.shows(/\nheard\r\n/);
    expect(residentKiB(machine.hello.pid)).toBeLessThan(before + 1024);
    // Once it is read, it goes on: many windows' worth.
    let read = 0;
    for await (const chunk of flooded.output) {
      read += chunk.length;
      if (read > 20 * STREAM_WINDOW) break;
    }
    expect(read).toBeGreaterThan(20 * STREAM_WINDOW);
  });

  it('that floods leaves others their turn while it is read', async () => {
    const machine = await startMachine();
    const flood = await machine.openTerminal(size);
    await flood.write(utf8.encode('yes\r'));
    let read = 0;
    const reading = (async () => {
      for await (const chunk of flood.output) read += chunk.length;
    })();
    const other = await openScreen(machine);
    await other.type('echo heard\r');
    await other.shows(/\nheard\r\n/);
    await until(() => read > STREAM_WINDOW);
    flood.dispose();
    await reading;
  });

  it('takes keys while nothing reads them, until its queue is full', async () => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    await screen.type('stty raw -echo; sleep 1; stty sane; echo awake\r');
    await screen.shows(/sleep 1/);
    await screen.type('\r');
    await screen.shows(/awake/);
  });

  it.each([
    ['its jobs', 'sleep 600 & sleep 601 & echo "pids $$ $!."'],
    [
      'a shell that will not hear of it',
      `exec sh -c 'trap "" HUP; sleep 600 & echo "pids $$ $!."; wait'`,
    ],
  ])('that is put away takes %s with it', async (_, keys) => {
    const machine = await startMachine();
    const screen = await openScreen(machine);
    await screen.type(`${keys}\r`);
    const [, shell, job] = /pids (\d+) (\d+)\./.exec(await screen.shows(/pids \d+ \d+\./)) ?? [];
    expect([Number(shell), Number(job)].every(isAlive)).toBe(true);
    screen.terminal.dispose();
    expect(await screen.terminal.exited).toBeNull();
    await screen.done;
    await until(() => !isAlive(Number(shell)) && !isAlive(Number(job)));
  });

  it('ends with its signal', async () => {
    const machine = await startMachine();
    const stop = new AbortController();
    const terminal = await machine.openTerminal({ ...size, signal: stop.signal });
    stop.abort();
    expect(await terminal.exited).toBeNull();
  });

  it('of nobody is refused', async () => {
    const machine = await startMachine();
    expect(await codeOf(machine.openTerminal({ ...size, user: 'no-such-user' }))).toBe(
      'cannot-run',
    );
  });

  it('leaves no descriptor behind', async () => {
    const machine = await startMachine();
    const open = () =>
      readdirSync(`/proc/${machine.hello.pid}/fd`).map((fd) => {
        try {
          return readlinkSync(`/proc/${machine.hello.pid}/fd/${fd}`);
        } catch {
          return 'closed';
        }
      });
    const before = open().length;
    const terminals = await Promise.all(
      Array.from({ length: 8 }, () => machine.openTerminal(size)),
    );
    expect(open().filter((target) => target.includes('ptmx')).length).toBe(16);
    for (const terminal of terminals) terminal.dispose();
    await until(() => open().length === before);
  });
});
