import { expect, test } from 'vitest';
import { standingsAfter } from '../../../src/classroom/learner/report-progress.ts';
import type { CheckResult, CheckState } from '../../../src/schemas/session.ts';

const result = (state: CheckState, observed = 'Nothing.'): CheckResult => ({
  id: 'echo',
  state,
  expected: 'a line',
  observed,
  hints: [],
});

/** States one after the other: how they stand in the end. */
const after = (...results: readonly CheckResult[]) =>
  results.reduce((standings, each, at) => standingsAfter(standings, [each], at), {})[
    'echo' as never
  ];

test('a failure counts when it is new, not when the same is seen again', () => {
  expect(after(result('fail'), result('fail'), result('fail', 'Else.'))).toMatchObject({
    state: 'fail',
    tries: 2,
    since: 0,
    observed: 'Else.',
  });
});

test('passing keeps the tries and dates the change', () => {
  expect(after(result('fail'), result('pass'), result('pass'))).toEqual({
    state: 'pass',
    tries: 1,
    since: 1,
  });
});

test('nothing new is nothing to tell', () => {
  const standings = standingsAfter({}, [result('fail')], 0);
  expect(standingsAfter(standings, [result('fail')], 9)).toBe(standings);
});
