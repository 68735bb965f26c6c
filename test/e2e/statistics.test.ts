/** The statistics of a year of reviews, in a real browser. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/review/log.ts';
import { yearOfReviews } from '../review/profile.ts';
import { keepReviews } from './reviews.ts';
import { axe, SitePages } from './site-pages.ts';

const site = SitePages.ofThisFile();

async function open(width: number, log: (keys: readonly string[]) => Entry[]): Promise<Page> {
  const page = await site.page({ viewport: { width, height: 800 } });
  const served = await (await fetch(`${site.url}/review/cards.json`)).json();
  await keepReviews(page, site.url, log(served.cards.map(({ key }: { key: string }) => key)));
  await page.goto(`${site.url}/review/statistics`);
  await page.locator('[data-figure="leeches"]').waitFor();
  return page;
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
