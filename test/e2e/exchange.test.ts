/** What leaves a profile and comes into another, with real files in a real browser. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { factsOf } from '../review/exchange/anki/course.ts';
import { brokenRules } from '../review/exchange/anki/rules.ts';
import { Lab, openBrowser, openPage } from './lab.ts';

/** A page of this size takes a busy machine a while. */
const SLOW = { timeout: 15_000 };

let lab: Lab;
let browser: Browser;
const contexts: BrowserContext[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

/** A browser that knows nothing yet. */
async function freshPage(path = '/review/exchange/'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 740 },
    acceptDownloads: true,
  });
  contexts.push(context);
  const page = await openPage(context, complaints);
  page.setDefaultTimeout(30_000);
  await page.goto(lab.url + path);
  return page;
}

async function download(page: Page, button: string): Promise<{ path: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const path = await file.path();
  return { path, bytes: readFileSync(path) };
}

/** What stands beside the control once its work is done. */
async function outcome(page: Page, control: string): Promise<string> {
  const task = page.locator('.task', { hasText: control });
  await task.locator('.outcome.done, .outcome.failed').waitFor();
  return (await task.locator('.outcome').textContent()) ?? '';
}

async function take(
  page: Page,
  control: string,
  file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
) {
  await page
    .locator('.task', { hasText: control })
    .locator('input[type="file"]')
    .setInputFiles(file);
  return outcome(page, control);
}

/** Opens the orientation deck and reviews `cards` of it. */
async function review(page: Page, cards: number): Promise<void> {
  await page.goto(`${lab.url}/review/`);
  await page.locator('[data-unlock="orientation"]').click();
  for (let done = 0; done < cards; done++) {
    await page.locator('article.card[data-card]').focus();
    await page.keyboard.press('Space');
    await page.locator('.grades').waitFor();
    await page.keyboard.press('4');
    await expect.poll(() => page.locator('.grades').count(), SLOW).toBe(0);
  }
  // The next card is there before the grade of the last one is on disk.
  await expect.poll(() => gradesOnDisk(page), SLOW).toBe(cards);
  await page.goto(`${lab.url}/review/exchange/`);
}

const gradesOnDisk = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('review');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('log').objectStore('log').getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.filter((entry) => entry.do === 'grade').length);
          };
        };
      }),
  );

describe('the exchange page', () => {
  test('a package for Anki keeps its rules, and brings its reviews into a fresh profile', async () => {
    const page = await freshPage();
    await review(page, 2);
    const { path, bytes } = await download(page, 'Save a package for Anki');
    expect(await outcome(page, 'Save a package for Anki')).toMatch(/^Saved as .+\.apkg: \d+ notes/);
    const facts = factsOf(bytes, Date.now());
    expect(brokenRules(facts)).toEqual([]);
    expect(facts.revlog.map(({ ease }) => ease)).toEqual([4, 4]);
    expect(facts.cards.filter(({ type }) => type === 2)).toHaveLength(2);

    const other = await freshPage();
    expect(await take(other, 'Take in reviews from Anki', path)).toMatch(
      /^2 reviews from .+ came in\.$/,
    );
    expect(await take(other, 'Take in reviews from Anki', path)).toContain('not here already');
    await other.goto(`${lab.url}/review/`);
    await expect.poll(() => other.locator('[data-slot="reviewed"]').textContent(), SLOW).toBe('2');
  });

  test('everything is saved on one device and taken in on another, own cards among it', async () => {
    const page = await freshPage();
    await review(page, 1);
    const table = {
      name: 'own.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('What is mine?,This.\n'),
    };
    expect(await take(page, 'Take in your own cards', table)).toBe(
      '1 card from own.csv is yours now.',
    );
    const { path } = await download(page, 'Save everything');
    expect(await outcome(page, 'Save everything')).toContain('1 card of your own');

    const other = await freshPage();
    expect(await take(other, 'Take in a saved file', path)).toContain('Nothing you had is lost.');
    await other.getByRole('button', { name: 'Discard 1 card of your own' }).waitFor();
    await new AxeBuilder({ page: other }).analyze().then(({ violations }) => {
      expect(violations.map(({ id }) => id)).toEqual([]);
    });
    await other.goto(`${lab.url}/review/`);
    await expect.poll(() => other.locator('[data-slot="reviewed"]').textContent(), SLOW).toBe('1');
  });

  test('a file that is none is refused beside its control, and the page works without a network', async () => {
    const page = await freshPage();
    await download(page, 'Save for a spreadsheet');
    await page.context().setOffline(true);
    const junk = { name: 'a.apkg', mimeType: 'application/zip', buffer: Buffer.from('junk') };
    expect(await take(page, 'Take in reviews from Anki', junk)).toContain('no Anki package');
    expect(await take(page, 'Take in a saved file', junk)).toContain('no profile of this course');
    expect(await page.locator('.outcome.failed').count()).toBe(2);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const { bytes } = await download(page, 'Save as text for Anki');
    expect(bytes.toString()).toMatch(/^#separator:tab\n/);
  });
});
