/** Starts the product as its users get it, and a real browser in front of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A server of our own with a data directory of its own, so that tests meet no other sessions. */
export class Lab {
  readonly url: string;
  readonly dataDir: string;
  private child: ChildProcess | undefined;
  private readonly env: Record<string, string>;
  /** What the server has printed, for the message of a failing test. */
  log = '';

  private constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.dataDir = mkdtempSync(join(tmpdir(), 'lab-e2e-'));
    this.env = { ...env, HOST: '127.0.0.1', PORT: String(port), SESSION_DIR: this.dataDir };
  }

  static async start(env: Record<string, string> = {}): Promise<Lab> {
    const lab = new Lab(await freePort(), env);
    await lab.boot();
    return lab;
  }

  /** For pages that need no machine: ready as soon as the site can be read. */
  static async startSite(env: Record<string, string> = {}): Promise<Lab> {
    const lab = new Lab(await freePort(), env);
    await lab.boot(60_000, '/');
    return lab;
  }

  /** Starts the server (again) and waits until it says it is healthy, or `path` can be read. */
  async boot(timeoutMs = 60_000, path = '/api/health'): Promise<void> {
    const child = spawn(process.execPath, ['sandbox/main.ts'], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.log = (this.log + chunk.toString()).slice(-20_000);
      });
    }
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) break;
      const health = await fetch(`${this.url}${path}`).catch(() => undefined);
      if (health?.ok) return;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error(`The server did not become healthy.\n${this.log}`);
  }

  /** Ends the server with a signal and waits for its exit. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  }

  async stop(): Promise<void> {
    await this.kill('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (!executablePath) throw new Error('No Chromium found. Run: node sandbox/setup.mjs test');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page whose console errors and failed requests fail the test that owns it. */
export async function openPage(
  context: BrowserContext,
  complaints: string[],
  ignore: readonly RegExp[] = [],
): Promise<Page> {
  const page = await context.newPage();
  const complain = (text: string) => {
    if (!ignore.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('pageerror', (error) => complain(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()}`);
  });
  return page;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
