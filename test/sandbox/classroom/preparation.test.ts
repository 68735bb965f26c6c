import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machinesAhead } from '../../../sandbox/classroom/preparation.ts';
import type { Browser } from '../server/site.ts';
import { answer, ask, EXERCISE, refusal, SPEC, TestLab } from './lab.ts';

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
    expect(await refusal(await begin(goran))).toBe('429 class-busy');
    await answer(mira, 'DELETE', `/api/sessions/${id}`);
    expect((await begin(goran)).status).toBe(201);
  });
});
