/**
 * No server at all: the folder of `npm run build:static` on a plain file server, real systemd in the
 * browser tab, and the network switched off.
 */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../sandbox/setup/command.mjs';
import { SOCKET_UNIT } from './bench-page.ts';
import { solveDemoEcho } from './demo-echo-steps.ts';
import { openBrowser, openPage } from './lab.ts';
import { StaticSite } from './static-site.ts';
import { TabBench } from './tab-bench.ts';

/** Many times the usual: all of it runs on an emulated processor, beside whatever else the host does. */
const SLOW = { timeout: 400_000 };

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
  expect(complaints.splice(0)).toEqual([]);
});

/** The lesson's page on the site. */
async function visit(ignore: readonly RegExp[] = []): Promise<TabBench> {
  site.deploy('dist-static');
  await site.open();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return another(ignore);
}

async function another(ignore: readonly RegExp[] = []): Promise<TabBench> {
  const bench = new TabBench(await openPage(context, complaints, ignore));
  await bench.open(site.url);
  return bench;
}

describe('without a network', SLOW, () => {
  test('the exercise is done, and is there again after a reload', async () => {
    const bench = await visit([/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/]);
    await bench.download();
    await bench.keepOffline();
    await context.setOffline(true);
    await site.stop();

    await solveDemoEcho(bench);

    await bench.keeps('sockets.target.wants/demo-echo.socket');
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
  });
});

describe('a machine that is broken', SLOW, () => {
  test('by a fork bomb is reset; by poweroff it ends, and another one starts', async () => {
    const bench = await visit();
    await bench.download();
    await bench.type(':(){ :|:& };:');
    await bench.page.waitForTimeout(2_000);
    await bench.reset();
    await bench.type('echo $((6*7))');
    await bench.screenShows(/^42$/m);

    await bench.edit('demo-echo.socket', SOCKET_UNIT);
    await bench.save();
    await bench.type('sudo poweroff');
    await bench.machineIs('ended');
    expect(await bench.panel()).toMatch(/The machine was shut down\. Your files are kept/);
    await bench.startMachine();
    await bench.type('cat /etc/systemd/system/demo-echo.socket');
    await bench.screenShows(/ListenStream=127.0.0.1:9091/);
  });
});

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
