import { expect, test } from 'vitest';
import { swipedTo } from '../../src/review/swipe.ts';

test.each([
  ['far to the right is Good', 120, 10, 3],
  ['far to the left is Again', -120, -10, 1],
  ['not far enough', 60, 0, null],
  ['scrolling', 10, 300, null],
  ['too steep', 100, 60, null],
])('%s', (_, dx, dy, grade) => {
  expect(swipedTo({ dx, dy })).toBe(grade);
});
