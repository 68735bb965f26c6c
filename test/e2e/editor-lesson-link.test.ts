/** Monaco makes plain words of relative links: the hover's link to a lesson led nowhere. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './bench-page.ts';
import { Lab, openBrowser, openPage } from './lab.ts';

let lab: Lab;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.startSite(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

test('a hover in the editor leads to the lesson that explains the directive', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await openPage(context, []);
  const bench = new Workbench(page);
  await bench.open(lab.url);
  // The large editor is loaded once the workbench is used.
  await page.locator('#bench textarea').first().focus();
  await page.locator('.monaco-editor').waitFor();
  await bench.edit('demo-echo@.service', '[Service]\nStandardInput=socket\n');
  const directive = page.locator('.monaco-editor .view-line').nth(1).locator('span span').first();
  await directive.hover();
  const link = page.locator('.monaco-hover a');
  await link.waitFor();
  const [lesson] = await Promise.all([context.waitForEvent('page'), link.click()]);
  expect(new URL(lesson.url()).pathname).toBe('/learn/accept-yes/standard-input');
  await context.close();
});
