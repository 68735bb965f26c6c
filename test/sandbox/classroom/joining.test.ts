import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClassView } from '../../../src/schemas/classroom/class.ts';
import type { Joined, Me } from '../../../src/schemas/classroom/people.ts';
import type { Browser } from '../server/site.ts';
import { answer, ask, refusal, TestLab } from './lab.ts';

let lab: TestLab;
let instructor: Browser;
let made: ClassView & { code: string };
beforeEach(async () => {
  lab = await TestLab.open();
  instructor = await lab.instructor(await lab.owner());
  made = await lab.class(instructor);
});
afterEach(() => lab.close());

const join = (browser: Browser, code: string, name: string) =>
  ask(browser, 'POST', '/api/class/join', { code, name });
const comeBack = (browser: Browser, returnCode: string) =>
  ask(browser, 'POST', '/api/class/return', { returnCode });

test('a return code works as often as it is needed', async () => {
  const { joined } = await lab.learner(made.code, 'Mira');
  const phone = lab.browser();
  for (const typed of [joined.returnCode, joined.returnCode.toLowerCase().replaceAll('-', '')]) {
    expect((await comeBack(phone, typed)).status).toBe(200);
  }
  const { learner } = await answer<Me>(phone, 'GET', '/api/class/me');
  expect(learner).toMatchObject([{ learner: joined.learner, name: 'Mira' }]);
});

test('codes that lead nowhere all answer alike', async () => {
  const archived = await lab.class(instructor);
  await answer(instructor, 'POST', `/api/class/classes/${archived.id}/archive`);
  const answers = await Promise.all([
    ...['2222-2222', '', '💥', archived.code, "' OR 1=1 --"].map((code) =>
      join(lab.browser(), code, 'Mira'),
    ),
    ...['2222-2222-2222-2222', made.code, ''].map((code) => comeBack(lab.browser(), code)),
  ]);
  const told = await Promise.all(answers.map(async (one) => `${one.status} ${await one.text()}`));
  expect(new Set(told).size).toBe(1);
  expect(told[0]).toMatch(/^404 .*wrong-code/);
});

test('a second press of the button makes no second learner', async () => {
  const browser = lab.browser();
  await answer<Joined>(browser, 'POST', '/api/class/join', { code: made.code, name: 'Mira' });
  expect(await refusal(await join(browser, made.code, 'Mira K'))).toBe('409 already-joined');
  expect(await lab.classroom.store.learners.ofClass(made.id)).toHaveLength(1);
  await answer(browser, 'POST', '/api/class/sign-out');
  expect((await join(browser, made.code, 'Goran')).status).toBe(201);
});

test('ten thousand joins: the class fills no faster than it may, and no further than it can', async () => {
  const { people } = lab.classroom;
  const outcomes = new Map<string, number>();
  for (let at = 0; at < 10_000; at++) {
    if (at % 1_000 === 999) await lab.site.clock.pass(60_000);
    const outcome = await people.join(`browser ${at}`, made.code, `Name ${at}`, '10.0.0.1').then(
      () => 'in',
      (error) => error.code,
    );
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect(outcomes.get('in')).toBe(500);
  expect([...outcomes.keys()].sort()).toEqual(['class-full', 'in', 'too-many']);
}, 60_000);

test('a guesser is made to wait, and the code that is right does not help', async () => {
  const statuses = [];
  for (let at = 0; at < 102; at++) statuses.push((await join(lab.browser(), 'X', 'Mira')).status);
  expect(statuses.indexOf(429)).toBe(101);
  expect((await join(lab.browser(), made.code, 'Mira')).status).toBe(429);
  await lab.site.clock.pass(1_000);
  expect((await join(lab.browser(), made.code, 'Mira')).status).toBe(201);
});
