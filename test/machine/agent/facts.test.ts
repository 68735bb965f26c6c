/** What facts say of this host. Those that PID 1 is asked for are seen in systemd.engine.test.ts. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { atEnd, codeOf, scratch, startMachine } from './agent.ts';

const me = expect.objectContaining({ pid: process.pid });

describe('listeners', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::1', '::1'],
    ['::', '::'],
  ])('on TCP %s', async (host, address) => {
    const machine = await startMachine();
    const server = createServer().listen(0, host);
    atEnd(() => void server.close());
    await once(server, 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    const { listeners } = await machine.facts({ listeners: true });
    expect(listeners.filter((each) => each.port === port && each.protocol === 'tcp')).toEqual([
      { protocol: 'tcp', address, port, inode: expect.any(Number), owners: [me] },
    ]);
  });

  it('on UDP, once bound', async () => {
    const machine = await startMachine();
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    atEnd(() => void socket.close());
    await once(socket, 'listening');
    const { port } = socket.address();
    const { listeners } = await machine.facts({ listeners: true });
    expect(listeners.filter((each) => each.port === port)).toMatchObject([
      { protocol: 'udp', address: '127.0.0.1', owners: [me] },
    ]);
  });

  it.each([
    ['a path', (folder: string) => `${folder}/a socket`],
    ['an abstract name', (folder: string) => `\0${folder}/abstract`],
  ])('on Unix sockets with %s', async (_, pathIn) => {
    const machine = await startMachine();
    const path = pathIn(scratch());
    const server = createServer().listen(path);
    atEnd(() => void server.close());
    await once(server, 'listening');
    const { listeners } = await machine.facts({ listeners: true });
    // Node ends its abstract names with the NULs that fill the address.
    const address = path.replace('\0', '@');
    expect(listeners.filter((each) => each.address.startsWith(address))).toMatchObject([
      { protocol: 'unix-stream', port: 0, owners: [me] },
    ]);
  });

  it('tell every process that holds one, once', async () => {
    const machine = await startMachine();
    const listen =
      'import socket,os,time; s=socket.create_server(("127.0.0.1",0)); t=s.dup(); print(s.getsockname()[1],flush=True); os.fork(); time.sleep(600)';
    const holder = spawn('python3', ['-c', listen], { detached: true });
    atEnd(() => void (holder.pid && process.kill(-holder.pid)));
    const [printed] = await once(holder.stdout, 'data');
    const { listeners } = await machine.facts({ listeners: true });
    const owners = listeners.find((each) => each.port === Number(printed))?.owners;
    expect(owners?.map(({ command }) => command)).toEqual(['python3', 'python3']);
    expect(owners?.map(({ pid }) => pid)).toContain(holder.pid);
  });

  it('are not looked for unless asked', async () => {
    const machine = await startMachine();
    expect(await machine.facts({})).toEqual({
      units: {},
      unitPatterns: {},
      listeners: [],
      processes: {},
      files: {},
    });
  });
});

describe('files', () => {
  it('are text, or null', async () => {
    const machine = await startMachine();
    const folder = scratch();
    writeFileSync(`${folder}/text`, 'grüße "\\\n\u0001\u007f\t🧦');
    writeFileSync(`${folder}/broken`, Buffer.from([0x61, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xff]));
    writeFileSync(`${folder}/empty`, '');
    symlinkSync('/dev/null', `${folder}/masked`);
    const names = ['text', 'broken', 'empty', 'masked', 'absent', 'text/below', ''];
    const { files } = await machine.facts({ files: names.map((name) => `${folder}/${name}`) });
    expect(names.map((name) => files[`${folder}/${name}`])).toEqual([
      'grüße "\\\n\u0001\u007f\t🧦',
      'a\uFFFD(\uFFFD\uFFFD\uFFFD\uFFFD',
      '',
      '',
      null,
      null,
      null,
    ]);
  });

  it('of 1 MiB are told, larger ones are too large', async () => {
    const machine = await startMachine();
    const path = `${scratch()}/large`;
    writeFileSync(path, 'x'.repeat(2 ** 20));
    expect((await machine.facts({ files: [path] })).files[path]?.length).toBe(2 ** 20);
    writeFileSync(path, 'x'.repeat(2 ** 20 + 1));
    expect(await codeOf(machine.facts({ files: [path] }))).toBe('too-large');
  });

  it('that together are more than an answer holds are too large', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const files = Array.from({ length: 5 }, (_, n) => `${folder}/${n}`);
    for (const path of files) writeFileSync(path, 'x'.repeat(2 ** 20));
    expect(await codeOf(machine.facts({ files }))).toBe('too-large');
    expect(Object.keys((await machine.facts({ files: files.slice(0, 3) })).files).length).toBe(3);
  });

  it('with names no file has are null', async () => {
    const machine = await startMachine();
    const names = ['relative', '__proto__', '/a/../b', '/tmp', 'ü"\\'];
    const { files } = await machine.facts({ files: names });
    expect(names.filter((name) => name !== '__proto__').map((name) => files[name])).toEqual(
      Array(4).fill(null),
    );
  });
});
