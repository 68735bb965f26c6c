import { expect, test } from 'vitest';
import { RateLimits } from '../../../sandbox/http/rate.ts';

const limits = () => {
  const clock = { ms: 0 };
  return { clock, limits: new RateLimits({ burst: 2, perSecond: 1 }, () => clock.ms) };
};

test('each name has a burst of its own, and then its pace', () => {
  const { clock, limits: of } = limits();
  expect([1, 2, 3].map(() => of.take('a'))).toEqual([true, true, false]);
  expect(of.take('b')).toBe(true);
  clock.ms += 1_000;
  expect([1, 2].map(() => of.take('a'))).toEqual([true, false]);
});

test('a crowd of names does not free those who go on, and is forgotten in the end', () => {
  const { limits: of } = limits();
  for (let at = 0; at < 3; at++) of.take('a');
  for (let at = 0; at < 30_000; at++) {
    of.take(`name ${at}`);
    if (at % 1_000 === 0) expect(of.take('a')).toBe(false);
  }
  for (let at = 0; at < 10_000; at++) of.take(`other ${at}`);
  expect(of.take('a')).toBe(true);
});
