import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatEstimate,
  formatRemaining,
  timeWarning,
  untilNextChange,
} from '../../../src/workbench/machine/time.ts';

const S = 1_000;
const MIN = 60 * S;

test.each([
  [-5 * S, '0 s'],
  [0, '0 s'],
  [59_999, '59 s'],
  [MIN, '1 min'],
  [42 * MIN + 59 * S, '42 min'],
  [60 * MIN, '1 h'],
  [72 * MIN, '1 h 12 min'],
])('%i ms are %s', (ms, words) => {
  expect(formatRemaining(ms)).toBe(words);
});

test.each([
  [0, 'about 1 s'],
  [4_200, 'about 5 s'],
  [55 * S, 'about 1 min'],
  [61 * S, 'about 2 min'],
])('an expectation of %i ms is %s', (ms, words) => {
  expect(formatEstimate(ms)).toBe(words);
});

test('the words change exactly when said', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 10_000_000 }), (ms) => {
      const wait = untilNextChange(ms);
      expect(wait).toBeGreaterThan(0);
      expect(formatRemaining(ms - wait)).not.toBe(formatRemaining(ms));
      if (wait > 1) expect(formatRemaining(ms - wait + 1)).toBe(formatRemaining(ms));
    }),
  );
});

describe('the warning', () => {
  const now = 1_000_000;
  test.each<[string, number | undefined, number | undefined, string | null]>([
    ['nothing is known', undefined, undefined, null],
    ['there is time', 6 * MIN, 6 * MIN, null],
    ['the end is near', 5 * MIN, undefined, 'expiry'],
    ['nobody uses it', 40 * MIN, 4 * MIN, 'idle'],
    ['both: the end counts', 4 * MIN, 3 * MIN, 'expiry'],
  ])('when %s', (_, expires, idle, kind) => {
    const at = (ms: number | undefined) => (ms === undefined ? undefined : now + ms);
    expect(timeWarning(now, at(expires), at(idle))?.kind ?? null).toBe(kind);
  });
});
