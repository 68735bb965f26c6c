/** A machine so slow that a look holds up its learner. */
import { expect, test } from 'vitest';
import { rest } from '../grading/clock.ts';
import { Bench } from './live-bench.ts';

/** A bench whose machine has time for one look, and for its programs only when `calm` is called. */
async function busyAfterTheFacts() {
  const bench = new Bench();
  bench.load();
  bench.start();
  let calm = () => {};
  let asked = 0;
  const session = await bench.open({
    calm: () => (++asked === 1 ? Promise.resolve() : new Promise((resolve) => (calm = resolve))),
  });
  await bench.pass(200);
  return { bench, session, calm: () => calm() };
}

test('a look that is under way waits with its programs, too', async () => {
  const { bench, calm } = await busyAfterTheFacts();
  expect([bench.calls('facts'), bench.calls('exec')]).toEqual([1, 0]);
  calm();
  await rest();
  expect(bench.calls('exec')).toBe(1);
});

test('but not when somebody asks for the checks', async () => {
  const { bench, session } = await busyAfterTheFacts();
  await session.check();
  expect(bench.states).toMatch(/files:pass listening:pass/);
  expect(bench.calls('connect')).toBe(1);
});
