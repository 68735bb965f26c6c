/** One site and one browser for all tests of a file, and a context of its own for each test. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { Lab, openBrowser, openPage } from './lab.ts';

export interface PageOptions extends BrowserContextOptions {
  /** Errors in the console that belong to the test. */
  readonly ignore?: readonly RegExp[];
  /** Runs before the first page is there. */
  readonly before?: (context: BrowserContext) => Promise<unknown>;
}

export class SitePages {
  /** What pages have complained about; a test that expects some takes it out. */
  readonly complaints: string[] = [];
  private lab: Lab | undefined;
  private browser: Browser | undefined;
  private current: BrowserContext | undefined;

  /** For the top of a file: begins before its tests and ends after them. */
  static ofThisFile(): SitePages {
    const site = new SitePages();
    beforeAll(async () => {
      [site.lab, site.browser] = await Promise.all([Lab.startSite(), openBrowser()]);
    });
    afterAll(async () => {
      await site.browser?.close();
      await site.lab?.stop();
    });
    afterEach(async () => {
      await site.current?.close();
      site.current = undefined;
      expect(site.complaints.splice(0)).toEqual([]);
    });
    return site;
  }

  get url(): string {
    return this.lab?.url ?? '';
  }

  /** The context of the running test. */
  get context(): BrowserContext {
    if (this.current) return this.current;
    throw new Error('The test has opened no page yet.');
  }

  /** A page in a new context. */
  async page({ ignore, before, ...options }: PageOptions = {}): Promise<Page> {
    if (!this.browser) throw new Error('There is no browser before the tests begin.');
    this.current = await this.browser.newContext(options);
    await before?.(this.current);
    return this.another(ignore);
  }

  /** One more page in the context of the running test. */
  async another(ignore: readonly RegExp[] = []): Promise<Page> {
    const page = await openPage(this.context, this.complaints, ignore);
    page.setDefaultTimeout(30_000);
    return page;
  }
}

/** Nothing that axe finds wrong with the page as it is now. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** The same in light and dark. */
export async function axeInBoth(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await axe(page);
  }
}
