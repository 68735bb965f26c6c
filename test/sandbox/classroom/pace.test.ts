import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from '../../../sandbox/classroom/pace.ts';
import { EXERCISE, LESSON, MINUTE, story } from './story.ts';

const OTHER = { ...LESSON, lesson: 'first-socket/other', exercise: 'other' };

/** The class's median on a check, in minutes. */
function median(minute: number, check: string, ...stories: readonly string[]): number | null {
  const pace = new Pace([LESSON]);
  stories.forEach((text, at) => {
    pace.take(story(text, { id: `learner-${at}` }));
  });
  const ms = pace.median({ exercise: EXERCISE, check }, minute * MINUTE);
  return ms && ms / MINUTE;
}

describe('the pace of a class', () => {
  test('is that of those who passed and of those who are at it', () => {
    expect(median(10, 'one', '0 x | 2 +', '0 x | 3 +', '0 x')).toBe(3);
    expect(median(10, 'one', '0 x | 2 +', '0 x', '0 x')).toBe(10);
    expect(median(10, 'one', '0 x', '1 x', '2 x', '3 x')).toBe(8);
  });

  test('is not known from two', () => {
    expect(median(10, 'one', '0 x', '0 x | 1 +')).toBeNull();
    expect(median(10, 'three', '0 x', '0 x', '0 x')).toBeNull();
  });

  test('knows nobody who went away in the middle', () => {
    expect(median(300, 'one', '0 x | 2 +', '0 x | 3 +', '0 x | 4 +', '1 x', '1 x')).toBe(3);
  });

  test('is one of each exercise, though their checks are called alike', () => {
    const pace = new Pace([LESSON, OTHER]);
    for (const at of [1, 2, 3]) {
      pace.take(story('0 x | 30 +', { id: `here-${at}` }));
      pace.take(story('0 x | 1 +', { id: `there-${at}`, exercise: 'other' }));
    }
    const on = (exercise: string) => pace.median({ exercise, check: 'one' }, 0);
    expect([on(EXERCISE), on('other')]).toEqual([30 * MINUTE, MINUTE]);
  });

  test('forgets who is gone', () => {
    const pace = new Pace([LESSON]);
    for (const id of ['a', 'b', 'c']) pace.take(story('0 x | 2 +', { id }));
    pace.drop('b');
    pace.drop('nobody');
    expect(pace.median({ exercise: EXERCISE, check: 'one' }, 0)).toBeNull();
  });

  const STORIES = [
    '',
    '0 x,x',
    '0 x,x | 2 +,x',
    '0 x,x | 5 x,+',
    '1 x | 4 + | 6 x',
    '3 !',
    '9 deed',
  ];
  test('row by row it is what it would be from the start', () => {
    const moves = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        text: fc.constantFrom(...STORIES, null),
        online: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(moves, fc.integer({ min: 0, max: 40 }), (all, minute) => {
        const grown = new Pace([LESSON]);
        const rows = new Map<string, ReturnType<typeof story>>();
        for (const { id, text, online } of all) {
          if (text === null) {
            grown.drop(id);
            rows.delete(id);
          } else {
            const row = { ...story(text, { id }), online };
            grown.take(row);
            rows.set(id, row);
          }
        }
        const fresh = new Pace([LESSON]);
        for (const row of rows.values()) fresh.take(row);
        for (const check of ['one', 'two', 'three']) {
          const on = { exercise: EXERCISE, check };
          expect(grown.median(on, minute * MINUTE)).toBe(fresh.median(on, minute * MINUTE));
        }
      }),
    );
  });
});
