import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { atEnd, codeOf, scratch, startMachine } from './agent.ts';

describe('a probe', () => {
  /** A server on a port or socket of its own that does something with each connection. */
  async function serve(act: (socket: Socket) => void, where: number | string = 0): Promise<number> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      act(socket);
    });
    await new Promise<void>((resolve) =>
      typeof where === 'number'
        ? server.listen(where, '127.0.0.1', resolve)
        : server.listen(where, resolve),
    );
    atEnd(() => void server.close());
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }
  const tcp = (port: number) => ({ kind: 'tcp', host: '127.0.0.1', port }) as const;

  it('sends, shuts its side down and reads to the end', async () => {
    const machine = await startMachine();
    const port = await serve((socket) => socket.pipe(socket));
    const result = await machine.connect({ to: tcp(port), send: 'grüße\0' });
    expect(result).toMatchObject({ outcome: 'closed', received: 'grüße\0' });
    expect(result.local).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('tells which end was ours', async () => {
    const machine = await startMachine();
    const peers: string[] = [];
    const port = await serve((socket) => {
      peers.push(`${socket.remoteAddress}:${socket.remotePort}`);
      socket.end();
    });
    const { local } = await machine.connect({ to: tcp(port), send: '' });
    expect(peers).toEqual([local]);
  });

  it('keeps its side open when it is to', async () => {
    const machine = await startMachine();
    const port = await serve((socket) => {
      socket.on('end', () => socket.end('you left'));
      socket.on('data', () => setTimeout(() => socket.end('you stayed'), 50));
    });
    const probe = { to: tcp(port), send: 'x', halfClose: false };
    expect(await machine.connect(probe)).toMatchObject({
      outcome: 'closed',
      received: 'you stayed',
    });
  });

  it('reads at most 64 KiB and sends more than that', async () => {
    const machine = await startMachine();
    const port = await serve((socket) => socket.pipe(socket));
    const result = await machine.connect({ to: tcp(port), send: 'x'.repeat(300_000) });
    expect([result.outcome, result.received.length]).toEqual(['closed', 64 * 1024]);
  });

  it('gives up in time and keeps what came', async () => {
    const machine = await startMachine();
    const port = await serve((socket) => socket.write('hello'));
    const result = await machine.connect({ to: tcp(port), send: '', timeoutMs: 150 });
    expect(result).toMatchObject({ outcome: 'timeout', received: 'hello' });
  });

  it('tells a reset', async () => {
    const machine = await startMachine();
    const port = await serve((socket) => socket.on('data', () => socket.resetAndDestroy()));
    expect((await machine.connect({ to: tcp(port), send: 'x' })).outcome).toBe('reset');
  });

  it('tells a closed port, a missing socket and one nobody serves', async () => {
    const machine = await startMachine();
    const folder = scratch();
    const port = await serve(() => {});
    const unused = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
      });
    });
    expect((await machine.connect({ to: tcp(unused), send: '' })).outcome).toBe('refused');
    const path = `${folder}/s`;
    const to = { kind: 'unix', path } as const;
    expect((await machine.connect({ to, send: '' })).outcome).toBe('absent');
    writeFileSync(path, '');
    expect((await machine.connect({ to, send: '' })).outcome).toBe('refused');
    expect(port).toBeGreaterThan(0);
  });

  it('talks to Unix sockets and tells who it is', async () => {
    const machine = await startMachine();
    const path = `${scratch()}/s`;
    await serve((socket) => socket.pipe(socket), path);
    expect(await machine.connect({ to: { kind: 'unix', path }, send: 'hi' })).toEqual({
      outcome: 'closed',
      received: 'hi',
      local: `${machine.hello.pid}-${process.getuid?.()}`,
    });
    const wrong = { kind: 'unix', path, type: 'seqpacket' } as const;
    expect((await machine.connect({ to: wrong, send: '' })).outcome).toBe('refused');
  });

  it('goes to IPv6 addresses and says so', async () => {
    const machine = await startMachine();
    const to = { kind: 'tcp', host: '::1', port: 1 } as const;
    const { outcome } = await machine.connect({ to, send: '' });
    expect(['refused', 'unreachable']).toContain(outcome);
  });

  it.each([
    ['a host name', { kind: 'tcp', host: 'example.org', port: 80 } as const],
    ['port 0', { kind: 'tcp', host: '127.0.0.1', port: 0 } as const],
    ['port 65536', { kind: 'tcp', host: '127.0.0.1', port: 65536 } as const],
    ['a path of 108 bytes', { kind: 'unix', path: `/${'x'.repeat(107)}` } as const],
    ['no path', { kind: 'unix', path: '' } as const],
  ])('is not made to %s', async (_, to) => {
    const machine = await startMachine();
    expect(await codeOf(machine.connect({ to, send: '' }))).toBe('unsupported');
  });

  it('is called off', async () => {
    const machine = await startMachine();
    const gone: boolean[] = [];
    const port = await serve((socket) => socket.on('close', () => gone.push(true)).resume());
    const stop = new AbortController();
    const call = machine.connect({
      to: tcp(port),
      send: '',
      halfClose: false,
      signal: stop.signal,
    });
    await new Promise<void>((resolve) => {
      const other = connect(port, '127.0.0.1', () => resolve());
      atEnd(() => void other.destroy());
    });
    await machine.ping();
    stop.abort();
    expect(await codeOf(call)).toBe('aborted');
  });
});
