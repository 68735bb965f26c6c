import { describe, expect, test, vi } from 'vitest';
import { MachineError } from '../../src/machine/machine.ts';
import { MAX_FILE_BYTES } from '../../src/schemas/protocol.ts';
import { Bench, SOCKET_FILE, TEMPLATE_FILE } from './live-bench.ts';

describe('a fresh machine', () => {
  test('is given the start, its setup, then the learner’s own files', async () => {
    const bench = new Bench();
    let script: unknown;
    bench.machine.onExec = (argv) => {
      if (argv[0] === '/bin/bash') script = argv.at(-1);
      return {};
    };
    await bench.open({
      prepare: {
        start: { files: [{ path: SOCKET_FILE, content: 'start' }], setup: 'echo hello' },
        saved: [
          { path: SOCKET_FILE, content: 'mine' },
          { path: '/etc/shadow', content: 'root::' },
          { path: TEMPLATE_FILE, content: 'x'.repeat(MAX_FILE_BYTES + 1) },
        ],
      },
    });
    expect(bench.machine.text(SOCKET_FILE)).toBe('mine');
    expect(script).toBe('echo hello');
    expect(bench.machine.text('/etc/shadow')).toBeNull();
    expect(bench.told('notice').map(({ code, message }) => [code, message.split(' ')[0]])).toEqual([
      ['file-dropped', '/etc/shadow'],
      ['file-dropped', TEMPLATE_FILE],
    ]);
    const files = bench.told('file').map(({ file }) => [file.path, file.content]);
    expect(files).toContainEqual([SOCKET_FILE, 'mine']);
  });

  test('that cannot be set up is refused, and nothing goes on', async () => {
    const bench = new Bench();
    bench.machine.onExec = () => ({ exitCode: 1, stderr: 'no such unit\n' });
    await expect(
      bench.open({ prepare: { start: { files: [], setup: 'false' }, saved: [] } }),
    ).rejects.toMatchObject({
      code: 'setup-failed',
      message: expect.stringContaining('no such unit'),
    });
    await bench.pass(10_000);
    expect(bench.events).toEqual([]);
    expect(bench.machine.watched).toBe(false);
  });

  test('can be called off while it is prepared', async () => {
    const bench = new Bench();
    await expect(bench.open({ signal: AbortSignal.abort() })).rejects.toThrow();
    expect(bench.machine.watched).toBe(false);
  });

  test('is told whole to whoever connects', async () => {
    const bench = new Bench();
    bench.machine.write(SOCKET_FILE, '[Socket]\n');
    const session = await bench.open();
    await bench.pass(200);
    const told = session.snapshot();
    expect(told.map(({ type }) => type)).toEqual(['file', 'file', 'checks', 'activation']);
    expect(told[0]).toMatchObject({ file: { path: SOCKET_FILE, content: '[Socket]\n' } });
    expect(told[1]).toMatchObject({ file: { path: TEMPLATE_FILE, version: null, content: '' } });
  });
});

describe('saving', () => {
  test('writes, and gives the version the next edit starts from', async () => {
    const bench = new Bench();
    const session = await bench.open();
    const first = await session.save(SOCKET_FILE, 'one', null);
    expect(first.saved).toBe(true);
    expect(bench.machine.text(SOCKET_FILE)).toBe('one');
    const second = await session.save(SOCKET_FILE, 'two', first.file.version);
    expect(second.saved).toBe(true);
    expect(second.file.version).not.toBe(first.file.version);
    expect((await session.save(SOCKET_FILE, 'one', second.file.version)).file.version).toBe(
      first.file.version,
    );
  });

  test('over a text that changed meanwhile writes nothing and shows it', async () => {
    const bench = new Bench();
    const session = await bench.open();
    const { file } = await session.save(SOCKET_FILE, 'one', null);
    bench.machine.write(SOCKET_FILE, 'from the terminal');
    const refused = await session.save(SOCKET_FILE, 'two', file.version);
    expect(refused).toMatchObject({ saved: false, file: { content: 'from the terminal' } });
    expect(bench.machine.text(SOCKET_FILE)).toBe('from the terminal');
    expect((await session.save(SOCKET_FILE, 'two', refused.file.version)).saved).toBe(true);
  });

  test('by force overwrites', async () => {
    const bench = new Bench();
    const session = await bench.open();
    bench.machine.write(SOCKET_FILE, 'from the terminal');
    expect((await session.save(SOCKET_FILE, 'two', null, true)).saved).toBe(true);
    expect(bench.machine.text(SOCKET_FILE)).toBe('two');
  });

  test.each<[string, string, string, string]>([
    ['another file', '/etc/passwd', 'x', 'bad-path'],
    ['a way around', '/etc/systemd/system/../../passwd', 'x', 'bad-path'],
    ['too much', SOCKET_FILE, 'x'.repeat(MAX_FILE_BYTES + 1), 'too-large'],
    ['too much in fewer characters', SOCKET_FILE, 'é'.repeat(MAX_FILE_BYTES / 2 + 1), 'too-large'],
    ['what is no text', SOCKET_FILE, 'a\0b', 'not-text'],
  ])('%s is refused', async (_, path, content, code) => {
    const bench = new Bench();
    const session = await bench.open();
    await expect(session.save(path, content, null)).rejects.toMatchObject({
      name: 'SessionError',
      code,
    });
    expect(bench.calls('write')).toBe(0);
  });

  test('exactly as much as is allowed is written', async () => {
    const bench = new Bench();
    const session = await bench.open();
    expect((await session.save(SOCKET_FILE, 'x'.repeat(MAX_FILE_BYTES), null)).saved).toBe(true);
  });

  test('says so when the machine has no room', async () => {
    const bench = new Bench();
    const session = await bench.open();
    bench.machine.writeFiles = () => Promise.reject(new MachineError('disk-full', 'No room left.'));
    await expect(session.save(SOCKET_FILE, 'x', null)).rejects.toMatchObject({
      name: 'SessionError',
      code: 'disk-full',
      message: 'No room left.',
    });
  });
});

describe('a file changed in the terminal', () => {
  const change = async (bench: Bench, content: string | Uint8Array) => {
    bench.machine.write(SOCKET_FILE, content);
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await vi.waitFor(() => expect(bench.events.length).toBeGreaterThan(0));
  };

  test('is told once', async () => {
    const bench = new Bench();
    await bench.open();
    bench.events.length = 0;
    await change(bench, 'from the terminal');
    expect(bench.told('file')).toMatchObject([{ file: { content: 'from the terminal' } }]);
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await bench.pass(50);
    expect(bench.told('file')).toHaveLength(1);
  });

  test('when it is gone, too', async () => {
    const bench = new Bench();
    bench.machine.write(SOCKET_FILE, 'x');
    await bench.open();
    bench.events.length = 0;
    bench.machine.files.delete(SOCKET_FILE);
    bench.machine.happen({ type: 'file', path: SOCKET_FILE });
    await vi.waitFor(() => expect(bench.told('file')).toHaveLength(1));
    expect(bench.told('file')[0]?.file).toEqual({ path: SOCKET_FILE, version: null, content: '' });
  });

  test.each<[string, Uint8Array, string]>([
    ['to something too large', new Uint8Array(MAX_FILE_BYTES + 1).fill(65), 'too-large'],
    ['to bytes that are no text', new Uint8Array([0x5b, 0xff, 0xfe]), 'not-text'],
    ['to text with a NUL', new Uint8Array([65, 0, 65]), 'not-text'],
  ])('%s is not shown, not overwritten, and said', async (_, content, code) => {
    const bench = new Bench();
    const session = await bench.open();
    const { file } = await session.save(SOCKET_FILE, 'mine', null);
    bench.events.length = 0;
    await change(bench, content);
    expect(bench.events).toMatchObject([{ type: 'notice', code }]);
    await expect(session.save(SOCKET_FILE, 'mine again', file.version)).rejects.toMatchObject({
      code,
    });
    expect((await session.save(SOCKET_FILE, 'mine again', file.version, true)).saved).toBe(true);
  });

  test('keeps its byte order mark when it is saved again', async () => {
    const bench = new Bench();
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 65]);
    bench.machine.write(SOCKET_FILE, bytes);
    const session = await bench.open();
    const [view] = bench.told('file');
    await session.save(SOCKET_FILE, view?.file.content ?? '', view?.file.version ?? null);
    expect(bench.machine.files.get(SOCKET_FILE)).toEqual(bytes);
  });
});
