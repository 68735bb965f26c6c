import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failuresOf, worstCheck } from '../../../src/classroom/grid/failures.ts';
import {
  arrange,
  countFilters,
  type Filter,
  held,
  type Sort,
} from '../../../src/classroom/grid/order.ts';
import { rowOf } from '../../../src/classroom/grid/rows.ts';
import type { LearnerView } from '../../../src/schemas/classroom/learner.ts';
import { classOf, ECHO, learner } from '../class-of.ts';

const NOW = 10_000_000;
const entry = (name: string, given: Partial<LearnerView> = {}) => {
  const who = learner(name, { lastActivityAt: NOW, ...given });
  return { learner: who, row: rowOf(who, ECHO, NOW) };
};
const hand = (at: number) => ({ hand: { at, lesson: ECHO.lesson, text: '' } });
const stuck = (since: number) => ({
  stuck: { exercise: 'demo-echo', check: 'echo', since, why: 'same-failure' as const },
});
const passes = (n: number) => ({
  checks: {
    'demo-echo': Object.fromEntries(
      ECHO.checks.slice(0, n).map(({ id }) => [id, { state: 'pass' as const, tries: 0, since: 0 }]),
    ),
  },
});

const CLASS = [
  entry('Zoe', hand(300)),
  entry('Adam', { ...hand(100), ...stuck(50) }),
  entry('Ben', stuck(20)),
  entry('Cleo', stuck(10)),
  entry('Dora', { ...passes(9), lastActivityAt: 5 }),
  entry('LearnerView 10', passes(2)),
  entry('LearnerView 9', { ...passes(4), online: false, lastActivityAt: NOW + 1 }),
];

describe('the order of the grid', () => {
  test.each<[Sort, string]>([
    ['help', 'Adam Zoe Cleo Ben LearnerView 10 LearnerView 9 Dora'],
    ['name', 'Adam Ben Cleo Dora LearnerView 9 LearnerView 10 Zoe'],
    ['passed', 'Dora LearnerView 9 LearnerView 10 Adam Ben Cleo Zoe'],
    ['change', 'LearnerView 9 Adam Ben Cleo LearnerView 10 Zoe Dora'],
  ])('%s', (sort, names) => {
    expect(arrange(CLASS, 'all', sort).join(' ')).toBe(names);
  });

  test.each<[Filter, string]>([
    ['hand', 'Adam Zoe'],
    ['stuck', 'Adam Cleo Ben'],
    ['finished', 'Dora'],
  ])('%s shows only those', (filter, names) => {
    expect(arrange(CLASS, filter, 'help').join(' ')).toBe(names);
    expect(countFilters(CLASS.map(({ row }) => row))[filter]).toBe(names.split(' ').length);
  });

  test('names that differ only in case or accents keep one order', () => {
    const same = [entry('mira'), entry('Mira'), entry('míra')];
    expect(arrange(same, 'all', 'name')).toEqual(arrange(same.toReversed(), 'all', 'name'));
  });

  test('while it is held, rows stay, newcomers come last, those gone go', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-e]$/));
    fc.assert(
      fc.property(ids, ids, (shown, wanted) => {
        const order = held(shown, wanted);
        expect(order.toSorted()).toEqual(wanted.toSorted());
        const stayed = shown.filter((id) => wanted.includes(id));
        expect(order.slice(0, stayed.length)).toEqual(stayed);
      }),
    );
  });
});

describe('failures of each check', () => {
  test('count who fails now, not who failed once', () => {
    const rows = [
      entry('A', { checks: { 'demo-echo': { echo: { state: 'fail', tries: 3, since: 0 } } } }),
      entry('B', { checks: { 'demo-echo': { echo: { state: 'fail', tries: 1, since: 0 } } } }),
      entry('C', { checks: { 'demo-echo': { echo: { state: 'pass', tries: 7, since: 0 } } } }),
      entry('D', { checks: { 'demo-echo': { accept: { state: 'fail', tries: 1, since: 0 } } } }),
    ].map(({ row }) => row);
    const failures = failuresOf(rows, ECHO.checks.length);
    expect(failures.map(({ count }) => count)).toEqual([0, 0, 1, 0, 0, 0, 0, 2, 0]);
    expect(failures[2]).toEqual({ count: 1, share: 0.5, most: false });
    expect(worstCheck(failures)).toBe(7);
  });

  test('nobody fails: no bar is the tallest', () => {
    const failures = failuresOf([], 3);
    expect(failures.map(({ share, most }) => [share, most])).toEqual(Array(3).fill([0, false]));
    expect(worstCheck(failures)).toBeNull();
  });

  test('any class: the bars add up to the failing cells', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), (seed, size) => {
        const rows = classOf(size, NOW, seed).map((learner) => rowOf(learner, ECHO, NOW));
        const failing = rows.flatMap(({ cells }) => cells).filter(({ state }) => state === 'fail');
        const counts = failuresOf(rows, ECHO.checks.length).map(({ count }) => count);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(failing.length);
      }),
      { numRuns: 50 },
    );
  });
});
