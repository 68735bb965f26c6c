import { describe, expect, test } from 'vitest';
import { rowOf, rowsAfter, sameOrNew } from '../../../src/classroom/grid/rows.ts';
import type { LearnerView } from '../../../src/schemas/classroom/learner.ts';
import { ECHO, learner } from '../class-of.ts';

const NOW = 1_000 * 60_000;
const ago = (minutes: number) => NOW - minutes * 60_000;

const mira = (given: Partial<LearnerView> = {}) =>
  learner('mira', { name: 'Mira Koch', lastActivityAt: ago(1), ...given });

const echo = (
  ...states: (readonly [LearnerView['checks'][string][string]['state'], number?])[]
) => ({
  'demo-echo': Object.fromEntries(
    states.map(([state, tries = 0], at) => {
      const passed = state === 'pass' ? { firstPassAt: ago(2) } : {};
      const running = state === 'running' ? { running: true as const } : {};
      return [ECHO.checks[at]?.id, { state, tries, since: ago(4), ...passed, ...running }];
    }),
  ),
});

describe('a row of the grid', () => {
  test('says each check in a shape, in words and in tries', () => {
    const row = rowOf(
      mira({ checks: echo(['pass', 3], ['fail', 1], ['fail', 9], ['running', 2], ['error']) }),
      ECHO,
      NOW,
    );
    expect(row.cells.slice(0, 6).map(({ words }) => words.replace(/^.*: /, ''))).toEqual([
      'Pass',
      'Fail',
      'Fail, 9 tries',
      'Running',
      'Could not be checked',
      'Not run',
    ]);
    expect(row.cells[2]).toEqual({
      check: 'accept',
      state: 'fail',
      tries: 9,
      words: 'One service per connection: Fail, 9 tries',
    });
    expect(row.passed).toBe(1);
  });

  test.each([
    ['the first check that does not pass, with the time on it', echo(['fail']), 'verify, 4 min'],
    ['no time before the check ahead of it passed', echo(['pass'], ['fail']), 'loaded, 2 min'],
    ['one that was not looked at yet', echo(['pass']), 'loaded, 2 min'],
    ['the first check of all before anything ran', {}, 'verify'],
    ['nothing more once all pass', echo(...ECHO.checks.map(() => ['pass'] as const)), ''],
  ])('names what the learner works on: %s', (_, checks, workingOn) => {
    expect(rowOf(mira({ checks }), ECHO, NOW).workingOn).toBe(workingOn);
  });

  test('is finished when every check passes, and never in a lesson without checks', () => {
    const all = mira({ checks: echo(...ECHO.checks.map(() => ['pass'] as const)) });
    expect(rowOf(all, ECHO, NOW).finished).toBe(true);
    expect(rowOf(mira(), { ...ECHO, checks: [] }, NOW).finished).toBe(false);
  });

  test('counts minutes since the hand went up and the learner was found stuck', () => {
    const row = rowOf(
      mira({
        hand: { at: ago(5), lesson: ECHO.lesson, text: '' },
        stuck: { exercise: 'demo-echo', check: 'echo', since: ago(125), why: 'same-failure' },
      }),
      ECHO,
      NOW,
    );
    expect([row.hand, row.stuck]).toEqual(['Hand 5 min', 'Stuck 2 h 5 min']);
    expect(row.stuckOn).toBe('The line comes back: the same failure again and again.');
  });

  test.each<[Partial<LearnerView>, string]>([
    [{ machine: { state: 'ready' } }, 'Running'],
    [{ machine: { state: 'ready', inTab: true } }, 'In the tab'],
    [{ machine: { state: 'ready', inTab: true }, online: false }, 'Asleep'],
    [{ machine: { state: 'starting', inTab: true } }, 'Starting'],
    [{ machine: { state: 'none' } }, 'None'],
  ])('says where the machine is: %o is %s', (given, word) => {
    expect(rowOf(mira(given), ECHO, NOW).machine).toBe(word);
  });

  test('a clock ahead of the server never counts backwards', () => {
    expect(rowOf(mira({ lastActivityAt: ago(-7) }), ECHO, NOW).lastChange).toBe('now');
  });

  test('keeps its identity while it reads the same', () => {
    const before = rowOf(mira(), ECHO, NOW);
    expect(sameOrNew(before, rowOf(mira(), ECHO, NOW + 1_000))).toBe(before);
    expect(sameOrNew(before, rowOf(mira({ hints: { 'demo-echo': 1 } }), ECHO, NOW))).not.toBe(
      before,
    );
  });
});

describe('the rows of a class', () => {
  const [adam, zoe] = [learner('adam', { lastActivityAt: NOW }), learner('zoe')];
  const before = rowsAfter(new Map(), [adam, zoe], ECHO, NOW);

  test('are reckoned again for those who did something, and stay the same for all others', () => {
    const moved = { ...zoe, hints: { 'demo-echo': 1 } };
    const after = rowsAfter(before, [adam, moved], ECHO, NOW + 9_000);
    expect(after.get('adam')).toBe(before.get('adam'));
    expect(after.get('zoe')?.row.hints).toBe(1);
  });

  test('are all reckoned as time passes, and in another lesson', () => {
    const later = rowsAfter(before, [adam, zoe], ECHO, NOW + 60_000);
    expect(later.get('adam')?.row.lastChange).toBe('1 min');
    expect(later.get('zoe')?.at).toBe(NOW + 60_000);
    const other = rowsAfter(before, [adam, zoe], { ...ECHO, checks: [] }, NOW);
    expect(other.get('adam')?.row.cells).toEqual([]);
  });

  test('forget who is gone', () => {
    expect([...rowsAfter(before, [zoe], ECHO, NOW).keys()]).toEqual(['zoe']);
  });
});
