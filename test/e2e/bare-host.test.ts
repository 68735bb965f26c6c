/** A server on a host with neither a container engine nor a machine for the tab. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SOCKET_UNIT } from './bench-page.ts';
import { Lab, openBrowser, openPage } from './lab.ts';
import { TabBench } from './tab-bench.ts';

let nothing: string;
let lab: Lab;
let browser: Browser;

beforeAll(async () => {
  nothing = mkdtempSync(join(tmpdir(), 'lab-bare-'));
  lab = await Lab.startSite({
    DATA_DIR: nothing,
    LAB_EMULATOR_ARTEFACTS: '',
    DOCKER_HOST: `unix://${nothing}/no-engine.sock`,
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  rmSync(nothing, { recursive: true, force: true });
});

test('says what works and what to do; lessons, the editor and cards work', async () => {
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const bench = new TabBench(await openPage(context, complaints));
  const { page } = bench;
  await bench.open(lab.url);
  await page.getByText('There is no machine for this exercise.').waitFor();
  const said = await bench.panel();
  expect(said).toMatch(/Reading and cards work all the same/);
  expect(said).toMatch(/no container engine answers there/);
  expect(said).toMatch(/npm run image -- emulator/);

  await bench.edit('demo-echo.socket', SOCKET_UNIT);
  await page.getByRole('button', { name: 'Try again' }).click();
  await bench.machineIs('error');
  expect(await bench.panel()).toMatch(/no container engine answers there/);
  await page.reload();
  await expect
    .poll(() => bench.editorText('demo-echo.socket'), { timeout: 20_000 })
    .toContain('ListenStream=127.0.0.1:9091');

  await page.goto(`${lab.url}/review`);
  await page.locator('[data-unlock="accept-yes"]').click();
  await page.locator('article.card').waitFor();
  await page.goto(`${lab.url}/class`);
  expect(await page.getByRole('button', { name: 'Join the lab' }).isEnabled()).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});
