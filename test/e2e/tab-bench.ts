/** What a learner does at the workbench whose machine runs in the tab. */
import { expect } from 'vitest';
import { Workbench } from './bench-page.ts';

/** In the emulator everything takes longer than in a container, the more on a busy computer. */
const PATIENCE = 6;
const SOON_MS = 60_000;

export class TabBench extends Workbench {
  private asked = 0;

  constructor(page: Workbench['page']) {
    super(page, PATIENCE);
  }

  /** Agrees to the download, and has a machine afterwards. */
  async download(): Promise<void> {
    await this.agree();
    await this.machineIs('ready');
  }

  async agree(): Promise<void> {
    await this.page.getByRole('button', { name: /^Download [\d.]+ MB and start$/ }).click();
  }

  /** After something went wrong with the start. */
  async tryAgain(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try again' }).click();
    await this.machineIs('starting');
  }

  /** Has the machine kept for use without a network. */
  async keepOffline(): Promise<void> {
    await this.menu('keep-offline');
    await this.page.locator('[data-action="confirm-keep"]').click();
    await this.noticeShows('offline', /work without a network now/);
    await this.page.locator('.wb-menu > button').click();
    await this.page.locator('.wb-menu [data-offline="ready"]').waitFor();
    await this.page.keyboard.press('Escape');
  }

  /** Waits until the files that the course's commands need have followed the machine. */
  async coreFollows(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(keepsCore), { timeout: SOON_MS, interval: 200 })
      .toBe(true);
  }

  /** The machine forgets what it has read: it needs its programs' files again. */
  async dropCaches(): Promise<void> {
    await this.type('echo 3 | sudo tee /proc/sys/vm/drop_caches');
  }

  /** What the machine's clock says and the browser's before and after, ms since the epoch. */
  async clocks(): Promise<{ before: number; machine: number; after: number }> {
    const now = () => this.page.evaluate(() => Date.now());
    this.asked += 1;
    const before = await now();
    await this.type(`date +clock-${this.asked}=%s%3N`);
    const machine = await this.screenShows(new RegExp(`^clock-${this.asked}=(\\d+)`, 'm'));
    return { before, machine: Number(machine[1]), after: await now() };
  }

  /** A fresh machine in place of this one; the files stay. */
  async reset(): Promise<void> {
    await this.menu('reset-machine');
    await this.page.locator('[data-action="confirm-reset"]').click();
    await this.machineIs('starting');
    await this.machineIs('ready');
  }

  async noticeShows(key: string, words: RegExp): Promise<void> {
    const notice = this.page.locator(`[data-notice="${key}"]`);
    await notice.waitFor({ timeout: SOON_MS });
    expect(await notice.innerText()).toMatch(words);
  }

  async noticeGoes(key: string): Promise<void> {
    await this.page
      .locator(`[data-notice="${key}"]`)
      .waitFor({ state: 'detached', timeout: SOON_MS });
  }

  /** What is said in place of the activation path while there is no machine. */
  async panel(): Promise<string> {
    return this.page.locator('.wb-machine').innerText();
  }

  /** Waits until the browser keeps a work in which the file or link is. */
  async keeps(path: string): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(readArchive), { timeout: SOON_MS, interval: 500 })
      .toContain(path);
  }

  private async menu(action: string): Promise<void> {
    await this.page.locator('.wb-menu > button').click();
    await this.page.locator(`.wb-menu [data-action="${action}"]`).click();
  }
}

/** Runs in the page. */
async function keepsCore(): Promise<boolean> {
  const { core } = await (await fetch('/emulator/manifest.json')).json();
  const kept = await (await caches.open('artefacts')).keys();
  return kept.some(({ url }) => url.endsWith(`/${core.sha256}`));
}

/** The kept archive as it lies there, unpacked to a string. Runs in the page. */
async function readArchive(): Promise<string> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('lab-machine'));
  const works = await settled(database.transaction('work').objectStore('work').getAll());
  database.close();
  const packed = Uint8Array.from(atob(works[0]?.archive ?? ''), (char) => char.charCodeAt(0));
  if (packed.length === 0) return '';
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(plain).text();
}
