import { describe, expect, test } from 'vitest';
import type { CheckResult, CheckState } from '../../../src/schemas/session.ts';
import {
  allPass,
  applyResults,
  type CheckBoard,
  countChecks,
  emptyBoard,
  hintsOf,
  summarise,
  toggleRow,
  unlockHint,
} from '../../../src/workbench/checks/check-board.ts';

const CHECKS = ['a', 'b', 'c'].map((id) => ({ id, title: `Check ${id}` }));

/** `a:pass b:fail` as results; `b:fail/hint` with a hint of its own. */
function results(states: string, hints = ['vague', 'plain']): CheckResult[] {
  return states.split(' ').map((word) => {
    const [id = '', rest = ''] = word.split(':');
    const [state = '', hint] = rest.split('/');
    return {
      id,
      state: state as CheckState,
      expected: 'e',
      observed: 'o',
      hints,
      ...(hint === undefined ? {} : { hint }),
    };
  });
}

const board = (...passes: string[]): CheckBoard =>
  passes.reduce((so, states) => applyResults(so, results(states), 1_000), emptyBoard(CHECKS));

describe('the open row', () => {
  test.each<[string, string[], string | null]>([
    ['none before the first pass', [], null],
    ['none when all pass', ['a:pass b:pass c:pass'], null],
    ['the first that fails', ['a:pass b:fail c:fail'], 'b'],
    ['also one that could not run', ['a:pass b:error'], 'b'],
    ['stays while it runs again', ['a:fail b:fail', 'a:running b:running'], 'a'],
    ['moves on when it passes', ['a:fail b:fail', 'a:running', 'a:pass b:fail'], 'b'],
    ['closes when nothing fails any more', ['a:fail', 'a:pass'], null],
    ['does not jump from one failing row to another', ['b:fail', 'a:fail b:fail'], 'b'],
  ])('%s', (_, passes, open) => {
    expect(board(...passes).open).toBe(open);
  });

  test('closed by the learner stays closed while it fails on', () => {
    const closed = toggleRow(board('a:fail'), 'a');
    expect(applyResults(closed, results('a:running'), 0).open).toBeNull();
    const again = applyResults(applyResults(closed, results('a:running'), 0), results('a:fail'), 0);
    expect(again.open).toBeNull();
    expect(applyResults(again, results('b:fail'), 0).open).toBe('b');
  });

  test('closed by the learner opens again when they ask', () => {
    const closed = toggleRow(board('a:pass b:fail'), 'b');
    const running = applyResults(closed, results('a:running b:running'), 0, 'asked');
    expect(running.open).toBeNull();
    expect(applyResults(running, results('a:pass b:fail'), 0, 'asked').open).toBe('b');
  });

  test('of a failure from before anything was done stays closed until they ask', () => {
    const before = applyResults(emptyBoard(CHECKS), results('a:fail'), 0, 'quiet');
    expect(before.open).toBeNull();
    expect(applyResults(before, results('a:fail'), 0, 'asked').open).toBe('a');
  });

  test('a passing one opened by the learner stays open', () => {
    const open = toggleRow(board('a:pass b:pass'), 'a');
    expect(applyResults(open, results('a:pass b:pass'), 0).open).toBe('a');
  });
});

describe('evidence', () => {
  test('stays while a check runs again, and goes when it is pending', () => {
    expect(board('a:fail', 'a:running').rows[0]?.result?.state).toBe('fail');
    expect(board('a:fail', 'a:pending').rows[0]?.result).toBeNull();
  });

  test('results of checks that are not on the list change nothing', () => {
    expect(board('z:fail')).toEqual(emptyBoard(CHECKS));
  });
});

describe('hints', () => {
  const unlocked = (b: CheckBoard) => b.rows[0]?.unlocked;

  test('come one by one, no further than the last', () => {
    let b = board('a:fail');
    expect(unlocked(b)).toBe(0);
    for (let n = 0; n < 5; n += 1) b = unlockHint(b, 'a');
    expect(unlocked(b)).toBe(2);
  });

  test('start with the one for this very mistake, which is not said twice', () => {
    const first = board('a:fail/plain').rows[0];
    expect(first && hintsOf(first)).toEqual(['plain', 'vague']);
  });

  test('stay unlocked for the same mistake and are locked again for another', () => {
    const b = unlockHint(board('a:fail/one'), 'a');
    expect(unlocked(applyResults(b, results('a:fail/one'), 0))).toBe(1);
    expect(unlocked(applyResults(b, results('a:fail/two'), 0))).toBe(0);
  });
});

test.each<[string[], string | null]>([
  [[], null],
  [['a:running'], null],
  [['a:pass b:running'], null],
  [['a:pass b:fail c:fail'], '1 of 3 checks pass. Failing: Check b, Check c.'],
  [['a:pass b:fail c:error'], '1 of 3 checks pass. Failing: Check b. Could not run: Check c.'],
  [['a:pass b:pass c:pass'], 'All 3 checks pass.'],
])('%j is announced as %j', (passes, words) => {
  expect(summarise(board(...passes))).toBe(words);
});

test('counts', () => {
  const b = board('a:pass b:fail c:running');
  expect(countChecks(b)).toEqual({ total: 3, pass: 1, fail: 1, error: 0, running: 1 });
  expect(allPass(b)).toBe(false);
  expect(allPass(board('a:pass b:pass c:pass'))).toBe(true);
  expect(allPass(emptyBoard([]))).toBe(false);
});
