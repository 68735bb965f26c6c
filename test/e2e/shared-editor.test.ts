/** A learner and their instructor in one editor, each in a browser of their own. No machine is needed. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bar, ClassPeople, PATIENCE, press, shows } from './class-people.ts';
import { Lab, openBrowser } from './lab.ts';

const ECHO = 'first-socket/demo-echo';
const SOCKET = '/etc/systemd/system/demo-echo.socket';
const SERVICE = '/etc/systemd/system/demo-echo@.service';

let lab: Lab;
let browser: Browser;
let people: ClassPeople;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
// Each with a server of its own: the link of the first owner works once.
beforeEach(async () => {
  lab = await Lab.startSite();
  people = new ClassPeople(browser, lab, complaints);
});
afterEach(async () => {
  await people.leave();
  await lab.stop();
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(() => browser?.close());

/** The lines of an editor as they are drawn. */
const lines = (page: Page, editor: string) =>
  page
    .locator(`${editor} .view-line`)
    .evaluateAll((all) =>
      all
        .toSorted((a, b) => Number.parseInt(a.style.top, 10) - Number.parseInt(b.style.top, 10))
        .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' ')),
    );

test('the instructor sees what is typed, types with the learner, and only as long as she agrees', async () => {
  const teacher = await people.owner('Ines Okafor');
  const code = await people.makeClass(teacher, 'Sockets in an hour', [{ lesson: ECHO }]);
  const mira = await people.join(code, 'Mira Koch');
  const hers = '.wb-monaco';
  await mira.edit('demo-echo.socket', '[Socket]\n');

  await teacher.locator('[data-learner]').filter({ hasText: 'Mira' }).click();
  const shared = teacher.locator('[data-panel] [data-shared="files"]');
  await press(shared, 'Ask to see');
  await shows(bar(mira).locator('[data-consent="files"]'), /asks to see your editor/);
  await press(bar(mira), 'Show your editor');
  const watched = teacher.locator('[data-watched="files"]');
  const seen = '[data-watched="files"] .monaco-editor';
  await expect.poll(() => lines(teacher, seen), PATIENCE).toEqual(['[Socket]', '']);
  await mira.page.locator(`${hers} .view-lines`).first().click();
  await mira.page.keyboard.press('Control+End');
  await mira.page.keyboard.insertText('Accept=yes\n');
  await expect.poll(() => lines(teacher, seen), PATIENCE).toEqual(['[Socket]', 'Accept=yes', '']);
  await shows(watched.locator('.wb-peer-name'), 'Mira Koch');
  await shows(watched, /Read only/);
  await shows(bar(mira).locator('[data-watching="files"]'), /Ines Okafor looks at your editor/);
  const { violations } = await new AxeBuilder({ page: teacher })
    .include('[data-watched]')
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  // The view goes with the learner from file to file.
  await mira.page.locator(`[data-editor-file="${SERVICE}"]`).click();
  const inFront = watched.locator('[aria-pressed="true"]');
  await shows(inFront, /demo-echo@\.service/);
  await mira.page.locator(`[data-editor-file="${SOCKET}"]`).click();
  await shows(inFront, /demo-echo\.socket/);

  // Together: both type into one file at once, and each sees the other's cursor.
  await press(shared, 'Stop');
  await watched.waitFor({ state: 'detached' });
  await press(shared, 'Ask to type too');
  await shows(bar(mira).locator('[data-consent="files"]'), /work with you in your editor/);
  await press(bar(mira), 'Show your editor');
  await shows(watched, /You can type/);
  await expect.poll(() => lines(teacher, seen), PATIENCE).toHaveLength(3);
  await teacher.locator(`${seen} .view-lines`).click();
  await teacher.keyboard.press('Control+Home');
  await mira.page.locator(`${hers} .view-lines`).first().click();
  await mira.page.keyboard.press('Control+End');
  const words = { hers: 'ListenStream=9091', mine: '# Look at Accept=. ' };
  await Promise.all([
    mira.page.keyboard.type(words.hers, { delay: 15 }),
    teacher.keyboard.type(words.mine, { delay: 15 }),
  ]);
  const both = [`${words.mine}[Socket]`, 'Accept=yes', words.hers];
  await expect.poll(() => lines(mira.page, hers), PATIENCE).toEqual(both);
  await expect.poll(() => lines(teacher, seen), PATIENCE).toEqual(both);
  await shows(mira.page.locator(`${hers} .wb-peer-name`), 'Ines Okafor');
  await shows(bar(mira).locator('[data-watching="files"]'), /and can type/);

  // The instructor takes back what they typed, and nothing of hers.
  for (let times = 0; times < 30 && (await lines(teacher, seen))[0] !== '[Socket]'; times += 1) {
    await teacher.keyboard.press('Control+z');
  }
  const left = ['[Socket]', 'Accept=yes', words.hers];
  await expect.poll(() => lines(mira.page, hers), PATIENCE).toEqual(left);

  // She goes to another page, which has no editor, and comes back.
  await mira.page.goto(`${lab.url}/class/`);
  await shows(watched, /has no editor open/);
  await mira.open(lab.url);
  await expect.poll(() => lines(teacher, seen), PATIENCE).toEqual(left);

  await bar(mira).locator('[data-watching="files"] button').click();
  await watched.waitFor({ state: 'detached' });
  await expect.poll(() => mira.page.locator('.wb-peer-name').count(), PATIENCE).toBe(0);
  await bar(mira).locator('[data-action="class-messages"]').click();
  await bar(mira).locator('.log summary').click();
  const log = bar(mira).locator('.access-log');
  await shows(log, /Ines Okafor looks at your editor/);
  await shows(log, /Ines Okafor typed into your editor/);
}, 180_000);

test('on a phone too, where the learner keeps their place in the plain editor', async () => {
  const teacher = await people.owner('Ines Okafor');
  const code = await people.makeClass(teacher, 'Sockets in an hour', [{ lesson: ECHO }]);
  const mira = await people.join(code, 'Mira Koch', {
    viewport: { width: 375, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  await mira.page.getByRole('link', { name: 'Workbench' }).click();
  const field = mira.page.locator('.wb-plain textarea');
  await field.fill('[Socket]\nAccept=yes\n');
  const select = (from: number, to: number) =>
    field.evaluate(
      (area: HTMLTextAreaElement, [start, end]) => area.setSelectionRange(start ?? 0, end ?? 0),
      [from, to],
    );
  const selected = () =>
    field.evaluate(({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) =>
      value.slice(selectionStart, selectionEnd),
    );
  await select(9, 15);
  await field.press('Shift');

  await teacher.locator('[data-learner]').filter({ hasText: 'Mira' }).click();
  await press(teacher.locator('[data-panel] [data-shared="files"]'), 'Ask to type too');
  await press(bar(mira), 'Show your editor');
  const seen = '[data-watched="files"] .monaco-editor';
  await expect.poll(() => lines(teacher, seen), PATIENCE).toEqual(['[Socket]', 'Accept=yes', '']);
  await shows(teacher.locator('.wb-peer-name'), 'Mira Koch');
  expect(await teacher.locator('.wb-peer-selection').count()).toBe(1);
  await teacher.locator(`${seen} .view-lines`).click();
  await teacher.keyboard.press('Control+Home');
  await teacher.keyboard.type('# first\n');
  await expect.poll(() => field.inputValue(), PATIENCE).toBe('# first\n[Socket]\nAccept=yes\n');
  expect(await selected()).toBe('Accept');
  await shows(mira.page.locator('.wb-plain-peer'), 'Ines Okafor');
}, 120_000);
