/** Years of reviews: the page reads them beside itself, and asks what it would have asked. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/review/log.ts';
import { Lab, openBrowser, openPage } from './lab.ts';
import { keepReviews } from './reviews.ts';

const HOUR = 3_600_000;
let lab: Lab;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

test('a long log is read by a worker, to its last entry', async () => {
  const complaints: string[] = [];
  const context = await browser.newContext();
  const page = await openPage(context, complaints);
  page.setDefaultTimeout(30_000);
  const now = Date.now();
  const known = Array.from(
    { length: 20_000 },
    (_, index): Entry => ({
      id: `old.${index}`,
      at: now - 20_000 * HOUR + index * HOUR,
      card: 'fd-what',
      do: 'grade',
      grade: 4,
      ms: 1_000,
    }),
  );
  const last: Entry = { id: 'new.0', at: now - 1_000, card: 'listen-who-answers', do: 'unlock' };
  await keepReviews(page, lab.url, [...known, last]);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(`${lab.url}/review/`);
  await page.locator('article.card[data-card="listen-who-answers"]').waitFor();
  expect(workers).toEqual([expect.stringContaining('replay-worker')]);
  expect(complaints).toEqual([]);
  await context.close();
});
