import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupOf } from '../../../sandbox/http/address.ts';

describe('addresses that count as one', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
    ['2001:0DB8::1:0:0:0:7', '2001:db8:0:1::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s', (address, group) => expect(groupOf(address)).toBe(group));

  test('the lower half of an IPv6 address never matters, the upper half always', () => {
    const half = fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 });
    const written = (words: number[]) => words.map((word) => word.toString(16)).join(':');
    fc.assert(
      fc.property(half, half, half, (upper, one, other) => {
        const group = groupOf(written([...upper, ...one]));
        expect(groupOf(written([...upper, ...other]))).toBe(group);
        expect(group).toBe(`${written(upper)}::/64`);
      }),
    );
  });
});
