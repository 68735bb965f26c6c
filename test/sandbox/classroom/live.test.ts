import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LearnerView } from '../../../src/schemas/classroom/learner.ts';
import type { ClassFrame } from '../../../src/schemas/classroom/live.ts';
import type { Browser } from '../server/site.ts';
import { answer, ask, EXERCISE, LESSON, Page, refusal, TestLab } from './lab.ts';

let lab: TestLab;
let ines: Browser;
let mira: Browser;
let id: string;
let learner: string;
beforeEach(async () => {
  lab = await TestLab.open();
  ines = await lab.instructor(await lab.owner());
  const made = await lab.class(ines);
  id = made.id;
  const { browser, joined } = await lab.learner(made.code, 'Mira');
  mira = browser;
  learner = joined.learner;
});
afterEach(() => lab.close());

const rowIn = (frame: ClassFrame): LearnerView | undefined =>
  frame.t === 'event' && frame.event.t === 'learner' ? frame.event.learner : undefined;
const row = (page: Page, wanted: (row: LearnerView) => boolean) =>
  page.until((frame) => {
    const found = rowIn(frame);
    return found !== undefined && wanted(found);
  });
const FAIL = { state: 'fail', tries: 1, since: 0, expected: 'a', observed: 'b' } as const;
const progress = (checks: object) => ({ t: 'progress', exercise: EXERCISE, checks });
const firstCheck = async () => {
  const view = await answer<{ lessons: { checks: { id: string }[] }[] }>(
    ines,
    'GET',
    `/api/class/classes/${id}`,
  );
  return view.lessons[0]?.checks[0]?.id ?? '';
};

describe('the live grid', () => {
  test('shows a learner come, work and go', async () => {
    const grid = new Page(ines, id);
    await grid.until(({ t }) => t === 'snapshot');
    const page = new Page(mira, id);
    await row(grid, ({ online }) => online);
    await page.request({ t: 'at', lesson: LESSON });
    await row(grid, ({ lesson }) => lesson === LESSON);
    const check = await firstCheck();
    await page.request(progress({ [check]: FAIL }));
    await row(grid, ({ checks }) => checks[EXERCISE]?.[check]?.observed === 'b');
    page.socket.close();
    await row(grid, ({ online }) => !online);
  });

  test('shows a machine in a tab, which only its page can tell of', async () => {
    const grid = new Page(ines, id);
    const page = new Page(mira, id);
    await page.request({ t: 'machine-in-tab', state: 'ready' });
    await row(grid, ({ machine }) => machine.inTab === true && machine.state === 'ready');
  });

  test('shows a machine on this server: its state and what its checks find', async () => {
    const grid = new Page(ines, id);
    await answer(mira, 'POST', '/api/sessions', { exercise: EXERCISE });
    await row(grid, ({ machine }) => machine.state === 'ready');
    await row(grid, ({ checks }) => Object.keys(checks[EXERCISE] ?? {}).length > 0);
    expect((await grid.request({ t: 'machine', learner, do: 'end' })).t).toBe('done');
    await row(grid, ({ machine }) => machine.state === 'ended');
    expect((await grid.request({ t: 'machine', learner, do: 'restore' })).t).toBe('done');
    await row(grid, ({ machine }) => machine.state === 'ready');
  });

  test('shows what the learner asked for as tries, and what the lab saw as none', async () => {
    const grid = new Page(ines, id);
    const { id: session } = await answer<{ id: string }>(mira, 'POST', '/api/sessions', {
      exercise: EXERCISE,
    });
    const check = await firstCheck();
    const tried = (tries: number) =>
      row(grid, ({ checks }) => {
        const standing = checks[EXERCISE]?.[check];
        return standing?.state === 'fail' && standing.tries === tries;
      });
    await tried(0);
    const bench = mira.socket(`/api/sessions/${session}/live`);
    await new Promise((resolve) => bench.once('message', resolve));
    for (const times of [1, 2]) {
      bench.send(JSON.stringify({ t: 'check', id: times }));
      await tried(times);
    }
  });

  test('hears a page that asks before anybody listens', async () => {
    const { people } = lab.classroom;
    const who = people.who.bind(people);
    people.who = async (browser) => {
      await new Promise((wake) => setTimeout(wake, 50));
      return who(browser);
    };
    const page = new Page(mira, id);
    expect((await page.request({ t: 'say', text: 'early' })).t).toBe('done');
  });

  test('a page that was away gets what it missed, once', async () => {
    const grid = new Page(ines, id);
    const page = new Page(mira, id);
    await row(grid, ({ online }) => online);
    const { lastSeq } = grid;
    grid.socket.close();
    for (const text of ['one', 'two']) await page.request({ t: 'say', text });
    const back = new Page(ines, id, lastSeq);
    await back.until((frame) => JSON.stringify(frame).includes('two'));
    const said = back.frames.filter((frame) => frame.t === 'event' && frame.event.t === 'message');
    expect(said).toHaveLength(2);
    expect(back.frames.some(({ t }) => t === 'snapshot')).toBe(false);
  });

  test('a learner sees nobody else', async () => {
    const { code } = await answer<{ code: string }>(ines, 'GET', `/api/class/classes/${id}`);
    const page = new Page(mira, id);
    await page.until(({ t }) => t === 'snapshot');
    const { browser: goran } = await lab.learner(code, 'Goran');
    const other = new Page(goran, id);
    await other.request({ t: 'say', text: 'a secret' });
    const grid = new Page(ines, id);
    await grid.request({ t: 'send', to: null, kind: 'message', text: 'to all' });
    await page.until((frame) => JSON.stringify(frame).includes('to all'));
    expect(JSON.stringify(page.frames)).not.toMatch(/Goran|a secret|for my eyes/);
  });

  test('a learner who sends what only instructors may is shut out', async () => {
    const page = new Page(mira, id);
    await page.until(({ t }) => t === 'snapshot');
    const closed = new Promise((resolve) => page.socket.once('close', resolve));
    page.socket.send(JSON.stringify({ t: 'machine', id: 1, learner: null, do: 'end' }));
    expect(await closed).toBe(4400);
  });
});

describe('help', () => {
  test('a hand goes up with the check it is about, and is answered', async () => {
    const grid = new Page(ines, id);
    const page = new Page(mira, id);
    await page.request({ t: 'raise-hand', check: 'echo', text: '<i>empty</i>' });
    await row(grid, ({ hand }) => hand?.check === 'echo' && hand.text === '<i>empty</i>');
    await grid.request({ t: 'send', to: learner, kind: 'hint', text: 'Look at StandardInput=' });
    await page.until((frame) => JSON.stringify(frame).includes('StandardInput='));
    await grid.request({ t: 'answer-hand', learner });
    await row(page, ({ hand }) => hand === null);
  });

  test('files are seen only while the learner agrees, and the learner can read that', async () => {
    const grid = new Page(ines, id);
    const page = new Page(mira, id);
    const files = () => ask(ines, 'GET', `/api/class/classes/${id}/learners/${learner}/files.json`);
    expect(await refusal(await files())).toBe('403 not-shared');
    expect(await page.request({ t: 'give', what: 'files', minutes: 5 })).toMatchObject({
      code: 'not-shared',
    });
    await grid.request({ t: 'ask', learner, what: 'files', mode: 'view' });
    expect(await refusal(await files())).toBe('403 not-shared');
    await page.request({ t: 'give', what: 'files', minutes: 5 });
    expect((await files()).status).toBe(200);
    await row(page, ({ shares }) => shares.files?.watching === true);
    await page.request({ t: 'stop', what: 'files' });
    expect(await refusal(await files())).toBe('403 not-shared');
    const log = page.frames.flatMap((frame) =>
      frame.t === 'event' && frame.event.t === 'access' ? [frame.event.entry.did] : [],
    );
    expect(log).toEqual(['asked', 'given', 'looked', 'stopped']);
  });

  test('what was agreed ends by itself', async () => {
    const grid = new Page(ines, id);
    const page = new Page(mira, id);
    lab.classroom.start();
    await grid.request({ t: 'ask', learner, what: 'terminal', mode: 'view' });
    await page.request({ t: 'give', what: 'terminal', minutes: 1 });
    await lab.site.clock.pass(70_000);
    await page.until((frame) => JSON.stringify(frame).includes('"expired"'));
  });

  test('a terminal is looked at, typed into only where both agreed, and let go of at once', async () => {
    await answer(mira, 'POST', '/api/sessions', { exercise: EXERCISE });
    const grid = new Page(ines, id);
    await row(grid, ({ machine }) => machine.state === 'ready').catch(() => {});
    const { machine } = (await lab.classroom.hub(id)).row(learner);
    const own = mira.socket(`/api/sessions/${machine.session}/terminals/t1?cols=80&rows=24`);
    await new Promise((resolve) => own.once('message', resolve));
    const page = new Page(mira, id);
    await grid.request({ t: 'ask', learner, what: 'terminal', mode: 'together' });
    await page.request({ t: 'give', what: 'terminal', minutes: 5 });
    const watched = ines.socket(`/api/class/classes/${id}/learners/${learner}/terminal`);
    let seen = '';
    watched.on('message', (data, binary) => {
      if (binary) seen += data.toString();
    });
    await new Promise((resolve) => watched.once('message', resolve));
    watched.send(Buffer.from('echo together\n'));
    await page.until((frame) => JSON.stringify(frame).includes('"typed"'));
    await expect.poll(() => seen).toContain('together');
    const closed = new Promise((resolve) => watched.once('close', resolve));
    await page.request({ t: 'stop', what: 'terminal' });
    expect(await closed).toBe(1000);
  });

  test('eyes up dims screens until its time, also when nobody ends it', async () => {
    const grid = new Page(ines, id);
    const page = new Page(mira, id);
    lab.classroom.start();
    await grid.request({ t: 'eyes-up', ms: 60_000, text: 'Look here' });
    await page.until(
      (frame) => frame.t === 'event' && frame.event.t === 'eyes-up' && frame.event.eyesUp !== null,
    );
    await lab.site.clock.pass(66_000);
    await page.until(
      (frame) => frame.t === 'event' && frame.event.t === 'eyes-up' && frame.event.eyesUp === null,
    );
  });
});

test('a learner takes everything along, and is erased with it', async () => {
  const page = new Page(mira, id);
  await page.request({ t: 'say', text: 'hello' });
  const base = `/api/class/classes/${id}/learners/${learner}`;
  const file = await answer(mira, 'GET', `${base}/export.json`);
  expect(file).toMatchObject({ name: 'Mira', messages: [{ text: 'hello' }] });
  const grid = new Page(ines, id);
  await grid.until(({ t }) => t === 'snapshot');
  await answer(mira, 'DELETE', base);
  await grid.until((frame) => frame.t === 'event' && frame.event.t === 'gone');
  const after = new Page(ines, id);
  expect(JSON.stringify(await after.until(({ t }) => t === 'snapshot'))).not.toMatch(/hello|Mira/);
  const left = await lab.classroom.store.entries.since(id, 0);
  expect(left.filter(({ body }) => body.includes('hello') || body.includes('Mira'))).toEqual([]);
});
