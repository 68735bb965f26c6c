/** A short class on real machines: an instructor and three learners, each in a browser of their own. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ClassResults } from '../../src/schemas/classroom/results.ts';
import { SOCKET_UNIT, TEMPLATE_UNIT } from './bench-page.ts';
import { bar, ClassPeople, PATIENCE, press, shows } from './class-people.ts';
import { Lab, openBrowser } from './lab.ts';

const ECHO = 'first-socket/demo-echo';
const STATES = 'first-socket/states';

let lab: Lab;
let browser: Browser;
let people: ClassPeople;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
// Each try with a server of its own: the link of the first owner works once.
beforeEach(async () => {
  complaints.length = 0;
  lab = await Lab.start();
  people = new ClassPeople(browser, lab, complaints);
});
afterEach(async () => {
  await people.leave();
  await lab?.stop();
});
afterAll(() => browser?.close());

const row = (page: Page, name: string) => page.locator('.g-row').filter({ hasText: name });
/** Words of the cell of a check in the grid: `Fail, 2 tries`. */
const cell = (page: Page, name: string, title: string) =>
  row(page, name).locator(`[title^="${title}"]`);

test('join by code, gates, the live grid, a hand, a view with consent, a machine lost and back, results', async () => {
  const teacher = await people.owner('Ines Okafor');
  const code = await people.makeClass(teacher, 'Sockets in an hour', [
    { lesson: ECHO },
    { lesson: STATES, waits: true },
  ]);
  const id = new URL(teacher.url()).searchParams.get('id') ?? '';

  const mira = await people.join(code, 'Mira Koch');
  const adam = await people.join(code, 'Adam');
  const tove = await people.join(code, 'Tove');
  await expect.poll(() => teacher.locator('[data-learner]').count(), PATIENCE).toBe(3);
  await Promise.all([mira, adam, tove].map((bench) => bench.startMachine()));
  await mira.runChecks();
  await shows(cell(teacher, 'Mira', 'Both unit files are sound'), /Fail/);

  // Gates: the second lesson waits, then opens, for all at once and without a reload.
  await mira.page.goto(`${lab.url}/learn/${STATES}/?screen-reader`);
  await shows(bar(mira).locator('.cbar-step'), /Wait for me/);
  await teacher.locator('[name="lesson"]').selectOption(STATES);
  await teacher.locator('[data-action="gate"]').click();
  await expect
    .poll(() => bar(mira).locator('.cbar-step').textContent(), PATIENCE)
    .not.toMatch(/Wait for me/);
  await teacher.locator('[name="lesson"]').selectOption(ECHO);
  await mira.open(lab.url);
  await mira.machineIs('ready');

  // Adam does it right: his row turns green within a second of his own screen.
  await adam.edit('demo-echo.socket', SOCKET_UNIT);
  await adam.save();
  await adam.edit('demo-echo@.service', TEMPLATE_UNIT);
  await adam.save();
  await adam.type('sudo systemctl enable --now demo-echo.socket');
  await adam.screenShows(/Created symlink/);
  await adam.type("printf 'hello\\n' | nc -N 127.0.0.1 9091");
  await adam.screenShows(/^hello\s*$/m);
  await adam.runChecks();
  await adam.checksBecome((states) => states.every((state) => state === 'pass'));
  await shows(row(teacher, 'Adam'), /Finished/);

  // Mira fails the same check again and again: the machine finds her stuck.
  for (const port of [9001, 9002, 9003, 9004, 9005]) {
    await mira.edit('demo-echo.socket', SOCKET_UNIT.replace('9091', `localhost:${port}`));
    await mira.save();
    await mira.runChecks();
    await mira.page.waitForTimeout(1_500);
  }
  await shows(row(teacher, 'Mira'), /Stuck/);
  await teacher.locator('[data-filter="stuck"]').click();
  await expect
    .poll(() => teacher.locator('[data-learner]').allTextContents(), PATIENCE)
    .toEqual(['Mira Koch']);
  await teacher.locator('[data-filter="all"]').click();

  // She raises a hand; her instructor asks to see, and sees only what she agrees to.
  await bar(mira).locator('[data-action="hand"]').click();
  await mira.page.keyboard.type('It does not load.');
  await bar(mira).locator('[data-form="hand"] .btn-main').click();
  await shows(row(teacher, 'Mira'), /Hand/);
  await teacher.locator('[data-learner]').filter({ hasText: 'Mira' }).click();
  const panel = teacher.locator('[data-panel]');
  await shows(panel.locator('.quote'), 'It does not load.');
  await mira.type('echo only for those who may see');
  await panel
    .locator('[data-shared="terminal"]')
    .getByRole('button', { name: 'Ask to see' })
    .click();
  await bar(mira).locator('[data-consent="terminal"]').waitFor();
  expect(await teacher.locator('[data-watched="terminal"]').count()).toBe(0);
  await press(bar(mira), 'Show your terminal');
  await teacher.locator('[data-watched="terminal"] [data-terminal]').waitFor();
  await shows(bar(mira).locator('[data-watching="terminal"]'), /Ines Okafor looks at/);
  await bar(mira).locator('[data-watching="terminal"] button').click();
  await teacher.locator('[data-watched="terminal"]').waitFor({ state: 'detached' });
  await bar(mira).locator('[data-action="class-messages"]').click();
  await bar(mira).locator('.log summary').click();
  await shows(bar(mira).locator('.access-log'), /Ines Okafor looks at your terminal/);
  await bar(mira).locator('[data-action="class-messages"]').click();

  // A hint to her, a command to all, eyes up and down again.
  await press(panel, 'Send a hint');
  await teacher.keyboard.type('There are no host names in `ListenStream=`.');
  await press(panel, 'Send hint');
  await shows(bar(mira).locator('[data-messages]'), /There are no host names/);
  await press(panel, 'Lower hand');
  await shows(bar(mira).locator('[data-action="hand"]'), /Raise hand/);
  await teacher.locator('[data-action="message-all"]').click();
  await teacher.locator('[data-kind="command"]').click();
  await teacher.locator('dialog input').fill('systemctl list-sockets');
  await press(teacher, 'Send to all');
  for (const learner of [adam, tove]) {
    await shows(bar(learner).locator('[data-messages] code'), 'systemctl list-sockets');
  }
  await teacher.locator('[data-action="message-all"]').click();
  await teacher.locator('[data-kind="eyes-up"]').click();
  await press(teacher, 'Dim the screens');
  await tove.page.locator('dialog.eyes-up').waitFor();
  await teacher.locator('[data-action="eyes-down"]').click();
  await tove.page.locator('dialog.eyes-up').waitFor({ state: 'detached' });

  // Tove's machine dies; she gets another with her file in it, without doing anything.
  await tove.edit('demo-echo.socket', '# written by Tove\n[Socket]\nListenStream=9091\n');
  await tove.save();
  await tove.type('sudo systemctl poweroff --force --force');
  await tove.machineIs('ended');
  await teacher.locator('[data-learner]').filter({ hasText: 'Tove' }).click();
  await press(teacher.locator('[data-panel]'), 'Restore');
  await tove.machineIs('ready');
  await tove.page.locator('[data-terminal][data-link="attached"]').first().waitFor();
  await tove.type('cat /etc/systemd/system/demo-echo.socket');
  await tove.screenShows(/# written by Tove/);

  // Results, as the class's instructor takes them home.
  const answer = await teacher.request.get(`${lab.url}/api/class/classes/${id}/results.json`);
  const results = ClassResults.parse(await answer.json());
  const of = (name: string) =>
    results.learners
      .find((learner) => learner.name === name)
      ?.exercises.find(({ exercise }) => exercise === 'demo-echo');
  expect(of('Adam')).toMatchObject({ passed: 9, total: 9 });
  expect(of('Adam')?.firstPassAt).not.toBeNull();
  expect(of('Mira Koch')?.firstPassAt).toBeNull();
  expect(of('Mira Koch')?.attempts).toBeGreaterThan(3);
  const csv = await teacher.request.get(`${lab.url}/api/class/classes/${id}/results.csv`);
  expect(await csv.text()).toContain('Adam');
  await teacher.goto(`${lab.url}/class/results/?id=${id}`);
  await shows(teacher.locator('.results'), /Adam/);
  // Tove comes back from another device, with the code she was shown once.
  const elsewhere = await people.somebody();
  await elsewhere.goto(`${lab.url}/class/`);
  await elsewhere.locator('[name="return-code"]').fill(people.returnCodes.get('Tove') ?? '');
  await press(elsewhere, 'Come back');
  await shows(elsewhere.locator(`[data-lab="${id}"]`), /You take part as Tove/);

  // A learner has no way to what belongs to the instructor.
  const tried = await mira.page.request.get(`${lab.url}/api/class/classes/${id}/results.json`);
  expect(tried.status()).toBeGreaterThanOrEqual(400);
  expect(complaints).toEqual([]);
}, 300_000);
