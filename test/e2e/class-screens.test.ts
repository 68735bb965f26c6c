/** Screens of the labs in a real browser, the class played at its edge. Machines: classroom.test.ts. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';
import { classOf, ECHO, learner } from '../classroom/class-of.ts';
import { CLASS } from '../classroom/class-view.ts';
import { Edge } from '../classroom/edge.ts';
import { axeInBoth, SitePages } from './site-pages.ts';

const site = SitePages.ofThisFile();
let edge: Edge;

/** Without motion no colour is caught half way between two themes. */
const DESK: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
};

/** Patient with a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 });

type State = ConstructorParameters<typeof Edge>[1];

async function open(
  path: string,
  state: State = {},
  answers: Record<string, unknown> = {},
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await site.page({ ...DESK, ...options, ignore: [/404/] });
  edge = new Edge(page, state);
  await edge.open(answers);
  await page.goto(site.url + path);
  return page;
}

/** Nothing is wider than the screen: WCAG 1.4.10 at 320 CSS pixels. */
async function reflows(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 740 });
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await poll(over).toBeLessThanOrEqual(0);
}

const NOW = Date.now();
const LAB = '/class/lab/?id=class-1';
const standing = (state: 'pass' | 'fail', tries = 1) => ({
  state,
  tries,
  since: NOW,
  expected: 'a line that comes back',
  observed: 'Nothing.',
});
const mira = (given: Partial<LearnerView> = {}) =>
  learner('mira', { name: '<i>Mira</i> \u202eKoch', lastActivityAt: NOW, ...given });
const failing = { checks: { 'demo-echo': { verify: standing('fail', 4) } } };

describe('the live grid', () => {
  test('200 learners: found, sorted, filtered and walked with the keyboard alone', async () => {
    const learners = [...classOf(200, NOW), mira({ hand: { at: 1, lesson: null, text: '' } })];
    const page = await open(LAB, { learners });
    const names = page.locator('[data-learner]');
    await poll(() => names.count()).toBe(201);
    expect(await names.first().textContent()).toBe('<i>Mira</i> Koch');

    await page.locator('[data-filter="hand"]').focus();
    await page.keyboard.press('Enter');
    const hands = await names.count();
    expect(await page.locator('[data-filter="hand"]').textContent()).toBe(`Hand up ${hands}`);
    expect(hands).toBeLessThan(100);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await names.first().evaluate((name) => name === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('[data-panel="mira"]').waitFor();
    await page.locator('[data-panel="mira"] .iconbtn').focus();
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-panel]').count()).toBe(0);
    await reflows(page);
  });

  test('follows what happens, counts failures, and keeps rows in place under the pointer', async () => {
    const page = await open(LAB, { seq: 1, learners: [mira(), learner('adam')] });
    const names = page.locator('[data-learner]');
    await poll(() => names.allTextContents()).toEqual(['<i>Mira</i> Koch', 'adam']);
    const failures = page.locator('[data-failing]').first();
    const say = (seq: number, who: LearnerView) =>
      edge.say({ t: 'event', seq, now: NOW, event: { t: 'learner', learner: who } });

    await names.first().hover();
    say(2, learner('adam', { ...failing, hand: { at: NOW, lesson: null, text: '' } }));
    await poll(() => failures.getAttribute('data-failing')).toBe('1');
    expect(await names.allTextContents()).toEqual(['<i>Mira</i> Koch', 'adam']);
    await page.locator('h1').hover();
    await poll(() => names.allTextContents()).toEqual(['adam', '<i>Mira</i> Koch']);

    await edge.drop({ seq: 9, learners: [mira(failing), learner('adam', failing)] });
    await poll(() => failures.getAttribute('data-failing')).toBe('2');
    expect(await page.locator('[role="status"]').allTextContents()).not.toContain(
      'Connection lost. Coming back by itself.',
    );
    await axeInBoth(page);
    await reflows(page);
    await axeInBoth(page);
  });

  test('one learner: the failure, an answer, a hint to all who fail, leave to look, the machine', async () => {
    const adam = learner('adam', failing);
    const hand = { at: NOW, lesson: ECHO.lesson, check: 'verify', text: 'Why?' };
    const page = await open(LAB, { learners: [mira({ ...failing, hand }), adam] });
    await page.locator('[data-learner="mira"]').click();
    const panel = page.locator('[data-panel="mira"]');
    const press = (name: string) => panel.getByRole('button', { name, exact: true }).click();
    expect(await panel.locator('[data-failing-check="verify"]').textContent()).toContain(
      'Nothing.',
    );
    await axeInBoth(page);

    await press('Reply');
    await panel.locator('textarea:focus, input:focus').waitFor();
    await page.keyboard.type('Look at line 3.');
    await press('Send');
    await press('Lower hand');
    await press('Send a hint to all 2');
    await panel.locator('textarea:focus, input:focus').waitFor();
    await page.keyboard.type('Case matters.');
    await press('Send hint');
    await panel.locator('[data-shared="files"] button').first().click();
    await press('Reset');
    await axeInBoth(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await poll(() => edge.asked.map(({ id: _, ...request }) => request)).toEqual([
      { t: 'send', to: 'mira', kind: 'message', text: 'Look at line 3.' },
      { t: 'answer-hand', learner: 'mira' },
      { t: 'send', to: 'mira', kind: 'hint', text: 'Case matters.' },
      { t: 'send', to: 'adam', kind: 'hint', text: 'Case matters.' },
      { t: 'ask', learner: 'mira', what: 'files', mode: 'view' },
      { t: 'machine', learner: 'mira', do: 'reset' },
    ]);
  });

  test('the whole class: a command, dimmed screens, a gate', async () => {
    const page = await open(LAB, { learners: [mira()] });
    await page.locator('[data-action="gate"]').click();
    for (const [kind, text] of [
      ['command', 'systemctl status demo-echo.socket'],
      ['eyes-up', 'The wall'],
    ]) {
      await page.locator('[data-action="message-all"]').click();
      await page.locator(`[data-kind="${kind}"]`).click();
      await page.locator('dialog input').fill(text ?? '');
      await axeInBoth(page);
      await page.locator('dialog .btn-main').click();
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
    expect(edge.asked.map(({ id: _, ...request }) => request)).toEqual([
      { t: 'gate', lesson: ECHO.lesson, open: false },
      { t: 'send', to: null, kind: 'command', text: 'systemctl status demo-echo.socket' },
      { t: 'eyes-up', ms: 120_000, text: 'The wall' },
    ]);
  });
});

const NOBODY = { account: null, learner: [], oidc: null };
const MEMBER = { class: 'class-1', title: CLASS.title, learner: 'mira', name: 'Mira' };

describe('a learner', () => {
  test('joins by a link and a name, and sees the return code once', async () => {
    const page = await open(
      '/class/join/#abcd-2345',
      {},
      {
        '/me': NOBODY,
        '/join': { class: 'class-1', learner: 'mira', name: 'Mira', returnCode: 'MIRA-7XKQ' },
      },
      { viewport: { width: 375, height: 740 } },
    );
    await axeInBoth(page);
    expect(await page.locator('[name="code"]').inputValue()).toBe('abcd-2345');
    await page.locator('[name="name"]').fill('Mira');
    await page.keyboard.press('Enter');
    await page.locator('[data-copy="return-code"]').waitFor();
    expect(await page.locator('[data-copy="return-code"]').textContent()).toBe('MIRA-7XKQ');
    expect(edge.posted.get('/join')).toEqual({ code: 'ABCD2345', name: 'Mira' });
    await axeInBoth(page);
    await reflows(page);
  });

  test('is told where there are no labs', async () => {
    const page = await open('/class/');
    await page.locator('[data-no-labs]').waitFor();
    await axeInBoth(page);
  });

  test('agrees to show a terminal, sees who looks, and stops it; nothing takes the focus', async () => {
    const asked = { state: 'asked', mode: 'view', by: 'Ines', at: NOW, watching: false } as const;
    const page = await lesson({ shares: { files: null, terminal: asked } });
    const bar = page.locator('[data-class-bar]');
    await bar.locator('[data-consent="terminal"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await axeInBoth(page);
    await bar.getByRole('button', { name: 'Show your terminal' }).click();
    const until = Date.now() + 900_000;
    const given = { ...asked, state: 'given' as const, until, watching: true };
    say({ shares: { files: null, terminal: given } });
    await bar.locator('[data-watching="terminal"]').waitFor();
    expect(await bar.locator('[data-watching="terminal"]').textContent()).toContain(
      'Ines looks at',
    );
    await reflows(page);
    await axeInBoth(page);
    await bar.locator('[data-watching="terminal"] button').click();
    await poll(() => edge.asked.map(({ id: _, ...request }) => request)).toEqual([
      { t: 'at', lesson: ECHO.lesson },
      { t: 'give', what: 'terminal', minutes: 15 },
      { t: 'stop', what: 'terminal' },
    ]);
  });

  test('raises a hand, reads a message, and goes on when the screen is dimmed', async () => {
    const page = await lesson({});
    const bar = page.locator('[data-class-bar]');
    await bar.locator('[data-action="hand"]').click();
    await page.keyboard.type('It does not answer.');
    await axeInBoth(page);
    await bar.locator('[data-form="hand"] .btn-main').click();
    await poll(() => edge.asked.at(-1)).toMatchObject({
      t: 'raise-hand',
      text: 'It does not answer.',
    });
    edge.say({
      t: 'event',
      seq: 2,
      now: Date.now(),
      event: {
        t: 'message',
        message: {
          id: 'm1',
          at: Date.now(),
          from: { role: 'instructor', name: 'Ines' },
          to: 'mira',
          with: 'mira',
          kind: 'hint',
          text: 'Look at `StandardInput=`.',
        },
      },
    });
    await bar.locator('[data-messages] code').waitFor();
    const dim = (forMs: number, seq: number) =>
      edge.say({
        t: 'event',
        seq,
        now: Date.now(),
        event: { t: 'eyes-up', eyesUp: { until: Date.now() + forMs, by: 'Ines', text: 'Here' } },
      });
    dim(60_000, 3);
    await page.locator('dialog.eyes-up').waitFor();
    await axeInBoth(page);
    await page.keyboard.press('Space');
    expect(await page.locator('dialog.eyes-up').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('dialog.eyes-up').waitFor({ state: 'detached' });
    dim(1_500, 4);
    await page.locator('dialog.eyes-up').waitFor();
    await page.locator('dialog.eyes-up').waitFor({ state: 'detached' });
  });
});

/** A lesson of the class, as Mira has it open. */
async function lesson(given: Partial<LearnerView>): Promise<Page> {
  const page = await site.page({
    ...DESK,
    before: (context) =>
      context.addInitScript(
        (kept) => localStorage.setItem('lab:class', kept),
        JSON.stringify(MEMBER),
      ),
  });
  edge = new Edge(page, { seq: 1, learners: [mira(given)] });
  await edge.open({});
  await page.goto(`${site.url}/learn/${ECHO.lesson}/`);
  await page.locator('[data-class-bar]').waitFor();
  return page;
}

function say(given: Partial<LearnerView>): void {
  const event = { t: 'learner' as const, learner: mira(given) };
  edge.say({ t: 'event', seq: 2, now: Date.now(), event });
}

const RESULT = {
  learner: 'mira',
  name: '=Mira',
  joinedAt: NOW,
  complete: true,
  exercises: [
    {
      exercise: 'demo-echo',
      lesson: ECHO.lesson,
      passed: 9,
      total: 9,
      firstPassAt: NOW,
      attempts: 3,
      hints: 1,
      activeMs: 600_000,
    },
  ],
};

describe('other screens', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      '/class/teach/',
      {
        '/me': { ...NOBODY, account: { id: 'ines', name: 'Ines', role: 'owner' } },
        '/teachers': [
          { id: 'ines', name: 'Ines', role: 'owner', createdAt: NOW, seenAt: NOW, classes: 1 },
          { id: 'ivo', name: 'Ivo', role: 'instructor', createdAt: NOW, seenAt: null, classes: 0 },
        ],
        '/logins': [{ id: 'here', createdAt: NOW, seenAt: NOW, here: true }],
        '/classes': [
          { id: 'class-1', title: 'Sockets', code: 'ABCD2345', learners: 1, archivedAt: null },
        ],
      },
      '[data-class="class-1"]',
    ],
    ['/class/sign-in/#token', { '/me': { ...NOBODY, oidc: 'Example' } }, '[data-action="oidc"]'],
    ['/class/edit/?id=class-1', { '/classes/class-1': CLASS }, '[data-form="class"]'],
    ['/class/edit/', {}, '[data-form="class"]'],
    ['/class/present/?id=class-1', {}, '.board'],
    [
      '/class/results/?id=class-1',
      {
        '/classes/class-1/results.json': {
          class: 'class-1',
          title: 'Sockets',
          at: NOW,
          learners: [RESULT, { ...RESULT, learner: 'adam', complete: false, exercises: [] }],
        },
      },
      '[data-result="mira"]',
    ],
    [
      '/class/certificate/?id=class-1&learner=mira',
      { '/classes/class-1': CLASS, '/classes/class-1/learners/mira/result.json': RESULT },
      '.sheet',
    ],
    [
      '/class/',
      { '/me': { ...NOBODY, learner: [MEMBER] }, '/classes/class-1': CLASS },
      '[data-lab]',
    ],
    ['/class/privacy/', {}, '.kept'],
  ])('%s is accessible and reflows', async (path, answers, shows) => {
    const page = await open(path, { learners: [mira()] }, answers);
    await page.locator(shows).waitFor();
    await axeInBoth(page);
    await reflows(page);
  });

  test('a new class is made from lessons, and what is missing is said', async () => {
    const page = await open('/class/edit/', { learners: [] }, { '/classes': CLASS });
    await page.locator('[data-form="class"] .btn-main').click();
    await page.locator('.fwrong').first().waitFor();
    expect(await page.locator('.fwrong').allTextContents()).toEqual([
      'Give the class a title.',
      'Choose at least one lesson.',
    ]);
    await page.locator('[name="title"]').fill('Sockets');
    await page.locator(`[name="lesson"][value="${ECHO.lesson}"]`).check();
    await page.locator('[data-form="class"] .btn-main').click();
    await page.waitForURL('**/class/lab/?id=class-1');
    expect(edge.posted.get('/classes')).toMatchObject({
      title: 'Sockets',
      lessons: [{ lesson: ECHO.lesson, gate: { open: true } }],
    });
  });

  test('a roster says which rows it left out', async () => {
    const report = {
      added: [{ name: 'Adam', returnCode: 'ADAM-1' }],
      problems: [{ row: 3, message: 'The name is taken.' }],
    };
    const page = await open(
      '/class/edit/?id=class-1',
      {},
      { '/classes/class-1': CLASS, '/classes/class-1/roster': report },
    );
    await page.locator('[name="csv"]').fill('name\nAdam\nAdam\n');
    await page.locator('[data-form="roster"] button').click();
    await page.locator('[data-problems]').waitFor();
    expect(await page.locator('[data-problems]').textContent()).toBe('Row 3: The name is taken.');
    await axeInBoth(page);
  });
});
