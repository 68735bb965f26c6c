import { describe, expect, test } from 'vitest';
import {
  finished,
  still,
  withActivity,
  withHints,
  withMachine,
  withResults,
  withTabMachine,
  withTold,
} from '../../../sandbox/classroom/progress.ts';
import type { CheckCount, LearnerView } from '../../../src/schemas/classroom/learner.ts';
import { reports } from '../../classroom/reports.ts';
import { EXERCISE, MINUTE, story } from './story.ts';

const minutes = (ms: number | undefined) => (ms === undefined ? '' : `${ms / MINUTE}`);

/** `fail 2/1 since 3 open 1`, or `pass 2 since 9 open 1 first 9 took 8`: a check in minutes. */
function standing(row: LearnerView, check: string): string {
  const found = row.checks[EXERCISE]?.[check];
  if (!found) return 'unseen';
  const { state, running, tries, repeats, since, openSince, firstPassAt, tookMs } = found;
  const words = [
    `${state}${running ? '…' : ''} ${tries}${repeats === undefined ? '' : `/${repeats}`}`,
    `since ${minutes(since)} open ${minutes(openSince)}`,
    firstPassAt === undefined ? '' : `first ${minutes(firstPassAt)} took ${minutes(tookMs)}`,
  ];
  return words.filter(Boolean).join(' ');
}

describe('a standing is dated', () => {
  test.each([
    ['', 'one', 'unseen'],
    ['1 -', 'one', 'pending 0 since 1 open 1'],
    ['1 x:a | 3 x:b | 5 x:b', 'one', 'fail 1/1 since 1 open 1'],
    ['1 x:a | 5 ! | 6 !', 'one', 'error 0 since 5 open 1'],
    ['1 x:a | 5 ! | 6 … | 7 !', 'one', 'error 0 since 5 open 1'],
    ['1 x:a | 4 x:a? | 9 +', 'one', 'pass 1 since 9 open 1 first 9 took 8'],
    ['1 x:a | 4 …', 'one', 'fail… 0 since 1 open 1'],
    // The first pass stays, and ceasing to pass opens it again.
    ['1 x:a | 9 + | 12 x:b | 13 x:c', 'one', 'fail 1/1 since 12 open 12 first 9 took 8'],
    ['1 x:a | 9 + | 12 x:b | 14 +', 'one', 'pass 0 since 14 open 12 first 9 took 8'],
    // What passed when it was looked at first took nobody any time.
    ['5 +', 'one', 'pass 0 since 5 open 5 first 5 took 0'],
    // Time begins when the checks before it passed, whatever passes after it.
    ['1 x,x | 9 +,x | 12 +,+', 'two', 'pass 0 since 12 open 1 first 12 took 3'],
    ['1 x,x | 9 +,+', 'two', 'pass 0 since 9 open 1 first 9 took 0'],
    ['1 x,x,x | 4 x,x,+ | 9 x,+,+', 'two', 'pass 0 since 9 open 1 first 9 took 8'],
    // A night is no time at work.
    ['1 x | 2 deed | 900 deed | 903 +', 'one', 'pass 0 since 903 open 1 first 903 took 3'],
  ])('%s: %s is %s', (text, check, outcome) => {
    expect(standing(story(text), check)).toBe(outcome);
  });

  test('nothing new leaves the row as it is', () => {
    const row = story('1 x:a,+');
    const [same] = reports('x:a,+');
    expect(same && withResults(row, EXERCISE, same, 9 * MINUTE)).toBe(row);
  });

  test('exercises do not know of each other', () => {
    const row = story('1 x:a | 2 +');
    const [other] = reports('x:a?');
    const both = other && withResults(row, 'another', other, 7 * MINUTE);
    expect(both && standing(both, 'one')).toBe('pass 0 since 2 open 1 first 2 took 1');
    expect(both?.checks.another?.one).toMatchObject({ tries: 1, openSince: 7 * MINUTE });
  });
});

describe('what a page tells of the machine in its tab', () => {
  const told = (row: LearnerView, at: number, count: CheckCount) =>
    withTold(row, EXERCISE, [['one', count]], at * MINUTE);

  test('is dated by us, and counts once though it comes twice', () => {
    const fail: CheckCount = { state: 'fail', tries: 3, repeats: 2, expected: 'e', observed: 'o' };
    const once = told(story(''), 2, fail);
    expect(standing(once, 'one')).toBe('fail 3/2 since 2 open 2');
    expect(told(once, 5, fail)).toBe(once);
    const passed = told(once, 6, { state: 'pass', tries: 3 });
    expect(standing(passed, 'one')).toBe('pass 3 since 6 open 2 first 6 took 4');
    expect(passed.checks[EXERCISE]?.one?.observed).toBeUndefined();
  });

  test('tries never become fewer, and evidence not longer than it may be', () => {
    const many = told(story(''), 1, { state: 'fail', tries: 5, observed: 'o'.repeat(9_000) });
    const fewer = told(many, 2, { state: 'pass', tries: 1 });
    expect(fewer.checks[EXERCISE]?.one?.tries).toBe(5);
    expect(many.checks[EXERCISE]?.one?.observed).toHaveLength(2_000);
  });
});

describe('activity', () => {
  const active = (text: string) => (story(text).activeMs[EXERCISE] ?? 0) / MINUTE;
  test.each([
    ['', 0],
    ['1 deed', 1],
    ['1 deed | 2 deed', 2],
    // A pause is no work.
    ['1 deed | 60 deed', 3],
    // The way to the last pass is work, what comes after it is not.
    ['1 x | 2 +', 2],
    ['1 x | 2 + | 3 deed', 2],
    // A clock that goes back takes nothing away.
    ['5 deed | 4 deed', 2],
  ])('%s: %d minutes at work', (text, outcome) => expect(active(text)).toBe(outcome));

  test('elsewhere is activity, too, but no work on the exercise', () => {
    const row = withActivity(story(''), null, MINUTE);
    expect(row).toMatchObject({ lastActivityAt: MINUTE, activeMs: {} });
  });

  test('who comes back after an hour had a break', () => {
    expect(story('1 deed | 61 deed').backAt).toBeUndefined();
    expect(story('1 deed | 62 deed').backAt).toBe(62 * MINUTE);
  });
});

test('hints count until all checks passed, and once though they are told twice', () => {
  const row = withHints(withHints(story('1 x'), EXERCISE, 2), EXERCISE, 2);
  expect(row.hints).toEqual({ [EXERCISE]: 2 });
  expect(withHints(row, EXERCISE, 1).hints).toEqual({ [EXERCISE]: 2 });
  const done = story('1 x | 2 +');
  expect(finished(done, EXERCISE)).toBe(true);
  expect(withHints(done, EXERCISE, 1)).toBe(done);
  expect(finished(story(''), EXERCISE)).toBe(false);
});

test('a machine in the tab is what its page says, unless there is one on this server', () => {
  const tab = withTabMachine(story('1 x | 2 …'), 'starting');
  expect(tab.machine).toEqual({ state: 'starting', inTab: true });
  expect(standing(tab, 'one')).not.toContain('…');
  const ours = withMachine(tab, { state: 'ready', session: 's' });
  expect(withTabMachine(ours, 'ended')).toBe(ours);
  const over = withMachine(ours, { state: 'ended', session: 's' });
  expect(withTabMachine(over, 'ready').machine).toEqual({ state: 'ready', inTab: true });
});

test('no pass goes on without a machine', () => {
  const row = story('1 x | 2 …');
  expect(standing(withMachine(row, { state: 'ready' }), 'one')).toContain('…');
  expect(standing(withMachine(row, { state: 'ended' }), 'one')).toBe('fail 0 since 1 open 1');
  expect(still(row).checks[EXERCISE]?.one).not.toHaveProperty('running');
});
