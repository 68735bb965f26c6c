/** Those who take part in a lab, each in a browser of their own before the real server. */
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { Workbench } from './bench-page.ts';
import { type Lab, openPage } from './lab.ts';

/** For a machine that others use as well. */
export const PATIENCE = { timeout: 30_000 };
const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

export interface ChosenLesson {
  readonly lesson: string;
  /** It waits for the instructor. */
  readonly waits?: true;
}

export class ClassPeople {
  readonly returnCodes = new Map<string, string>();
  private readonly browser: Browser;
  private readonly lab: Lab;
  private readonly complaints: string[];
  private readonly contexts: BrowserContext[] = [];

  constructor(browser: Browser, lab: Lab, complaints: string[]) {
    this.browser = browser;
    this.lab = lab;
    this.complaints = complaints;
  }

  /** Somebody with a browser of their own. */
  async somebody(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ ...DESK, ...options });
    this.contexts.push(context);
    // A machine that is killed takes its terminal's connection with it, and a site may come without
    // the machine for the browser.
    const page = await openPage(context, this.complaints, [/WebSocket/, /status of (404|503)/]);
    page.setDefaultTimeout(30_000);
    return page;
  }

  /** The owner, by the link that the first start prints. */
  async owner(name: string): Promise<Page> {
    const link = () => /http:\S+\/class\/sign-in\/#\S+/.exec(this.lab.log)?.[0];
    await expect.poll(link, PATIENCE).toBeDefined();
    return this.signIn(link() ?? '', name);
  }

  async signIn(link: string, name: string): Promise<Page> {
    const page = await this.somebody();
    await page.goto(link);
    await page.locator('[name="name"]').fill(name);
    await press(page, 'Sign in');
    await page.waitForURL('**/class/teach/');
    return page;
  }

  /** Answers the class's code; its page is open then. */
  async makeClass(page: Page, title: string, lessons: readonly ChosenLesson[]): Promise<string> {
    await page.goto(`${this.lab.url}/class/edit/`);
    await page.locator('[name="title"]').fill(title);
    for (const { lesson } of lessons) {
      await page.locator(`[name="lesson"][value="${lesson}"]`).check();
    }
    for (const { lesson } of lessons.filter(({ waits }) => waits)) {
      await page.locator(`[data-chosen="${lesson}"]`).getByLabel('Open from the start').uncheck();
    }
    await page.getByLabel('Certificate of completion').check();
    await press(page, 'Make the class');
    await page.waitForURL('**/class/lab/?id=*');
    await page.locator('.facts .mono').waitFor();
    return (await page.locator('.facts .mono').textContent()) ?? '';
  }

  /** A learner in their lesson. */
  async join(code: string, name: string, options: BrowserContextOptions = {}): Promise<Workbench> {
    const page = await this.somebody(options);
    await page.goto(`${this.lab.url}/class/join/#${code}`);
    await page.locator('[name="name"]').fill(name);
    await press(page, 'Join the lab');
    await page.locator('[data-copy="return-code"]').waitFor();
    this.returnCodes.set(
      name,
      (await page.locator('[data-copy="return-code"]').textContent()) ?? '',
    );
    const bench = new Workbench(page);
    await bench.open(this.lab.url);
    await page.locator('[data-class-bar]').waitFor();
    return bench;
  }

  async leave(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }
}

export async function press(place: Page | Locator, name: string): Promise<void> {
  await place.getByRole('button', { name, exact: true }).click();
}

export const shows = (place: Locator, text: string | RegExp) =>
  expect.poll(() => place.textContent(), PATIENCE).toMatch(text);

export const bar = ({ page }: Workbench) => page.locator('[data-class-bar]');
