import { afterEach, expect, test, vi } from 'vitest';
import { randomId } from '../src/random-id.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('version and variant are set, every other bit is random', () => {
  expect(randomId((bytes) => bytes.fill(0))).toBe('00000000-0000-4000-8000-000000000000');
  expect(randomId((bytes) => bytes.fill(0xff))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
});

test('works on plain http, where crypto has no randomUUID', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const ids = new Set(Array.from({ length: 100 }, () => randomId()));
  expect(ids.size).toBe(100);
});
