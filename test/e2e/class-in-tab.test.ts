/** A class on a host without machines: each runs in its learner's tab, and the server dies meanwhile. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ClassPeople, shows } from './class-people.ts';
import { Lab, openBrowser } from './lab.ts';
import { TabBench } from './tab-bench.ts';

const NO_ENGINE = { DOCKER_HOST: 'unix:///nonexistent/engine.sock' };
const BOOT_MS = 180_000;

let lab: Lab;
let browser: Browser;
let people: ClassPeople;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
// Each try with a server of its own: the link of the first owner works once.
beforeEach(async () => {
  complaints.length = 0;
  lab = await Lab.startSite(NO_ENGINE);
  people = new ClassPeople(browser, lab, complaints);
});
afterEach(async () => {
  await people.leave();
  await lab?.stop();
});
afterAll(() => browser?.close());

test(
  'its grid shows the machine and every try, also those that a dead server never heard of',
  async () => {
    const teacher = await people.owner('Ines Okafor');
    const code = await people.makeClass(teacher, 'Without machines', [
      { lesson: 'first-socket/demo-echo' },
    ]);
    const mira = await people.join(code, 'Mira');
    const row = teacher.locator('.g-row').filter({ hasText: 'Mira' });
    await new TabBench(mira.page).agree();
    await mira.machineIs('ready', BOOT_MS);
    await shows(row, /In the tab/);
    const cell = row.locator('.s-fail').first();
    const tries = (count: number) =>
      expect
        .poll(() => cell.getAttribute('title'), { timeout: BOOT_MS })
        .toMatch(new RegExp(`Fail, ${count} tries$`));
    const check = async () => {
      await mira.runChecks();
      // Held back until the pass that was asked for is over.
      await mira.page.locator('[data-action="run-checks"]:enabled').waitFor({ timeout: BOOT_MS });
    };
    await check();
    await check();
    await tries(2);

    await lab.kill('SIGKILL');
    await check();
    await mira.page.waitForTimeout(2_000);
    await lab.boot(60_000, '/');
    await tries(3);
    await shows(row, /In the tab/);
    // While the server was dead, nothing else was wrong.
    expect(complaints.filter((text) => !/CONNECTION_REFUSED/.test(text))).toEqual([]);
  },
  3 * BOOT_MS,
);
