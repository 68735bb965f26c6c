/** What the flashcards hear from the workbench. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Opened } from '../../src/review/course-cards.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import { memoryStore } from '../../src/storage.ts';
import type { UnitFilesClient } from '../../src/unit-files/client.ts';
import { Bench } from '../../src/workbench/bench.ts';
import { tellCards, wordsFor } from '../../src/workbench/tell-cards.ts';
import { DEMO } from './demo-exercise.ts';
import { FakeSessions } from './fake-session.ts';

const open: (() => void)[] = [];
const silent = { diagnose: async () => [], dispose() {} } as unknown as UnitFilesClient;
const settle = () => vi.advanceTimersByTimeAsync(1_000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const close of open.splice(0)) close();
  vi.useRealTimers();
});

/** A ready machine on which the named checks fail, and what the cards were told. */
async function ready(opened: Opened | Error = { total: 3, fresh: 3 }) {
  const sessions = new FakeSessions({ exercise: DEMO });
  const bench = new Bench({
    exercise: DEMO,
    sessions,
    store: memoryStore(),
    startUnitFiles: () => silent,
  });
  open.push(bench.open({ start: true, screenReader: false }));
  const told: string[] = [];
  open.push(
    tellCards(bench, {
      solved: async () => {
        told.push('solved');
        if (opened instanceof Error) throw opened;
        return opened;
      },
      failed: async (checks) => told.push(`failed ${checks.join(' ')}`),
    }),
  );
  await settle();
  const session = sessions.last;
  const judge = (...failing: string[]) => {
    session.judge = () =>
      DEMO.checks.map(
        ({ id }): CheckResult => ({
          id,
          state: failing.includes(id) ? 'fail' : 'pass',
          expected: '',
          observed: '',
          hints: [],
        }),
      );
  };
  const check = async (only?: string) => {
    void bench.checks.run(only);
    await settle();
  };
  return { bench, session, told, judge, check };
}

describe('failed checks', () => {
  test('are told when the learner asked for them, each time', async () => {
    const { told, judge, check } = await ready();
    judge('echo', 'boot');
    await check();
    await check();
    expect(told).toEqual(['failed echo boot', 'failed echo boot']);
  });
  test('are not told when the machine changed by itself', async () => {
    const { told, judge, session } = await ready();
    judge('echo');
    session.emit({ type: 'checks', results: session.judge() });
    await settle();
    expect(told).toEqual([]);
  });
  test('only the one that was asked for', async () => {
    const { told, judge, check } = await ready();
    judge('echo', 'boot');
    await check('boot');
    expect(told).toEqual(['failed boot']);
  });
});

describe('a solved exercise', () => {
  test('is told once, and its cards are counted', async () => {
    const { bench, told, judge, check } = await ready();
    judge();
    await check();
    await check();
    expect(told).toEqual(['solved']);
    expect(bench.cards.value).toEqual({ total: 3, fresh: 3 });
  });
  test('says nothing of cards where there are none, or the browser keeps nothing', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    for (const opened of [{ total: 0, fresh: 0 }, new Error('refused')]) {
      const { bench, judge, check } = await ready(opened);
      judge();
      await check();
      expect(bench.cards.value).toBeNull();
    }
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });
});

test.each([
  [{ total: 6, fresh: 6 }, '6 cards are now in your reviews.'],
  [{ total: 6, fresh: 1 }, '1 card is now in your reviews.'],
  [{ total: 6, fresh: 0 }, '6 cards are in your reviews.'],
])('%j is said as: %s', (opened, words) => {
  expect(wordsFor(opened)).toBe(words);
});
