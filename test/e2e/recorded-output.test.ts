/** A card that shows what a real machine printed, on a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Lab, openBrowser, openPage } from './lab.ts';
import { keepReviews } from './reviews.ts';

let lab: Lab;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

test('is asked with its output, all of it within the screen, and answered', async () => {
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 375, height: 740 } });
  const page = await openPage(context, complaints);
  const card = 'out-two-holders';
  await keepReviews(page, lab.url, [{ id: 'given.0', at: Date.now(), card, do: 'unlock' }]);
  await page.goto(`${lab.url}/review/`);
  const output = page.locator(`article[data-card="${card}"] .recorded`);
  await output.waitFor();
  const text = await output.textContent();
  expect(text).toContain('$ sudo ss -tulpen');
  expect(text).toContain('users:(("app",pid=');
  expect(text).toContain('Recorded on Debian 12, systemd 252');
  const widths = await output.evaluate((figure) => [figure.scrollWidth, figure.clientWidth]);
  expect(widths[0]).toBe(widths[1]);
  await page.locator('article.card').focus();
  await page.keyboard.press('Space');
  await page.locator('.grades').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
