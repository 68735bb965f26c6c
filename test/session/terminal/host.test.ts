import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../../src/machine/machine.ts';
import { TERMINAL_WINDOW_BYTES } from '../../../src/schemas/protocol.ts';
import { TerminalHost } from '../../../src/session/terminal/host.ts';
import { settled } from '../../sandbox/clock.ts';

const SIZE = { cols: 80, rows: 24 };
const KIB = 1024;
const lost = async () => 'The machine was shut down.';

/** A program that prints for ever, and counts what was taken from it. */
function flood(chunk = new Uint8Array(16 * KIB).fill(0x79)) {
  let taken = 0;
  let exit: (code: number | null) => void = () => {};
  let over = false;
  const sizes: string[] = [];
  const typed: Uint8Array[] = [];
  const terminal: Terminal = {
    output: {
      async *[Symbol.asyncIterator]() {
        while (!over) {
          taken += chunk.length;
          yield chunk;
        }
      },
    },
    exited: new Promise((resolve) => {
      exit = resolve;
    }),
    write: async (data) => void typed.push(data),
    resize: (cols, rows) => void sizes.push(`${cols}x${rows}`),
    dispose: () => {
      over = true;
      exit(null);
    },
  };
  const end = (code: number | null) => {
    over = true;
    exit(code);
  };
  return { terminal, end, sizes, typed, taken: () => taken };
}

function viewer() {
  const seen = { attached: [] as number[], bytes: 0, ended: [] as string[] };
  return {
    seen,
    attached: (replay: number) => void seen.attached.push(replay),
    output: (data: Uint8Array) => {
      seen.bytes += data.length;
    },
    ended: (reason: string) => void seen.ended.push(reason),
  };
}

describe('backpressure', () => {
  test('nothing is read beyond the window until the screen has drawn it', async () => {
    const { terminal, taken } = flood();
    const host = new TerminalHost(terminal, lost);
    const screen = viewer();
    host.attach(screen, SIZE);
    await settled();
    expect(taken()).toBe(TERMINAL_WINDOW_BYTES);
    expect(screen.seen.bytes).toBe(TERMINAL_WINDOW_BYTES);

    host.acknowledge(screen, 32 * KIB);
    await settled();
    expect(taken()).toBe(TERMINAL_WINDOW_BYTES + 32 * KIB);
    host.end('enough');
  });

  test('a terminal nobody looks at prints a window full and then waits', async () => {
    const { terminal, taken } = flood();
    const host = new TerminalHost(terminal, lost);
    const screen = viewer();
    host.attach(screen, SIZE);
    await settled();
    host.detach(screen);
    await settled();
    expect(taken()).toBe(2 * TERMINAL_WINDOW_BYTES);
    host.end('enough');
  });

  test('acknowledging more than was sent buys no credit', async () => {
    const { terminal, taken } = flood();
    const host = new TerminalHost(terminal, lost);
    const screen = viewer();
    host.attach(screen, SIZE);
    await settled();
    host.acknowledge(screen, 100 * TERMINAL_WINDOW_BYTES);
    await settled();
    expect(taken()).toBe(2 * TERMINAL_WINDOW_BYTES);
    host.end('enough');
  });
});

describe('attaching', () => {
  test('again shows what was printed meanwhile', async () => {
    const host = new TerminalHost(flood().terminal, lost);
    const [first, second] = [viewer(), viewer()];
    host.attach(first, SIZE);
    await settled();
    host.detach(first);
    await settled();
    host.attach(second, SIZE);
    // The scrollback starts with a whole line, or here, without any, with what is there.
    expect(second.seen.attached).toEqual([256 * KIB]);
    expect(second.seen.bytes).toBe(256 * KIB);
    host.end('enough');
  });

  test('somewhere else lets go of the first screen, which then changes nothing', async () => {
    const { terminal, taken } = flood();
    const host = new TerminalHost(terminal, lost);
    const [first, second] = [viewer(), viewer()];
    host.attach(first, SIZE);
    await settled();
    host.attach(second, { cols: 100, rows: 30 });
    await settled();
    expect(first.seen.ended).toEqual(['This terminal was opened somewhere else.']);
    const before = taken();
    host.acknowledge(first, TERMINAL_WINDOW_BYTES);
    host.detach(first);
    await settled();
    expect(taken()).toBe(before);
    host.end('enough');
    expect(second.seen.ended).toEqual(['enough']);
  });

  test('sizes reach the machine', () => {
    const { terminal, sizes } = flood();
    const host = new TerminalHost(terminal, lost);
    host.attach(viewer(), SIZE);
    host.resize(120, 40);
    host.end('enough');
    host.resize(1, 1);
    expect(sizes).toEqual(['80x24', '120x40']);
  });
});

/** Somebody who looks on through a pipe of `room` bytes, and reads only when told to. */
function watcher(room: number) {
  const screen = viewer();
  let read = 0;
  return {
    ...screen,
    ready: () => screen.seen.bytes - read < room,
    waiting: () => screen.seen.bytes - read,
    readAll: () => {
      read = screen.seen.bytes;
    },
  };
}

describe('somebody who looks on and does not read', () => {
  const ROUNDS = 64;
  /** The learner's screen draws everything at once, many windows of it. */
  async function draw(host: TerminalHost, screen: ReturnType<typeof viewer>, rounds = ROUNDS) {
    for (let round = 0; round < rounds; round++) {
      host.acknowledge(screen, TERMINAL_WINDOW_BYTES);
      await settled();
    }
  }

  test('slows nobody down, and no more waits for them than their pipe holds', async () => {
    const { terminal, taken } = flood();
    const host = new TerminalHost(terminal, lost);
    const [screen, slow, quick] = [viewer(), watcher(64 * KIB), watcher(Infinity)];
    host.attach(screen, SIZE);
    host.watch(slow);
    host.watch(quick);
    await settled();
    await draw(host, screen);
    expect(taken()).toBe((ROUNDS + 1) * TERMINAL_WINDOW_BYTES);
    expect(screen.seen.bytes).toBe(taken());
    expect(quick.seen.bytes).toBe(taken());
    expect(slow.waiting()).toBeLessThan(64 * KIB + 16 * KIB);
    host.end('enough');
    expect(slow.seen.ended).toEqual(['enough']);
  });

  test('is shown what is recent with the next output, once they read again', async () => {
    const host = new TerminalHost(flood().terminal, lost);
    const [screen, slow] = [viewer(), watcher(64 * KIB)];
    host.attach(screen, SIZE);
    host.watch(slow);
    await draw(host, screen, 4);
    slow.readAll();
    await draw(host, screen, 1);
    expect(slow.seen.attached).toEqual([0, 256 * KIB]);
    expect(slow.waiting()).toBeLessThanOrEqual(256 * KIB);
    host.end('enough');
  });

  test('is shown it in a terminal that has fallen silent too, and only once', async () => {
    const host = new TerminalHost(flood().terminal, lost);
    const slow = watcher(64 * KIB);
    host.watch(slow);
    await settled();
    host.catchUp(slow);
    expect(slow.seen.attached).toEqual([0]);
    slow.readAll();
    host.catchUp(slow);
    expect(slow.seen.attached).toEqual([0, 256 * KIB]);
    slow.readAll();
    host.catchUp(slow);
    expect(slow.seen.attached).toHaveLength(2);
    host.end('enough');
  });

  test('gets nothing more after they have stopped', async () => {
    const host = new TerminalHost(flood().terminal, lost);
    const gone = watcher(64 * KIB);
    const stop = host.watch(gone);
    stop();
    await settled();
    host.catchUp(gone);
    host.end('enough');
    expect(gone.seen).toEqual({ attached: [0], bytes: 0, ended: [] });
  });
});

describe('the end', () => {
  test.each([
    { code: 0, reason: 'The shell has ended.' },
    { code: 7, reason: 'The shell has ended with exit code 7.' },
    { code: null, reason: 'The machine was shut down.' },
  ])('with code $code', async ({ code, reason }) => {
    const { terminal, end } = flood(new Uint8Array([0x79]));
    const host = new TerminalHost(terminal, lost);
    const screen = viewer();
    host.attach(screen, SIZE);
    end(code);
    expect(await host.over).toBe(reason);
    expect(screen.seen.ended).toEqual([reason]);
  });

  test('is told to a screen that comes late, and typing is no error then', async () => {
    const { terminal, typed } = flood();
    const host = new TerminalHost(terminal, lost);
    host.end('over');
    const late = viewer();
    host.attach(late, SIZE);
    expect(late.seen.ended).toEqual(['over']);
    await host.write(new Uint8Array([1]));
    expect(typed).toEqual([]);
  });
});
