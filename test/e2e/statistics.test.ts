/** The statistics of a year of reviews, in a real browser. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/review/log.ts';
import { yearOfReviews } from '../review/profile.ts';
import { Lab, openBrowser, openPage } from './lab.ts';
import { keepReviews } from './reviews.ts';

let lab: Lab;
let browser: Browser;
let context: BrowserContext;
const complaints: string[] = [];

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});
afterEach(async () => {
  await context?.close();
  expect(complaints.splice(0)).toEqual([]);
});

async function open(width: number, log: (keys: readonly string[]) => Entry[]): Promise<Page> {
  context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await openPage(context, complaints);
  page.setDefaultTimeout(15_000);
  const served = await (await fetch(`${lab.url}/review/cards.json`)).json();
  await keepReviews(page, lab.url, log(served.cards.map(({ key }: { key: string }) => key)));
  await page.goto(`${lab.url}/review/statistics`);
  await page.locator('[data-figure="leeches"]').waitFor();
  return page;
}

async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const year = (keys: readonly string[]) =>
  yearOfReviews({ keys, until: Date.now() - 3_600_000, days: 365 });

test('every figure is drawn, has its numbers, and the range is changed by keyboard', async () => {
  const page = await open(1440, year);
  await expect.poll(() => page.locator('.plot canvas').count()).toBe(8);
  expect(await page.locator('.calendar rect').count()).toBe(365);
  const rows = page.locator('[data-figure="forecast"] tbody tr');
  expect(await rows.count()).toBe(30);
  await page.locator('.range input:checked').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => rows.count()).toBe(53);
  await page.locator('[data-figure="retention"] summary').click();
  expect(await page.locator('[data-figure="retention"] tbody tr').first().textContent()).toMatch(
    /\d+% of \d+/,
  );
  const leech = page.locator('[data-figure="leeches"] tbody tr').first();
  expect(Number(await leech.locator('td').first().textContent())).toBeGreaterThanOrEqual(8);
  await axe(page);
});

test('nothing is wider than a phone, and the dark theme is drawn anew', async () => {
  const page = await open(375, year);
  await expect.poll(() => page.locator('.plot canvas').count()).toBe(8);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await wide()).toBe(375);
  const light = await page.locator('[data-figure="forecast"] canvas').screenshot();
  await page.locator('[data-action="switch-theme"]').click();
  await expect
    .poll(async () =>
      light.equals(await page.locator('[data-figure="forecast"] canvas').screenshot()),
    )
    .toBe(false);
  await axe(page);
});

test('without reviews it says what will be here', async () => {
  const page = await open(375, () => []);
  expect(await page.locator('.plot').count()).toBe(0);
  expect(await page.locator('[data-figure="calendar"]').textContent()).toContain('darker square');
  await axe(page);
});
