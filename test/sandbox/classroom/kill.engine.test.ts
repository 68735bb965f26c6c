/** The server dies in the middle of a class, without a word. */
import { afterEach, describe, expect, test } from 'vitest';
import { createSession, openSession } from '../../../src/session/remote.ts';
import { until } from '../clock.ts';
import { EXERCISE, Product } from '../product.ts';
import { startPostgres } from '../store/postgres.ts';
import { Learner, Onlooker, openClass, scoreOf, snapshotOf } from './crowd.ts';

const LEARNERS = 12;
const KILLS = 3;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

async function begin(env: Record<string, string>) {
  const product = await Product.prepare({ WARM_MACHINES: '0', ...env });
  ends.push(() => product[Symbol.asyncDispose]());
  await product.start();
  const { browser, view } = await openClass(product.url, await product.ownerLink());
  const onlooker = new Onlooker(browser, view.id);
  ends.push(() => onlooker.client.dispose());
  const names = Array.from({ length: LEARNERS }, (_, at) => `Learner ${at}`);
  const learners = await Promise.all(names.map((name) => Learner.join(product.url, view, name)));
  ends.push(() => {
    for (const learner of learners) learner.dispose();
  });
  await until(() => learners.every(({ id }) => onlooker.row(id)?.online));
  return { product, browser, view, onlooker, learners };
}

/** Everybody does something every few milliseconds, until `over`. */
async function work(learners: readonly Learner[], over: () => boolean): Promise<void> {
  for (let turn = 0; !over(); turn += 1) {
    const learner = learners[turn % learners.length];
    if (turn % 5 === 0) learner?.advance();
    else if (turn % 7 === 0) learner?.takeHint();
    else if (turn % 11 === 0) learner?.say(`${learner.id} says ${turn}`);
    else learner?.fail(`answer ${turn % 3}`);
    await pause(8);
  }
}

const STORES = {
  SQLite: async () => ({}),
  PostgreSQL: async () => {
    const { url, stop } = await startPostgres();
    ends.push(stop);
    return { DATABASE_URL: url };
  },
};

describe.each(Object.entries(STORES))('killed with results in %s', (_, environment) => {
  test('everybody is back, nothing is lost, and nothing comes twice', async () => {
    const { product, browser, view, onlooker, learners } = await begin(await environment());
    let over = false;
    const working = work(learners, () => over);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await pause(400);
      if (kill === KILLS) {
        // The last thing anybody does is on its way, and nothing comes after it that would tell it.
        over = true;
        await working;
        for (const learner of learners) learner.fail('the last of it');
      }
      await product.end('SIGKILL');
      await product.start();
      await until(() => learners.every(({ id }) => onlooker.row(id)?.online));
    }
    const told = () =>
      learners.every(({ id, score, hints }) => {
        const row = onlooker.row(id);
        return (
          scoreOf(row?.checks[EXERCISE] ?? {}) === score && (row?.hints[EXERCISE] ?? 0) === hints
        );
      });
    await until(told);
    const now = await snapshotOf(browser, view.id);
    expect(now.learners.map(({ id }) => id).sort()).toEqual(learners.map(({ id }) => id).sort());
    for (const row of now.learners) {
      const learner = learners.find(({ id }) => id === row.id);
      expect(scoreOf(row.checks[EXERCISE] ?? {})).toBe(learner?.score);
      expect(onlooker.row(row.id)).toEqual(row);
    }
    // One page for all that time: it was given everything once, and after that what it missed.
    expect(onlooker.snapshots).toBe(1);
    expect(onlooker.seqs).toEqual([...new Set(onlooker.seqs)].sort((a, b) => a - b));
    for (const [text, answered] of learners.flatMap(({ said }) => [...said])) {
      const times = onlooker.said.get(text)?.size ?? 0;
      expect(times).toBeLessThanOrEqual(1);
      if (answered) expect(times).toBe(1);
    }
  });
});

test('a machine outlives the server, and its class sees it again', async () => {
  const { product, onlooker, learners } = await begin({});
  const [learner] = learners;
  if (!learner) throw new Error('nobody came');
  const made = await createSession({ exercise: EXERCISE }, learner.browser.network);
  const session = openSession(made, learner.browser.network);
  ends.push(() => session.dispose());
  const states = () => Object.values(onlooker.row(learner.id)?.checks[EXERCISE] ?? {});
  await until(
    () => session.view.state === 'ready' && states().some(({ state }) => state === 'fail'),
  );
  await session.check();
  await until(() => states().some(({ tries }) => tries === 1));
  await product.end('SIGKILL');
  await product.start();
  await until(() => onlooker.row(learner.id)?.online === true);
  await until(() => session.view.state === 'ready');
  expect(states().some(({ tries }) => tries === 1)).toBe(true);
  await expect
    .poll(() =>
      session.check().then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await until(() => states().some(({ tries }) => tries === 2));
  await session.end();
  await until(() => onlooker.row(learner.id)?.machine.state === 'ended');
});
