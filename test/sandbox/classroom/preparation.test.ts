import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machinesAhead } from '../../../sandbox/classroom/preparation.ts';
import type { SessionView } from '../../../src/schemas/session.ts';
import type { Browser } from '../server/site.ts';
import { answer, ask, EXERCISE, SPEC, TestLab } from './lab.ts';

const MINUTE = 60_000;
const START = 1_000 * MINUTE;

describe('machines kept ready', () => {
  const spec = { ...SPEC, startsAt: START, warmMachines: 20, maxMachines: 30 };
  test.each([
    ['eleven minutes before', -11, 0, 0, 0],
    ['ten minutes before', -10, 0, 0, 20],
    ['when some have theirs', 2, 12, 8, 12],
    ['when all that were foreseen have theirs', 5, 25, 25, 0],
    ['after ten minutes, for those who are there', 10, 12, 8, 4],
    ['after ten minutes, when nobody came', 10, 0, 0, 0],
    ['in the end', 120, 12, 0, 0],
  ])('%s', (_, minutes, learners, served, ready) => {
    expect(machinesAhead(spec, { learners, served }, START + minutes * MINUTE)).toBe(ready);
  });

  test('are never more than the class may have', () => {
    const small = { ...spec, maxMachines: 5 };
    expect(machinesAhead(small, { learners: 9, served: 2 }, START)).toBe(3);
  });

  test('end with a class that says when it ends', () => {
    const short = { ...spec, endsAt: START + 30 * MINUTE };
    expect(machinesAhead(short, { learners: 9, served: 2 }, short.endsAt)).toBe(0);
  });

  test('are none for a class without a time', () => {
    expect(machinesAhead({ ...SPEC, warmMachines: 20 }, { learners: 9, served: 0 }, START)).toBe(0);
  });
});

describe('a class on the server', () => {
  let lab: TestLab;
  beforeEach(async () => {
    lab = await TestLab.open();
    lab.classroom.start();
  });
  afterEach(() => lab.close());

  const begin = (browser: Browser) => ask(browser, 'POST', '/api/sessions', { exercise: EXERCISE });
  const machines = () => lab.site.host.computers.size;

  test('finds its machines booted, hands them out, and leaves none behind', async () => {
    const startsAt = lab.site.clock.now() + 20 * MINUTE;
    const times = { startsAt, endsAt: startsAt + 60 * MINUTE };
    const { code } = await lab.class(await lab.owner(), { ...SPEC, ...times, warmMachines: 3 });
    await lab.site.clock.pass(9 * MINUTE);
    expect(machines()).toBe(0);
    await lab.site.clock.pass(2 * MINUTE);
    expect(machines()).toBe(3);
    const { browser } = await lab.learner(code, 'Mira');
    expect((await begin(browser)).status).toBe(201);
    await lab.site.clock.pass(MINUTE);
    expect(machines()).toBe(3);
    await lab.site.clock.pass(70 * MINUTE);
    expect(machines()).toBe(0);
  });

  test('gives its learners the time and the machines it was made with', async () => {
    const spec = { ...SPEC, machineMinutes: 240, maxMachines: 1 };
    const { code } = await lab.class(await lab.owner(), spec);
    const { browser: mira } = await lab.learner(code, 'Mira');
    const { browser: goran } = await lab.learner(code, 'Goran');
    const { id } = await (await begin(mira)).json();
    await lab.site.clock.pass(1_000);
    const { expiresAt } = await answer<{ expiresAt: number }>(mira, 'GET', `/api/sessions/${id}`);
    expect((expiresAt - lab.site.clock.now()) / MINUTE).toBeGreaterThan(239);
    await answer(mira, 'DELETE', `/api/sessions/${id}`);
    expect((await (await begin(goran)).json()).queue).toBeUndefined();
  });

  test('has its learners wait in turn for its most machines, and lets more in when it may', async () => {
    const owner = await lab.owner();
    const made = await lab.class(owner, { ...SPEC, maxMachines: 1 });
    const [mira, goran, tove] = await Promise.all(
      ['Mira', 'Goran', 'Tove'].map(async (name) => (await lab.learner(made.code, name)).browser),
    );
    if (!mira || !goran || !tove) throw new Error('nobody came');
    const seen = async (browser: Browser, session: { id: string }) => {
      const { state, position, queue } = await answer<SessionView>(
        browser,
        'GET',
        `/api/sessions/${session.id}`,
      );
      return [state, position, queue];
    };
    const first = await (await begin(mira)).json();
    const second = await (await begin(goran)).json();
    const third = await (await begin(tove)).json();
    expect(second).toMatchObject({ state: 'queued', position: 1, queue: 'class' });
    expect(third).toMatchObject({ state: 'queued', position: 2, queue: 'class' });
    // Somebody who is in no class does not wait for this one.
    expect(await (await begin(lab.browser())).json()).not.toHaveProperty('position');
    await answer(mira, 'DELETE', `/api/sessions/${first.id}`);
    await expect.poll(() => seen(goran, second)).toEqual(['ready', undefined, undefined]);
    expect(await seen(tove, third)).toEqual(['queued', 1, 'class']);
    const { version } = made;
    const spec = { ...SPEC, maxMachines: 2 };
    await answer(owner, 'PUT', `/api/class/classes/${made.id}`, { version, spec });
    await expect.poll(() => seen(tove, third)).toEqual(['ready', undefined, undefined]);
  });
});
