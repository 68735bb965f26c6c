import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RosterReport } from '../../../src/schemas/classroom/class.ts';
import type { Browser } from '../server/site.ts';
import { answer, ask, EXERCISE, LESSON, Page, refusal, SPEC, TestLab } from './lab.ts';

let lab: TestLab;
let ines: Browser;
beforeEach(async () => {
  lab = await TestLab.open();
  ines = await lab.instructor(await lab.owner());
});
afterEach(() => lab.close());

describe('a class', () => {
  test('is seen by its learners without its code, notes and instructors', async () => {
    const made = await lab.class(ines);
    expect(made.lessons[0]).toMatchObject({
      title: 'Echo',
      exercise: EXERCISE,
      notes: expect.any(String),
    });
    const { browser } = await lab.learner(made.code, 'Mira');
    const seen = await answer<object>(browser, 'GET', `/api/class/classes/${made.id}`);
    expect(seen).toMatchObject({ id: made.id, title: SPEC.title });
    expect(JSON.stringify(seen)).not.toMatch(/for my eyes|"code"|"instructors"/);
  });

  test.each([
    ['no lessons', { lessons: [] }, '400 bad-request'],
    [
      'a lesson that does not exist',
      { lessons: [{ lesson: 'a/b', gate: { open: true } }] },
      '400 bad-class',
    ],
    ['a lesson twice', { lessons: [...SPEC.lessons, ...SPEC.lessons] }, '400 bad-class'],
    ['an end before the start', { startsAt: 2_000, endsAt: 1_000 }, '400 bad-class'],
    ['no machine time', { machineMinutes: 0 }, '400 bad-request'],
  ])('is refused with %s', async (_, part, code) => {
    expect(await refusal(await ask(ines, 'POST', '/api/class/classes', { ...SPEC, ...part }))).toBe(
      code,
    );
  });

  test('edited by two at once keeps the first and says so to the second', async () => {
    const { id, version } = await lab.class(ines);
    const edit = (title: string) =>
      ask(ines, 'PUT', `/api/class/classes/${id}`, { version, spec: { ...SPEC, title } });
    expect((await edit('One')).status).toBe(200);
    expect(await refusal(await edit('Two'))).toBe('409 edit-conflict');
    expect(await answer(ines, 'GET', `/api/class/classes/${id}`)).toMatchObject({ title: 'One' });
  });

  test('is deleted with all that is known, and whoever follows it is told', async () => {
    const { id, code } = await lab.class(ines);
    const { browser, joined } = await lab.learner(code, 'Mira');
    const page = new Page(browser, id);
    await page.until(({ t }) => t === 'snapshot');
    const closed = new Promise((resolve) => page.socket.once('close', resolve));
    const extent = await answer(ines, 'DELETE', `/api/class/classes/${id}`);
    expect(extent).toMatchObject({ learners: 1 });
    expect(await closed).toBe(4404);
    expect(await lab.classroom.store.learners.find(joined.learner)).toBeUndefined();
    expect(await answer(browser, 'GET', '/api/class/me')).toMatchObject({ learner: [] });
  });

  test.each([
    ['archived', 'POST', '/archive', 'Your class is over.'],
    ['deleted', 'DELETE', '', 'Your class was deleted.'],
  ])('that is %s ends the machines of its learners, and no others', async (_, how, path, why) => {
    const { id, code } = await lab.class(ines);
    const { browser: mira } = await lab.learner(code, 'Mira');
    const begin = async (browser: Browser) =>
      answer<{ id: string }>(browser, 'POST', '/api/sessions', { exercise: EXERCISE });
    const alone = lab.browser();
    const [hers, other] = [await begin(mira), await begin(alone)];
    await answer(ines, how, `/api/class/classes/${id}${path}`);
    const after = await answer(mira, 'GET', `/api/sessions/${hers.id}`);
    expect(after).toMatchObject({ state: 'ended', reason: expect.stringContaining(why) });
    expect(await answer(alone, 'GET', `/api/sessions/${other.id}`)).not.toHaveProperty('reason');
  });

  test('that is archived can only be read', async () => {
    const { id, code } = await lab.class(ines);
    await lab.learner(code, 'Mira');
    const grid = new Page(ines, id);
    await answer(ines, 'POST', `/api/class/classes/${id}/archive`);
    const roster = await ask(ines, 'POST', `/api/class/classes/${id}/roster`, { csv: 'Tove' });
    expect(await refusal(roster)).toBe('410 class-archived');
    const asked = [
      { t: 'gate', lesson: LESSON, open: false },
      { t: 'machine', learner: null, do: 'restore' },
    ];
    const told = [];
    for (const request of asked) told.push(await grid.request(request));
    expect(told).toMatchObject([{ code: 'class-archived' }, { code: 'no-machine' }]);
    expect(await answer(ines, 'GET', `/api/class/classes/${id}/results.json`)).toMatchObject({
      learners: [{ name: 'Mira' }],
    });
  });

  test('is deleted by itself when its days are over', async () => {
    const { id } = await lab.class(ines);
    await answer(ines, 'POST', `/api/class/classes/${id}/archive`);
    await lab.site.clock.pass(29 * 24 * 60 * 60_000);
    expect(await lab.classroom.classes.sweep()).toEqual([]);
    await lab.site.clock.pass(2 * 24 * 60 * 60_000);
    expect(await lab.classroom.classes.sweep()).toEqual([id]);
  });

  test('a lesson that is not open yet gives no machine', async () => {
    const { id, code } = await lab.class(ines, {
      ...SPEC,
      lessons: [{ lesson: LESSON, gate: { open: false } }],
    });
    const { browser } = await lab.learner(code, 'Mira');
    const start = () => ask(browser, 'POST', '/api/sessions', { exercise: EXERCISE });
    expect(await refusal(await start())).toBe('403 gate-closed');
    const page = new Page(ines, id);
    expect(await page.request({ t: 'gate', lesson: LESSON, open: true })).toMatchObject({
      t: 'done',
    });
    expect((await start()).status).toBe(201);
  });
});

describe('a roster', () => {
  const enrol = (id: string, csv: string) =>
    answer<RosterReport>(ines, 'POST', `/api/class/classes/${id}/roster`, { csv });

  test('adds who can be added and names the rows that cannot', async () => {
    const { id } = await lab.class(ines);
    const report = await enrol(
      id,
      'no,Name\r\n1,Mira Koch\r\n2,mira koch\r\n3,"Obi, Adaeze"\r\n4,\r\n5,\u202eEve\r\n',
    );
    expect(report.added.map(({ name }) => name)).toEqual(['Mira Koch', 'Obi, Adaeze']);
    expect(report.problems.map(({ row }) => row)).toEqual([3, 6]);
    expect(new Set(report.added.map(({ returnCode }) => returnCode)).size).toBe(2);
  });

  test('of one name a line needs no head', async () => {
    const { id } = await lab.class(ines);
    expect((await enrol(id, '\ufeffMira\nGoran\n')).added).toHaveLength(2);
  });

  test('with nothing in it, or far too much, says so', async () => {
    const { id } = await lab.class(ines);
    for (const csv of ['', 'name\n', 'x\n'.repeat(1_001)]) {
      const response = await ask(ines, 'POST', `/api/class/classes/${id}/roster`, { csv });
      expect(await refusal(response)).toBe('400 bad-file');
    }
  });

  test.each(['=1+1', '@SUM(A1)', '+49 1', '-2'])(
    'a name like %s is no formula in the results',
    async (name) => {
      const { id } = await lab.class(ines);
      await enrol(id, `name\n'${name}\n`);
      const csv = await (await ask(ines, 'GET', `/api/class/classes/${id}/results.csv`)).text();
      expect(csv).toContain(`'${name}`);
      expect(csv.split('\r\n')[1]).toMatch(/^"?'/);
    },
  );
});
