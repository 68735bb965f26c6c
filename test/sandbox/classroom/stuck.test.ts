import { describe, expect, test } from 'vitest';
import { Pace } from '../../../sandbox/classroom/pace.ts';
import { stuckOn } from '../../../sandbox/classroom/stuck.ts';
import type { LearnerView } from '../../../src/schemas/classroom/learner.ts';
import { LESSON, MINUTE, story } from './story.ts';

/** `same-failure on two since 4`, in minutes, or nothing. */
function found(row: LearnerView, minute: number, median: number | null = null): string {
  const at = new Pace([LESSON]).place(row);
  const stuck = stuckOn(row, at, median && median * MINUTE, minute * MINUTE);
  return stuck ? `${stuck.why} on ${stuck.check} since ${stuck.since / MINUTE}` : '';
}

describe('who is stuck', () => {
  test.each<[string, number, string]>([
    ['', 60, ''],
    ['1 -', 10, ''],
    // Again and again the same: asking counts, and only in a row.
    ['1 x:a? | 2 x:a? | 3 x:a?', 3, ''],
    ['1 x:a? | 2 x:a? | 3 x:a? | 4 x:a?', 4, 'same-failure on one since 1'],
    ['1 x:a? | 2 x:b? | 3 x:c? | 4 x:d?', 4, ''],
    ['1 x:a? | 2 x:a? | 3 x:b? | 4 x:a?', 4, ''],
    ['1 x:a? | 2 x:a? | 3 x:a? | 3 + | 4 x:a?', 4, ''],
    ['1 x:a | 2 x:a | 3 x:a | 4 x:a', 4, ''],
    // The earlier check is what they are at, though the later one fails again and again.
    ['1 x:a,x:b? | 2 +,x:b? | 3 +,x:b? | 4 +,x:b?', 4, 'same-failure on two since 2'],
    // Time, at this check and not since the beginning.
    ['1 x:a', 6, ''],
    ['1 x:a | 5 deed', 6.1, 'time on one since 1'],
    ['1 x,x | 5 +,x', 9, ''],
    ['1 x,x | 5 +,x', 10.1, 'time on two since 5'],
    // A later check that passes does not begin the clock anew.
    ['1 x,x | 5 x,+', 6.1, 'time on one since 1'],
    // One that passed and does not any more.
    ['1 x | 5 + | 8 x', 12, ''],
    ['1 x | 5 + | 8 x', 13.1, 'time on one since 8'],
    // Trouble of the machine's own.
    ['1 ! ', 2, ''],
    ['1 !', 2.1, 'errors on one since 1'],
    ['1 x | 9 !', 9.5, ''],
    ['1 x | 3 ! | 4 …', 4.1, 'errors on one since 1'],
    // Away is not stuck, done neither.
    ['1 x', 17, ''],
    ['1 x | 2 +', 60, ''],
    ['1 x | 900 deed', 901, ''],
  ])('%s, at %d: %s', (text, minute, outcome) => expect(found(story(text), minute)).toBe(outcome));

  test('time is far above the class’s own', () => {
    const row = story('1 x | 14 deed');
    expect(found(row, 15, 4)).toBe('time on one since 1');
    expect(found(row, 15, 6)).toBe('');
  });

  test('nobody who is not there, or in no lesson of the class', () => {
    const row = story('1 x:a? | 2 x:a? | 3 x:a? | 4 x:a?');
    expect(found({ ...row, online: false }, 4)).toBe('');
    expect(found({ ...row, lesson: null }, 4)).toBe('');
    expect(found({ ...row, lesson: 'else/where' }, 4)).toBe('');
  });
});
