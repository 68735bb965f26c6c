/** Reviewing on a phone-sized screen with nothing but a keyboard, in a real browser. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axe, SitePages } from './site-pages.ts';

const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 740 } };

/** As the workbench leaves it after the first exercise. */
const DONE = JSON.stringify({
  version: 1,
  read: {},
  exercises: {
    'demo-echo': {
      lesson: 'first-socket/demo-echo',
      passing: 9,
      total: 9,
      firstPassAt: 1,
      attempts: 1,
      hints: 0,
      activeMs: 1,
      at: 1,
    },
  },
});

const site = SitePages.ofThisFile();

async function open(): Promise<Page> {
  const page = await site.page(PHONE);
  await page.goto(`${site.url}/review/`);
  await page.locator('article.card').waitFor();
  return page;
}

/** Moves the focus with Tab until it is on what the selector names, then presses it. */
async function pressByKeyboard(page: Page, selector: string): Promise<void> {
  const focused = () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  for (let presses = 0; presses < 40 && !(await focused()); presses++) {
    await page.keyboard.press('Tab');
  }
  expect(await focused()).toBe(true);
  await page.keyboard.press('Enter');
}

/** What the log on disk holds of a kind: what is on the screen is written behind it. */
const onDisk = (page: Page, kind: string) =>
  page.evaluate(
    (kind) =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open('review');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const all = open.result.transaction('log').objectStore('log').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result.filter((entry) => entry.do === kind).length);
          };
        };
      }),
    kind,
  );

const card = (page: Page) => page.locator('article.card').getAttribute('data-card');
const reviewed = (page: Page) => page.locator('[data-slot="reviewed"]').textContent();
const shows = (page: Page, key: string | null) => expect.poll(() => card(page)).toBe(key);

/** Shows the answer and grades the card on the screen, whatever kind it is. Answers its key. */
async function answer(page: Page, grade: '1' | '2' | '3' | '4'): Promise<string> {
  const key = (await card(page)) ?? '';
  if (await page.locator('#line').count()) await page.keyboard.press('Enter');
  else if (await page.locator('#repair').count())
    await pressByKeyboard(page, '.attempt .btn ~ .btn');
  else await page.keyboard.press('Space');
  await page.locator('.grades').waitFor();
  await page.keyboard.press(grade);
  await expect.poll(() => page.locator('.grades').count()).toBe(0);
  return key;
}

describe('the review page', () => {
  test('says why there are no cards, unlocks a deck, grades, undoes, and keeps all of it', async () => {
    const page = await open();
    expect(await page.locator('#finish').textContent()).toBe('No cards yet');
    await axe(page);
    await pressByKeyboard(page, '[data-unlock="orientation"]');
    await shows(page, 'fd-what');

    await page.keyboard.press('Enter');
    await page.locator('.grades').waitFor();
    expect(await page.locator('article.card .a').textContent()).toContain('A small number');
    expect(await page.locator('.grade').allTextContents()).toEqual([
      expect.stringContaining('in 1 min'),
      expect.stringContaining('in 6 min'),
      expect.stringContaining('in 10 min'),
      expect.stringMatching(/in \d+ days/),
    ]);
    await axe(page);
    await page.keyboard.press('4');
    await shows(page, 'fd-standard-three~c1');
    expect(await reviewed(page)).toBe('1');

    await page.keyboard.press('Control+z');
    await shows(page, 'fd-what');
    expect(await reviewed(page)).toBe('0');
    await answer(page, '4');
    await answer(page, '4');
    const third = await card(page);
    expect(await reviewed(page)).toBe('2');

    await page.keyboard.press('e');
    await page.locator('#note').waitFor();
    await page.keyboard.type('see socket(2)');
    await page.keyboard.press('Control+Enter');
    // The field closes once the note is on disk.
    await page.locator('#note').waitFor({ state: 'detached' });
    await page.reload();
    await shows(page, third);
    expect(await reviewed(page)).toBe('2');
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.mynote').textContent()).toContain('see socket(2)');
    await page.keyboard.press('l');
    await page.waitForURL('**/learn/orientation/descriptors');
  });

  test('a browser that keeps nothing, or has no room, is told of, and the card stays', async () => {
    const page = await open();
    await pressByKeyboard(page, '[data-unlock="orientation"]');
    await shows(page, 'fd-what');
    await expect.poll(() => onDisk(page, 'unlock')).toBeGreaterThan(0);
    await page.evaluate(() => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.keyboard.press('Space');
    await page.locator('.grades').waitFor();
    await page.keyboard.press('3');
    await page.locator('[role="alert"]').waitFor();
    expect(await page.locator('[role="alert"]').textContent()).toContain('no room left');
    expect(await card(page)).toBe('fd-what');
    await axe(page);

    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('no', 'SecurityError');
      };
    });
    await page.reload();
    await page.locator('[role="alert"]').waitFor();
    expect(await page.locator('[role="alert"]').textContent()).toContain('keeps nothing');
    expect(site.complaints.splice(0)).toEqual([expect.stringContaining('did not start')]);
  });

  test('a finished lesson has unlocked its cards', async () => {
    const page = await site.page({
      ...PHONE,
      before: (context) =>
        context.addInitScript((progress) => localStorage.setItem('lab:progress', progress), DONE),
    });
    await page.goto(`${site.url}/review/`);
    await page.locator('#question').waitFor();
    const left = Number(await page.locator('[data-slot="left"]').textContent());
    expect(left).toBeGreaterThan(0);
    expect(await page.locator('article.card').getAttribute('data-card')).toBe(
      'what-is-socket-activation',
    );
  });

  test('a deck to its end on the keyboard alone, and back from the finish screen', async () => {
    const page = await open();
    await pressByKeyboard(page, '[data-unlock="accept-no"]');
    await expect.poll(() => card(page)).not.toBeNull();
    let last = '';
    for (let asked = 0; asked < 40 && (await card(page)) !== null; asked++) {
      last = await answer(page, '4');
    }
    await expect.poll(() => page.locator('#finish').textContent()).toBe('Done for now');
    expect(await page.locator('[data-slot="next-due"]').textContent()).toMatch(
      /^The next card comes in .+: .+\.$/,
    );
    await axe(page);
    await page.keyboard.press('u');
    await shows(page, last);
  });

  test('a typed line counts by what it means, and a repaired file by what systemd says', async () => {
    const page = await open();
    await pressByKeyboard(page, '[data-unlock="accept-yes"]');
    await expect.poll(() => card(page)).not.toBeNull();
    const seen = { typed: false, repaired: false };
    for (let asked = 0; asked < 40 && (await card(page)) !== null; asked++) {
      const key = await card(page);
      if (key === 'accept-yes-typed') {
        await page.keyboard.type('Accept = on');
        await page.keyboard.press('Enter');
        await page.locator('.compared .c-pass').waitFor();
        expect(await page.locator('.grade.rec').getAttribute('data-grade')).toBe('3');
        await axe(page);
        await page.keyboard.press('3');
        seen.typed = true;
      } else if (key === 'silent-echo-fix') {
        await page.keyboard.press('Control+Enter');
        await page.locator('.attempt .c-fail').waitFor();
        await axe(page);
        await page
          .locator('#repair')
          .fill(
            '[Service]\nExecStart=/bin/cat\nStandardInput=socket\nStandardOutput=socket\nStandardError=journal\n',
          );
        await page.keyboard.press('Control+Enter');
        await page.locator('.attempt .c-pass').waitFor();
        expect(await page.locator('.grade.rec').getAttribute('data-grade')).toBe('2');
        await axe(page);
        await page.keyboard.press('2');
        seen.repaired = true;
      } else await answer(page, '4');
      await expect.poll(() => card(page)).not.toBe(key);
    }
    expect(seen).toEqual({ typed: true, repaired: true });
  });

  test('single keys can be switched off and stay off; two tabs see the same reviews', async () => {
    const page = await open();
    await pressByKeyboard(page, '[data-unlock="orientation"]');
    await shows(page, 'fd-what');
    const other = await site.another();
    await other.goto(`${site.url}/review/`);
    await shows(other, 'fd-what');
    await answer(other, '4');
    await shows(page, 'fd-standard-three~c1');
    expect(await reviewed(page)).toBe('1');

    await page.bringToFront();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await axe(page);
    await page.locator('dialog input').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('article.card').waitFor();
    await page.keyboard.press('Space');
    expect(await page.locator('.grades').count()).toBe(0);
    await pressByKeyboard(page, '.reveal .btn');
    await page.locator('.grades').waitFor();
  });
});

describe('settings', () => {
  test('say what is wrong, keep what was typed, and hold after a reload', async () => {
    const page = await open();
    await pressByKeyboard(page, '[data-open="settings"]');
    await page.locator('dialog[open]').waitFor();
    await axe(page);
    await page.locator('#set-newPerDay').fill('many');
    await page.keyboard.press('Enter');
    await page.locator('.setting .c-fail').waitFor();
    expect(await page.locator('#set-newPerDay').inputValue()).toBe('many');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('set-newPerDay');
    await page.locator('#set-newPerDay').fill('1');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await pressByKeyboard(page, '[data-unlock="orientation"]');
    await expect.poll(() => page.locator('[data-slot="left"]').textContent()).toBe('1');
    await expect.poll(() => onDisk(page, 'unlock')).toBeGreaterThan(0);
    await page.reload();
    await expect.poll(() => page.locator('[data-slot="left"]').textContent()).toBe('1');
  });
});

describe('what can be done to a card', () => {
  test('put off and suspended by key, reset by menu, all taken back', async () => {
    const page = await open();
    await pressByKeyboard(page, '[data-unlock="orientation"]');
    await shows(page, 'fd-what');
    await page.keyboard.press('-');
    await shows(page, 'fd-standard-three~c1');
    await page.keyboard.press('@');
    await expect.poll(() => card(page)).not.toBe('fd-standard-three~c1');
    await page.keyboard.press('Control+z');
    await shows(page, 'fd-standard-three~c1');
    await page.keyboard.press('Control+z');
    await shows(page, 'fd-what');
    await answer(page, '1');
    await page.keyboard.press('Control+z');
    await shows(page, 'fd-what');
    await page.locator('.more > .btn').click();
    await axe(page);
    await page.keyboard.press('Escape');
    expect(await page.locator('.more ul').count()).toBe(0);
  });

  test('in the list: found, suspended together, taken back together', async () => {
    const page = await open();
    await page.goto(`${site.url}/review/cards/`);
    await page.locator('.rows li').first().waitFor();
    const all = await page.locator('.rows li').count();
    await page.locator('input[type="search"]').fill('file descriptor');
    await expect.poll(() => page.locator('.rows li').count()).toBeLessThan(all);
    const found = await page.locator('.rows li').count();
    await page.locator('.chosen input').focus();
    await page.keyboard.press('Space');
    await page.locator('[data-do="suspend"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => onDisk(page, 'suspend')).toBe(found);
    await axe(page);
    await page.keyboard.press('Control+z');
    await expect.poll(() => onDisk(page, 'undo')).toBe(found);
    expect(await page.locator('.after [role="status"]').textContent()).toBe('Undone.');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(375);
  });
});

/** One finger drawn sideways over the answer. */
async function swipe(page: Page, dx: number): Promise<void> {
  const box = await page.locator('article.card .a').boundingBox();
  if (!box) throw new Error('There is no answer to swipe over.');
  const client = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 30)];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', moved: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + moved, y }],
    });
  await touch('touchStart', 0);
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', dx * part);
  await touch('touchEnd', dx);
}

describe('on a phone', () => {
  test('a swipe over the answer grades, before it does nothing', async () => {
    const page = await site.page({ ...PHONE, hasTouch: true });
    await page.goto(`${site.url}/review/`);
    await page.locator('[data-unlock="orientation"]').click();
    await shows(page, 'fd-what');
    await page.locator('.reveal .btn').tap();
    await page.locator('.grades').waitFor();
    await swipe(page, 140);
    await shows(page, 'fd-standard-three~c1');
    // A tap while the swipe still carries the page on only stops it, as the browser has it.
    await page.locator('.reveal .btn').click();
    await page.locator('.grades').waitFor();
    await swipe(page, 40);
    expect(await card(page)).toBe('fd-standard-three~c1');
    await swipe(page, -140);
    await expect.poll(() => reviewed(page)).toBe('2');
  });
});

describe.each(['light', 'dark'] as const)(
  'fifty cards on the keyboard alone, %s',
  (colorScheme) => {
    test('without a network once the page is there; all of them are kept', async () => {
      const page = await site.page({ ...PHONE, colorScheme });
      page.setDefaultTimeout(15_000);
      await page.goto(`${site.url}/review/`);
      await page.locator('article.card').waitFor();
      await site.context.setOffline(true);
      await pressByKeyboard(page, '[data-open="settings"]');
      await page.locator('#set-newPerDay').focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('999');
      await page.keyboard.press('Enter');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      // The last deck first: unlocking one brings the cards, and the finish screen goes.
      for (let done = 0; done < 50; done++) {
        if ((await card(page)) === null) await pressByKeyboard(page, '[data-unlock]');
        await page.locator('#question').waitFor();
        if (done % 10 === 0) await axe(page);
        await answer(page, '4');
      }
      expect(await reviewed(page)).toBe('50');
      await expect.poll(() => onDisk(page, 'grade')).toBe(50);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
      await axe(page);
      await site.context.setOffline(false);
      await page.reload();
      await expect.poll(() => reviewed(page)).toBe('50');
    });
  },
);
