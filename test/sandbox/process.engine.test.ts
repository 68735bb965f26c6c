/** The server as a process on the real engine: how it starts, how it ends, what it leaves. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { locateEngine } from '../../sandbox/setup/engine-host.mjs';
import { listSessions, openSession } from '../../src/session/remote.ts';
import { TestScreen } from '../session/screen.ts';
import { until } from './clock.ts';
import { Product, type Visit, visit } from './product.ts';
import { Browser } from './server/site.ts';

const UNIT = '/etc/systemd/system/demo-echo.socket';
const MIB = 1024 * 1024;

const products: Product[] = [];
const visits: Visit[] = [];

async function start(env: Record<string, string> = {}): Promise<Product> {
  const product = await Product.prepare(env);
  products.push(product);
  await product.start();
  return product;
}

async function arrive(product: Product): Promise<Visit> {
  const arrived = await visit(product.url);
  visits.push(arrived);
  return arrived;
}

async function noneLeft(product: Product): Promise<void> {
  while ((await product.containers()).length > 0) {
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

afterEach(async () => {
  for (const { session } of visits.splice(0)) session.dispose();
  for (const product of products.splice(0)) {
    await product.end('SIGTERM');
    expect(await product.containers()).toEqual([]);
    await product[Symbol.asyncDispose]();
  }
});

describe('no machine is left', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('after %s', async (signal) => {
    const product = await start({ WARM_MACHINES: '2' });
    const { session } = await arrive(product);
    expect((await product.containers()).length).toBeGreaterThanOrEqual(1);
    expect(await product.end(signal)).toBe(0);
    expect(await product.containers()).toEqual([]);
    await until(() => session.view.state === 'ended');
    expect(session.view.reason).toContain('shut down');
  });

  test('after a signal while machines are booting', async () => {
    const product = await start({ WARM_MACHINES: '0' });
    const browser = new Browser(product.url);
    await browser.request('POST', '/api/sessions', '{"exercise":"demo-echo"}');
    await until(() => product.printed !== '');
    expect(await product.end('SIGTERM')).toBe(0);
    expect(await product.containers()).toEqual([]);
  });

  test('after the learner ended it', async () => {
    const product = await start({ WARM_MACHINES: '0' });
    const { session } = await arrive(product);
    await session.end();
    await noneLeft(product);
  });
});

describe('kill -9 and a start', () => {
  test('the learner goes on where they were; nothing else is left', async () => {
    const product = await start({ WARM_MACHINES: '1' });
    const { browser, session, screen } = await arrive(product);
    await session.save(UNIT, '# before the crash\n', null);
    screen.type('touch ~/kept && echo do""ne\r');
    await screen.shows('done');
    await product.end('SIGKILL');
    const before = (await product.containers()).map(({ id }) => id);
    await product.start();

    await until(() => session.view.state === 'ready');
    const [found] = await listSessions(browser.network);
    expect(found).toMatchObject({ id: session.view.id, state: 'ready' });
    const second = openSession(session.view, browser.network);
    const again = new TestScreen(second.openTerminal('two', { cols: 80, rows: 24 }));
    await again.shows('$ ');
    again.type(`ls ~; cat ${UNIT}\r`);
    await again.shows('# before the crash');
    expect(again.text).toContain('kept');
    second.dispose();

    const now = (await product.containers()).map(({ id }) => id);
    expect(now.filter((id) => before.includes(id))).toHaveLength(1);
  });

  test('a session that had ended meanwhile leaves nothing', async () => {
    const product = await start({ WARM_MACHINES: '0' });
    const { session } = await arrive(product);
    await product.end('SIGKILL');
    const [container] = await product.containers();
    await container?.kill();
    await product.start();
    await until(() => session.view.state === 'ended');
    expect(session.view.reason).toContain('start a new one');
    expect(await product.containers()).toEqual([]);
  });
});

describe('a start that cannot be', () => {
  test('on a port that is taken: said in one sentence, exit code 1', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    const said = await start({ PORT: String(port) }).catch((error: Error) => error.message);
    expect(said).toBe(
      `Port ${port} of 127.0.0.1 is taken by another program. End that one, or choose another port: PORT=${port + 1} npm start\n`,
    );
    squatter.close();
  });

  test('with the sessions of a server that runs: said, and that server is left alone', async () => {
    const product = await start({ WARM_MACHINES: '0' });
    const { session } = await arrive(product);
    const said = await start({ SESSION_DIR: product.sessionDir }).catch(
      (error: Error) => error.message,
    );
    expect(said).toContain('already keeps its sessions in');
    await session.check();
  });
});

describe('without machines, lessons can be read', () => {
  test.each([
    {
      what: 'no engine',
      env: { DOCKER_HOST: 'unix:///nowhere.sock', LAB_EMULATOR_ARTEFACTS: '/nowhere' },
      code: 'engine-absent',
    },
    { what: 'no image', env: { LAB_DEBIAN_RELEASE: 'sid' }, code: 'image-missing' },
  ])('$what: health and the click say why', async ({ env, code }) => {
    const product = await start(env);
    expect(product.printed).toContain(
      'Lessons can be read and cards reviewed, but no machine can be started.',
    );
    const browser = new Browser(product.url);
    expect((await browser.request('GET', '/')).status).toBe(200);
    for (const [method, path, body] of [
      ['GET', '/api/health'],
      ['POST', '/api/sessions', '{"exercise":"demo-echo"}'],
    ] as const) {
      const response = await browser.request(method, path, body);
      expect(response.status).toBe(503);
      const problem = await response.json();
      expect(problem.code).toBe(code);
      expect(problem.message).toMatch(/Run|unset|Correct/);
    }
  });
});

test('without an engine, but with the machine for the tab, that is where machines run', async () => {
  const product = await start({ DOCKER_HOST: 'unix:///nowhere.sock' });
  expect(product.printed).toContain('Machines run in the learner’s tab');
  const browser = new Browser(product.url);
  expect((await browser.request('GET', '/emulator/manifest.json')).status).toBe(200);
});

describe('in use', () => {
  test('a flood before a screen that does not draw holds the server’s memory flat', async () => {
    const product = await start({ WARM_MACHINES: '0' });
    const { screen } = await arrive(product);
    screen.type('yes\r');
    await until(() => screen.bytes > 8 * MIB);
    const before = product.memory;
    screen.drawing = false;
    await until(() => screen.undrawn > 0);
    const held = screen.bytes;
    await new Promise((wake) => setTimeout(wake, 3_000));
    expect(screen.bytes - held).toBeLessThan(MIB);
    expect(product.memory - before).toBeLessThan(16 * MIB);
    screen.drawing = true;
    screen.type('\x03');
    await screen.shows('^C');
  });

  test('the engine goes away and comes back: told, and the machine is removed then', async () => {
    await using line = await EngineLine.open();
    const product = await start({ DOCKER_HOST: line.address, WARM_MACHINES: '0' });
    const { browser, session } = await arrive(product);
    line.cut();
    await until(() => session.view.state === 'ended');
    expect(session.view.reason).toContain('engine does not answer');
    expect((await browser.request('GET', '/api/health')).status).toBe(503);
    line.mend();
    await noneLeft(product);
    expect((await browser.request('GET', '/api/health')).status).toBe(200);
  });
});

/** A way to the engine that can be cut, without harm to the engine. */
class EngineLine {
  readonly address: string;
  private readonly server: Server;
  private readonly open = new Set<Socket>();
  private whole = true;

  private constructor(server: Server, path: string) {
    this.server = server;
    this.address = `unix://${path}`;
  }

  static async open(): Promise<EngineLine> {
    const { socketPath } = await locateEngine();
    const path = join('/tmp', `lab-line-${process.pid}.sock`);
    const server = createServer({ allowHalfOpen: true });
    const line = new EngineLine(server, path);
    server.on('connection', (near) => line.join(near, socketPath));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return line;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.whole = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
  }

  private join(near: Socket, socketPath: string): void {
    if (!this.whole) {
      near.destroy();
      return;
    }
    const far = connect({ path: socketPath, allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => this.open.delete(from));
      from.pipe(to);
    }
  }
}
