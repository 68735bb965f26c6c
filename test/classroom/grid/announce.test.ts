import { describe, expect, test } from 'vitest';
import { announcement, NOTHING_SAID } from '../../../src/classroom/grid/announce.ts';
import { rowOf } from '../../../src/classroom/grid/rows.ts';
import { ECHO, learner } from '../class-of.ts';

const NOW = 10_000_000;
const LESSON = ECHO.lesson;

/** `Ann hand, Bob stuck, Cid` */
const rows = (text: string) =>
  text.split(', ').map((word) => {
    const [name = '', what] = word.split(' ');
    return rowOf(
      learner(name, {
        hand: what === 'hand' ? { at: NOW, lesson: LESSON, text: '' } : null,
        stuck:
          what === 'stuck'
            ? { exercise: 'demo-echo', check: 'echo', since: NOW, why: 'time' }
            : null,
      }),
      ECHO,
      NOW,
    );
  });

describe('what the grid says aloud', () => {
  test.each([
    ['Ann', 'Ann hand', 'Ann raises a hand.'],
    ['Ann', 'Ann stuck', 'Ann is stuck.'],
    ['Ann, Bob', 'Ann hand, Bob hand', 'Ann and Bob raise a hand.'],
    ['Ann, Bob, Cid', 'Ann hand, Bob hand, Cid hand', '3 more hands are up.'],
    ['Ann hand', 'Ann hand, Bob stuck', 'Bob is stuck.'],
    ['Ann hand', 'Ann hand', ''],
    ['Ann hand', 'Ann', ''],
    ['Ann stuck', 'Ann hand', 'Ann raises a hand.'],
  ])('%s, then %s: "%s"', (before, after, words) => {
    const { said } = announcement(NOTHING_SAID, rows(before));
    expect(announcement(said, rows(after)).words).toBe(words);
  });
});
