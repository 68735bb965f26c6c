/** The product's main job: the demo-echo exercise, in a real browser, on a real machine. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Workbench } from './bench-page.ts';
import { solveDemoEcho } from './demo-echo-steps.ts';
import { Lab, openBrowser, openPage } from './lab.ts';

let lab: Lab;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.start(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

describe('demo-echo', () => {
  test('a learner writes the units, connects, and every check turns green', async () => {
    const complaints: string[] = [];
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const bench = new Workbench(await openPage(context, complaints));
    await bench.open(lab.url);
    await bench.startMachine();
    await solveDemoEcho(bench);

    await expect
      .poll(() => bench.page.locator('[data-slot="cards"]').textContent(), { timeout: 10_000 })
      .toMatch(/^\d+ cards are now in your reviews\.$/);
    await bench.page.getByRole('link', { name: 'Review them' }).click();
    // The check that failed at first has its card asked first.
    await bench.page.locator('article.card[data-card="verify-typed"]').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a file changed in the terminal shows up in the editor', async () => {
    const complaints: string[] = [];
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const bench = new Workbench(await openPage(context, complaints));
    await bench.open(lab.url);
    await bench.startMachine();
    await bench.type(
      "printf '[Socket]\\nListenStream=9999\\n' | sudo tee /etc/systemd/system/demo-echo.socket",
    );
    await expect
      .poll(() => bench.editorText('demo-echo.socket'), { timeout: 10_000 })
      .toContain('9999');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('edits survive a reload and the loss of the machine', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const bench = new Workbench(await openPage(context, []));
    await bench.open(lab.url);
    await bench.startMachine();
    await bench.edit('demo-echo.socket', '# my own line\n[Socket]\n');
    await bench.page.reload();
    await bench.machineIs('ready');
    expect(await bench.editorText('demo-echo.socket')).toContain('# my own line');

    await bench.save();
    await bench.type('sudo poweroff -f');
    await bench.machineIs('ended');
    expect(await bench.editorText('demo-echo.socket')).toContain('# my own line');
    await bench.startMachine();
    await bench.type('cat /etc/systemd/system/demo-echo.socket');
    await bench.screenShows(/# my own line/);
    await context.close();
  });
});
