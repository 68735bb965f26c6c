/** The product as a process of its own, a browser's visit to it, and what it leaves on the host. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { installationName } from '../../sandbox/sessions/claim.ts';
import { locateEngine } from '../../sandbox/setup/engine-host.mjs';
import { createSession, openSession } from '../../src/session/remote.ts';
import type { Session } from '../../src/session/session.ts';
import { TestScreen } from '../session/screen.ts';
import { until } from './clock.ts';
import { Browser } from './server/site.ts';

/** The exercise every course has. */
export const EXERCISE = 'demo-echo';

/** Of /proc, per second, on every Linux there is. */
const CLOCK_TICKS = 100;

export class Product {
  readonly port: number;
  readonly sessionDir = mkdtempSync(join(tmpdir(), 'lab-product-'));
  readonly docker: Docker;
  /** All it has printed. */
  printed = '';
  private readonly env: Record<string, string>;
  private child: ChildProcess | undefined;

  private constructor(port: number, docker: Docker, env: Record<string, string>) {
    this.port = port;
    this.docker = docker;
    this.env = env;
  }

  /** A host that provides no machines: pages, cards and labs work all the same. */
  static async withoutEngine(env: Record<string, string> = {}): Promise<Product> {
    const socketPath = '/nonexistent/engine.sock';
    const docker = new Docker({ socketPath });
    return new Product(await freePort(), docker, { DOCKER_HOST: `unix://${socketPath}`, ...env });
  }

  /** Does not start it yet. The engine is found here, so that product and test share one. */
  static async prepare(env: Record<string, string> = {}): Promise<Product> {
    const { socketPath } = await locateEngine();
    const docker = new Docker({ socketPath });
    return new Product(await freePort(), docker, { DOCKER_HOST: `unix://${socketPath}`, ...env });
  }

  static async start(env: Record<string, string> = {}): Promise<Product> {
    const product = await Product.prepare(env);
    await product.start();
    return product;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it says it is ready. Throws what it printed when it ends instead. */
  async start(): Promise<void> {
    this.printed = '';
    const { port, sessionDir, env } = this;
    const own = { PORT: String(port), SESSION_DIR: sessionDir, HOST: '127.0.0.1' };
    const child = spawn(process.execPath, ['sandbox/main.ts'], {
      env: { ...process.env, ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        this.printed += chunk;
      });
    }
    await until(() => this.printed.includes(this.url) || child.exitCode !== null);
    if (child.exitCode !== null) throw new Error(this.printed);
  }

  /** Sends a signal and resolves with the exit code, or null when the signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.sessionDir, { recursive: true, force: true });
  }

  /** Resident memory of the server, bytes. */
  get memory(): number {
    return kibibytes(`/proc/${this.child?.pid}/status`, 'VmRSS') * 1024;
  }

  /** Time the server has computed, all threads, s. */
  get cpuSeconds(): number {
    const [, fields = ''] = readFileSync(`/proc/${this.child?.pid}/stat`, 'utf8').split(') ');
    const [utime = 0, stime = 0] = fields.split(' ').slice(11, 13).map(Number);
    return (utime + stime) / CLOCK_TICKS;
  }

  /** Token of the link that makes the owner of labs. */
  async ownerLink(): Promise<string> {
    const link = /\/class\/sign-in\/#([\w-]+)/;
    await until(() => link.test(this.printed));
    return link.exec(this.printed)?.[1] ?? '';
  }

  /** Containers of its machines, running or not. */
  async containers(): Promise<Docker.Container[]> {
    const label = `socket-activation-lab.installation=${installationName(this.sessionDir)}`;
    const found = await this.docker.listContainers({ all: true, filters: { label: [label] } });
    return found.map(({ Id }) => this.docker.getContainer(Id));
  }
}

export interface Visit {
  readonly browser: Browser;
  readonly session: Session;
  readonly screen: TestScreen;
  /** From the click to the first prompt, ms. */
  readonly toPrompt: number;
}

/** A learner clicks and waits for the prompt. */
export async function visit(url: string, exercise = EXERCISE): Promise<Visit> {
  const browser = new Browser(url);
  const click = performance.now();
  const made = await createSession({ exercise }, browser.network);
  const session = openSession(made, browser.network);
  const screen = new TestScreen(session.openTerminal('one', { cols: 100, rows: 30 }));
  await screen.shows('$ ');
  return { browser, session, screen, toPrompt: performance.now() - click };
}

/** A value of a file of /proc, in KiB; 0 when the process is gone. */
export function kibibytes(path: string, name: string): number {
  try {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(path, 'utf8'));
    return Number(line?.[1] ?? 0);
  } catch {
    return 0;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
