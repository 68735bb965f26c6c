import { expect, test } from 'vitest';
import { MAX_TRANSFER_BYTES, Transfers } from '../../../sandbox/transfers/transfers.ts';

test('holds no more than 128 MB for everybody together, and has room again when they expire', () => {
  let now = 0;
  const transfers = new Transfers(() => now);
  const large = new Uint8Array(MAX_TRANSFER_BYTES);
  for (let n = 0; n < 16; n += 1) transfers.put(`bundle-${n}`, large);
  expect(() => transfers.put('one-more', large)).toThrow('as much as it may');
  now = 10 * 60_000;
  expect(transfers.put('one-more', large)).toBe(10 * 60_000);
  expect(() => transfers.take('bundle-0')).toThrow('Nothing waits');
});
