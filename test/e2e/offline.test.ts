/** The site without a network, and from one version to the next, in a real browser. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './lab.ts';
import { StaticSite } from './static-site.ts';

/** Browsers take their time to change a service worker. */
const SOON = { timeout: 20_000 };

const site = new StaticSite();
const versions: Record<'A' | 'B', string> = { A: '', B: '' };
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await openBrowser();
  versions.A = await site.version('A');
  versions.B = await site.version('B');
});
afterAll(async () => {
  await browser?.close();
  await site.remove();
});
afterEach(async () => {
  await context?.close();
  await site.stop();
  site.breaks = () => false;
});

async function visit(path = '/review/'): Promise<Page> {
  site.deploy(versions.A);
  await site.open();
  context = await browser.newContext({ viewport: { width: 375, height: 740 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(site.url + path);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => controlled(page), SOON).toBe(true);
  return page;
}

const controlled = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null);
const isKept = (page: Page, path: string) =>
  page.evaluate(async (path) => (await caches.match(path)) !== undefined, path);
const cacheNames = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('site-')));
const pageVersion = (page: Page) => page.locator('html').getAttribute('data-version');
const cardsVersion = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/review/cards.json')).json()).version);
const card = (page: Page) => page.locator('article.card').getAttribute('data-card');

/** Answers the card on the screen with the keyboard. */
async function answer(page: Page): Promise<void> {
  if (await page.locator('#line').count()) await page.keyboard.press('Enter');
  else if (await page.locator('#repair').count()) {
    await page.keyboard.press('Control+Enter');
    await page.locator('.attempt .c-fail').waitFor();
    const skip = () =>
      page.evaluate(() => document.activeElement?.matches('.attempt .btn ~ .btn') ?? false);
    for (let presses = 0; presses < 10 && !(await skip()); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  } else await page.keyboard.press('Space');
  await page.locator('.grades').waitFor();
  await page.keyboard.press('4');
  await expect.poll(() => page.locator('.grades').count(), SOON).toBe(0);
}

async function unlock(page: Page, deck: string): Promise<void> {
  await page.locator(`[data-unlock="${deck}"]`).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => card(page), SOON).not.toBeNull();
}

describe('without a network', () => {
  test('cards, repairs judged by the language service, and lessons read before', async () => {
    const page = await visit('/learn/orientation/descriptors/');
    await expect.poll(() => isKept(page, '/learn/orientation/descriptors/'), SOON).toBe(true);
    await site.stop();

    await page.goto(`${site.url}/learn/orientation/descriptors`);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(
      /Roboto/i,
    );

    await page.goto(`${site.url}/review`);
    await page.locator('article.card').waitFor();
    await unlock(page, 'accept-yes');
    let repaired = 0;
    for (let asked = 0; asked < 30 && (await card(page)) !== null; asked++) {
      repaired += await page.locator('#repair').count();
      await answer(page);
      if (asked === 5) {
        const reviewed = await page.locator('[data-slot="reviewed"]').textContent();
        await page.reload();
        await page.locator('article.card').waitFor();
        expect(await page.locator('[data-slot="reviewed"]').textContent()).toBe(reviewed);
      }
    }
    expect(repaired).toBeGreaterThan(0);

    await page.goto(`${site.url}/learn/accept-no/backlog/`);
    expect(await page.locator('h1').textContent()).toContain('not kept on this device');
    await page.getByRole('link', { name: 'Course map' }).click();
    await page.waitForURL(`${site.url}/`);
  });

  test('the whole course, once it was asked for', async () => {
    const page = await visit('/');
    const keep = page.locator('[data-action="keep-course"]');
    await expect
      .poll(() => keep.textContent(), SOON)
      .toMatch(/Keep the whole course \(\d+\.\d MB\)/);
    await keep.click();
    const status = page.locator('[data-slot="keep-course-status"]');
    await expect.poll(() => status.textContent(), SOON).toMatch(/^The whole course is kept, /);
    expect(await keep.isVisible()).toBe(false);
    await site.stop();
    await page.goto(`${site.url}/learn/accept-no/backlog/`);
    expect(await page.title()).not.toContain('No network');
  });
});

describe('a new version', () => {
  test('takes over when it is asked to; a second page stays whole with the old one', async () => {
    const page = await visit();
    const second = await context.newPage();
    await second.goto(`${site.url}/review/`);
    expect([await pageVersion(second), await cardsVersion(second)]).toEqual(['A', 'A']);

    site.deploy(versions.B);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const notice = page.locator('[data-slot="update"]');
    await notice.getByRole('button', { name: 'Update' }).waitFor();
    // Nothing changes until then, for new pages neither.
    const third = await context.newPage();
    await third.goto(`${site.url}/review/`);
    expect([await pageVersion(third), await cardsVersion(third)]).toEqual(['A', 'A']);
    await third.close();
    expect(await cacheNames(page)).toHaveLength(2);

    await notice.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => pageVersion(page).catch(() => 'A'), SOON).toBe('B');
    expect(await cardsVersion(page)).toBe('B');
    expect([await pageVersion(second), await cardsVersion(second)]).toEqual(['A', 'A']);
    await second.locator('[data-slot="update"]').getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => pageVersion(second).catch(() => 'A'), SOON).toBe('B');
    expect(await cardsVersion(second)).toBe('B');
    await page.reload();
    await expect.poll(async () => (await cacheNames(page)).length, SOON).toBe(1);
  });

  test('comes by itself once the last page of the old one is closed', async () => {
    const page = await visit();
    site.deploy(versions.B);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect.poll(async () => (await cacheNames(page)).length, SOON).toBe(2);
    await page.locator('[data-slot="update"] button').waitFor();
    await page.goto('about:blank');
    await expect
      .poll(async () => {
        await page.goto(`${site.url}/review/`);
        const version = await pageVersion(page);
        if (version === 'A') {
          await page.goto('about:blank');
          // No page is there now; a worker that waits begins when nobody looks.
          await page.waitForTimeout(1_000);
        }
        return version;
      }, SOON)
      .toBe('B');
    expect(await cardsVersion(page)).toBe('B');
  });

  test('whose download is cut, or mixed on the server, leaves the old one at work', async () => {
    const page = await visit();
    site.deploy(versions.B);
    site.breaks = (path) => path === '/review/cards.json';
    await page.evaluate(async () =>
      (await navigator.serviceWorker.ready).update().then(
        () => {},
        () => {},
      ),
    );
    await expect.poll(async () => (await cacheNames(page)).length, SOON).toBe(1);
    await page.reload();
    expect([await pageVersion(page), await cardsVersion(page)]).toEqual(['A', 'A']);
    await site.stop();
    await page.reload();
    expect([await pageVersion(page), await cardsVersion(page)]).toEqual(['A', 'A']);
  });
});
