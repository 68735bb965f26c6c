import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Browser, closing } from '../server/site.ts';
import { answer, ask, Page, refusal, TestLab } from './lab.ts';

let lab: TestLab;
let ines: Browser;
let made: { id: string; code: string };
beforeEach(async () => {
  lab = await TestLab.open();
  ines = await lab.instructor(await lab.owner());
  made = await lab.class(ines);
});
afterEach(() => lab.close());

/** A page that is let in, and then what it is closed with. */
async function followed(browser: Browser) {
  const page = new Page(browser, made.id);
  await page.until(({ t }) => t === 'snapshot');
  return { closed: closing(page.socket) };
}

test('whoever signs out sees no more of the class', async () => {
  const { closed } = await followed(ines);
  await answer(ines, 'POST', '/api/class/sign-out');
  expect((await closed).code).toBe(4401);
});

test('signing out everywhere ends the pages of every browser', async () => {
  const { token } = await answer<{ token: string }>(ines, 'POST', '/api/class/logins');
  const tablet = lab.browser();
  await answer(tablet, 'POST', '/api/class/sign-in', { token });
  const pages = [await followed(ines), await followed(tablet)];
  await answer(tablet, 'DELETE', '/api/class/logins');
  for (const { closed } of pages) expect((await closed).code).toBe(4401);
});

test('a learner who is erased is gone at once; their classmates stay', async () => {
  const { browser: mira, joined } = await lab.learner(made.code, 'Mira');
  const { browser: goran } = await lab.learner(made.code, 'Goran');
  const { closed } = await followed(mira);
  const classmate = new Page(goran, made.id);
  await classmate.until(({ t }) => t === 'snapshot');
  await answer(ines, 'DELETE', `/api/class/classes/${made.id}/learners/${joined.learner}`);
  expect((await closed).code).toBe(4401);
  expect((await classmate.request({ t: 'lower-hand' })).t).toBe('done');
  expect(await refusal(await ask(mira, 'GET', `/api/class/classes/${made.id}`))).toBe(
    '401 not-signed-in',
  );
});
