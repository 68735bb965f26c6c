/** Reviews as a browser keeps them, put there beforehand. */
import type { Page } from 'playwright-core';
import type { Entry } from '../../src/review/log.ts';

/** Opens the review page once, which makes the store, and adds the entries to it. */
export async function keepReviews(page: Page, url: string, log: readonly Entry[]): Promise<void> {
  await page.goto(`${url}/review/`);
  await page.locator('article.card').waitFor();
  await page.evaluate(async (entries) => {
    const settle = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settle(indexedDB.open('review'));
    const write = database.transaction('log', 'readwrite', { durability: 'relaxed' });
    for (const entry of entries) write.objectStore('log').put(entry);
    await new Promise((done) => write.addEventListener('complete', done));
    database.close();
  }, log);
}
