/**
 * No server at all: the folder of `npm run build:static` on a plain file server, real systemd in the
 * browser tab, and the network switched off.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../sandbox/setup/command.mjs';
import { SOCKET_UNIT } from './bench-page.ts';
import { solveDemoEcho } from './demo-echo-steps.ts';
import { openBrowser, openPage } from './lab.ts';
import { StaticSite } from './static-site.ts';
import { TabBench } from './tab-bench.ts';

/** Many times the usual: all of it runs on an emulated processor, beside whatever else the host does. */
const SLOW = { timeout: 400_000 };

const HOUR_MS = 3_600_000;
/** How far the machine's clock may be from the browser's, ms. */
const LATE_MS = 2_000;

const site = new StaticSite();
let browser: Browser;
let context: BrowserContext;
const complaints: string[] = [];

beforeAll(async () => {
  const built = await run([process.execPath, 'sandbox/static.mjs']);
  expect(built.output).toContain('the machine for the tab');
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await site.remove();
});
afterEach(async () => {
  await context?.close();
  await site.stop();
  site.breaks = () => false;
  site.replaces = () => undefined;
  expect(complaints.splice(0)).toEqual([]);
});

/** The lesson's page on the site. `before` runs in it first. */
async function visit(
  ignore: readonly RegExp[] = [],
  before = () => {},
  options: BrowserContextOptions = {},
): Promise<TabBench> {
  site.deploy('dist-static');
  await site.open();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.addInitScript(before);
  return another(ignore);
}

async function another(ignore: readonly RegExp[] = []): Promise<TabBench> {
  const bench = new TabBench(await openPage(context, complaints, ignore));
  await bench.open(site.url);
  return bench;
}

/** The worker that carries the machine runs this first, in pages without a service worker. */
function inWorker(script: string): void {
  const folder = 'dist-static/_astro';
  const scripts = readdirSync(folder).filter((name) => name.startsWith('worker-'));
  const [name, code] =
    scripts
      .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const)
      .find(([, code]) => code.includes('restore_state')) ?? [];
  expect(name).toBeDefined();
  site.replaces = (path) =>
    path === `/_astro/${name}` ? Buffer.from(`${script}\n${code}`) : undefined;
}

describe('without a network', SLOW, () => {
  test('the exercise is done, and is there again after a reload', async () => {
    const bench = await visit([/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/]);
    await bench.download();
    await bench.keepOffline();
    await context.setOffline(true);
    await site.stop();

    await bench.dropCaches();
    await solveDemoEcho(bench);

    await bench.keeps('sockets.target.wants/demo-echo.socket');
    const browserItself = await context.newCDPSession(bench.page);
    await browserItself.send('ServiceWorker.enable');
    await browserItself.send('ServiceWorker.stopAllWorkers');
    await bench.page.reload();
    await bench.machineIs('ready');
    expect(await bench.editorText('demo-echo.socket')).toContain('ListenStream=127.0.0.1:9091');
    await bench.type('systemctl is-active demo-echo.socket');
    await bench.screenShows(/^active$/m);
  });

  test('the exercise is done on a machine that was not kept; a file it lacks is waited for, with words', async () => {
    const bench = await visit([/ERR_INTERNET_DISCONNECTED/]);
    await bench.download();
    await bench.coreFollows();
    await context.setOffline(true);
    await solveDemoEcho(bench);

    await bench.type('python3 -c "print(6*7)"');
    await bench.noticeShows('waiting', /site cannot be reached/);
    await context.setOffline(false);
    await bench.screenShows(/^42$/m);
    await bench.noticeGoes('waiting');

    await bench.type('echo kept >mine');
    await bench.keeps('home/learner/mine');
    await context.setOffline(true);
    await bench.dropCaches();
    await bench.noticeShows('waiting', /reload this page/);
    await bench.page.reload();
    await bench.machineIs('ready');
    await bench.type('cat mine');
    await bench.screenShows(/^kept$/m);
  });
});

describe('a machine that is broken', SLOW, () => {
  test('by a fork bomb or rm -rf / is reset; by its end, another one starts', async () => {
    const bench = await visit();
    await bench.download();
    await bench.type(':(){ :|:& };:');
    await bench.page.waitForTimeout(2_000);
    await bench.reset();
    await bench.type('echo $((6*7))');
    await bench.screenShows(/^42$/m);

    await bench.edit('demo-echo.socket', SOCKET_UNIT);
    await bench.save();
    await bench.type('sudo rm -rf --no-preserve-root / 2>/dev/null');
    await bench.screenShows(/null\n.*\$\s*$/);
    await bench.type('ls');
    await bench.noticeShows('machine-broken', /Reset it/);
    await bench.reset();
    await bench.noticeGoes('machine-broken');
    await bench.page.getByRole('button', { name: 'Bring it back' }).click();
    await bench.save();

    for (const [command, words] of [
      ['sudo poweroff', /The machine was shut down\. Your files are kept/],
      ['sudo reboot', /The machine was told to reboot\. .* Your files are kept/],
      ['echo c | sudo tee /proc/sysrq-trigger', /kernel stopped: sysrq.*Your files are kept/],
    ] as const) {
      await bench.type(command);
      await bench.machineIs('ended');
      expect(await bench.panel()).toMatch(words);
      await bench.startMachine();
    }
    await bench.type('cat /etc/systemd/system/demo-echo.socket');
    await bench.screenShows(/ListenStream=127.0.0.1:9091/);
  });
});

describe('a machine that cannot be had', SLOW, () => {
  test('in a browser without WebAssembly, nothing is downloaded, and that is said', async () => {
    const bench = await visit([], () => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    const asked: string[] = [];
    context.on('request', (request) => void asked.push(request.url()));
    await bench.page.getByText(/does not run WebAssembly/).waitFor();
    expect(await bench.panel()).toMatch(/Reading and cards work all the same/);
    await bench.page.getByRole('button', { name: 'Try again' }).click();
    await bench.machineIs('error');
    expect(await bench.panel()).toMatch(/does not run WebAssembly/);
    expect(asked.filter((url) => url.includes('state.zst'))).toEqual([]);
  });

  test('with too little memory is told apart, and can be once there is enough', async () => {
    inWorker(`WebAssembly.instantiate = async () => {
      throw new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory');
    };`);
    const bench = await visit([], () => {}, { serviceWorkers: 'block' });
    await bench.agree();
    await bench.machineIs('error');
    expect(await bench.panel()).toMatch(/too little free memory.*Close other tabs/);
    site.replaces = () => undefined;
    await bench.tryAgain();
    await bench.machineIs('ready');
  });

  test('kept where the browser has no room for it works all the same, and says so', async () => {
    const bench = await visit();
    const storage = await context.newCDPSession(bench.page);
    const quotaSize = 3_000_000;
    await storage.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize });
    await bench.download();
    await bench.noticeShows('machine-not-kept', /no room for 16\.\d MB.*Free some space/);
    await bench.type('echo $((6*7))');
    await bench.screenShows(/^42$/m);
  });
});

describe('a tab that was suspended for hours', SLOW, () => {
  /**
   * Lets hours of the page pass at once. A tab alone is suspended while the device's clocks go on,
   * the one its worker goes by too; in a device that sleeps, that one stands still.
   */
  const shiftable = () => {
    const now = Date.now;
    const others = new BroadcastChannel('suspended');
    let shift = 0;
    Date.now = () => now() + shift;
    Object.assign(globalThis, {
      suspend(ms: number, what: 'tab' | 'device') {
        shift += ms;
        if (what === 'tab') others.postMessage(ms);
      },
    });
  };

  test('has its machine, what ran in it, and the right time; so has one whose server restarted', async () => {
    inWorker(`{
      const now = performance.now.bind(performance);
      let shift = 0;
      performance.now = () => now() + shift;
      new BroadcastChannel('suspended').onmessage = ({ data }) => { shift += data; };
    }`);
    const bench = await visit([], shiftable, { serviceWorkers: 'block' });
    await bench.download();
    await bench.type('echo $((6*7)) >before; exec 3<before');
    const devtools = await context.newCDPSession(bench.page);
    const { port } = new URL(site.url);
    for (const what of ['tab', 'device'] as const) {
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await bench.page.evaluate(([ms, what]) => Reflect.get(globalThis, 'suspend')(ms, what), [
        5 * HOUR_MS,
        what,
      ] as const);
      await site.stop();
      await site.open(Number(port));
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      await expect.poll(() => clockIsRight(bench), { timeout: 60_000 }).toBe(true);
    }
    await bench.type('cat <&3');
    await bench.screenShows(/^42$/m);
    await solveDemoEcho(bench);
  });
});

async function clockIsRight(bench: TabBench): Promise<boolean> {
  const { before, machine, after } = await bench.clocks();
  return machine > before - LATE_MS && machine < after + LATE_MS;
}

describe('two tabs', SLOW, () => {
  test('have one machine: the second says so, and takes it over with its files', async () => {
    const first = await visit();
    await first.download();
    await first.edit('demo-echo.socket', SOCKET_UNIT);
    await first.save();
    const second = await another();
    await second.page.locator('[data-action="start-machine"]').first().click();
    await second.machineIs('error');
    expect(await second.panel()).toContain('runs in another tab');
    await second.page.locator('[data-action="take-over"]').click();
    await second.machineIs('ready');
    await first.machineIs('ended');
    expect(await first.panel()).toContain('went to another tab');
    await second.type('cat /etc/systemd/system/demo-echo.socket');
    await second.screenShows(/ListenStream=127.0.0.1:9091/);
  });
});

describe('a download', SLOW, () => {
  const STATE = '/emulator/state.zst';

  test('that arrives damaged is not used; one that is cut goes on where it stopped', async () => {
    const bench = await visit([/Failed to load resource/]);
    const damaged = readFileSync(`dist-static${STATE}`);
    damaged[damaged.length >> 1] = ~(damaged[damaged.length >> 1] ?? 0);
    site.replaces = (path) => (path === STATE ? damaged : undefined);
    await bench.agree();
    await bench.machineIs('error');
    expect(await bench.panel()).toMatch(/state\.zst arrived damaged twice/);

    site.replaces = () => undefined;
    let cut = false;
    site.breaks = (path) => path === STATE && cut;
    site.cutsAfter = (path) => {
      if (path !== STATE) return undefined;
      cut = true;
      return 6_000_000;
    };
    await bench.tryAgain();
    await bench.machineIs('error');
    expect(await bench.panel()).toMatch(/stopped after [3-6]\.\d MB of/);

    site.breaks = () => false;
    site.cutsAfter = () => undefined;
    site.ranges.length = 0;
    await bench.tryAgain();
    await bench.machineIs('ready');
    expect(site.ranges).toEqual([expect.stringMatching(/^bytes=[3-6]\d{6}-$/)]);
  });
});
