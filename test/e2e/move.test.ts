/** A profile goes from one browser to another by a code, and back. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Lab, openBrowser, openPage } from './lab.ts';

let lab: Lab;
let browser: Browser;
const contexts: BrowserContext[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  [lab, browser] = await Promise.all([Lab.startSite(), openBrowser()]);
});
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser?.close();
  await lab?.stop();
});

async function device(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 375, height: 740 } });
  contexts.push(context);
  const page = await openPage(context, complaints);
  page.setDefaultTimeout(30_000);
  return page;
}

/** Grades `count` cards and answers how many were reviewed today. */
async function review(page: Page, count: number): Promise<void> {
  await page.goto(`${lab.url}/review/`);
  const unlock = page.locator('[data-unlock]').first();
  await page.locator('[data-card], [data-unlock]').first().waitFor();
  if (await unlock.isVisible()) await unlock.click();
  for (let done = 0; done < count; done++) {
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await page.locator('[data-grade="3"]').click();
  }
  await expect.poll(() => reviewed(page)).toBeGreaterThanOrEqual(count);
}

const reviewed = async (page: Page) =>
  Number(await page.locator('[data-slot="reviewed"]').textContent());

async function makeCode(page: Page): Promise<string> {
  await page.goto(`${lab.url}/review/move/`);
  await page.getByRole('button', { name: 'Make a code' }).click();
  const code = page.locator('[data-code]');
  await code.waitFor();
  return (await code.getAttribute('data-code')) ?? '';
}

const outcome = (page: Page) =>
  page.locator('.task', { hasText: 'Take it in' }).locator('.outcome.done, .outcome.failed');

test('two devices end up with the same, and neither loses anything', async () => {
  const [laptop, phone] = [await device(), await device()];
  await review(laptop, 2);
  const code = await makeCode(laptop);
  expect((await new AxeBuilder({ page: laptop }).analyze()).violations).toEqual([]);

  await review(phone, 1);
  await phone.goto(`${lab.url}/review/move/#${code}`);
  await expect.poll(() => phone.url()).not.toContain(code);
  await phone.getByRole('button', { name: 'Take it in' }).click();
  await outcome(phone).waitFor();
  expect(await outcome(phone).textContent()).toMatch(/is taken in: .*Nothing you had is lost/);

  const back = await makeCode(phone);
  await laptop.goto(`${lab.url}/review/move/`);
  await laptop.getByLabel('Code from the other device').fill(back.toLowerCase());
  await laptop.getByRole('button', { name: 'Take it in' }).click();
  await outcome(laptop).waitFor();
  for (const page of [laptop, phone]) {
    await page.goto(`${lab.url}/review/`);
    await page.locator('[data-slot="reviewed"]').waitFor();
    await expect.poll(() => reviewed(page)).toBe(3);
  }
  expect(complaints).toEqual([]);
});

test('a wrong code says what to do, and keeps what was typed', async () => {
  const page = await device();
  await page.goto(`${lab.url}/review/move/`);
  const field = page.getByLabel('Code from the other device');
  for (const [typed, words] of [
    ['123', 'eight signs'],
    ['ABCD-EFGH', 'code'],
  ] as const) {
    await field.fill(typed);
    await page.getByRole('button', { name: 'Take it in' }).click();
    await expect.poll(() => outcome(page).textContent()).toContain(words);
    expect(await field.inputValue()).toBe(typed);
  }
});
