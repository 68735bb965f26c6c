import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressBehind, groupOf } from '../../../sandbox/http/address.ts';

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

describe('behind proxies', () => {
  const PROXIES = ['10.0.0.0/8', '2001:db8:ff::/48', '192.0.2.1'];
  const from = (remoteAddress: string, forwarded?: string, proxies = PROXIES) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return addressBehind(proxies)({ socket: { remoteAddress }, headers } as IncomingMessage);
  };

  test.each([
    ['a proxy says who asks', '10.1.2.3', '198.51.100.7', '198.51.100.7'],
    ['on a socket for both kinds of addresses', '::ffff:10.1.2.3', '198.51.100.7', '198.51.100.7'],
    ['one that is named alone', '192.0.2.1', '198.51.100.7', '198.51.100.7'],
    ['an IPv6 proxy', '2001:db8:ff::1', '2001:db8:0:1::9', '2001:db8:0:1::/64'],
    ['two proxies in a row', '10.1.2.3', '198.51.100.7, 192.0.2.1', '198.51.100.7'],
    ['what the asker wrote before', '10.1.2.3', '8.8.8.8, 198.51.100.7', '198.51.100.7'],
    ['an asker who names a proxy', '10.1.2.3', '10.9.9.9, 198.51.100.7', '198.51.100.7'],
    ['a proxy that names nobody', '10.1.2.3', undefined, '10.1.2.3'],
    ['nothing that can be read', '10.1.2.3', 'unknown, <script>', '10.1.2.3'],
    ['only proxies', '10.1.2.3', '10.0.0.9, 10.0.0.8', '10.0.0.9'],
    ['somebody else who forwards', '203.0.113.5', '198.51.100.7', '203.0.113.5'],
    ['the next address after a network', '192.0.2.2', '198.51.100.7', '192.0.2.2'],
  ])('%s', (_what, remote, forwarded, address) => {
    expect(from(remote, forwarded)).toBe(address);
  });

  test('whatever anybody writes counts for nothing where no proxy is trusted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (forwarded) => {
        expect(from('203.0.113.5', forwarded, [])).toBe('203.0.113.5');
      }),
    );
  });

  test('what the asker writes never changes what the last proxy saw', () => {
    const word = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
    fc.assert(
      fc.property(fc.array(word), (written) => {
        expect(from('10.1.2.3', [...written, '198.51.100.7'].join(', '))).toBe('198.51.100.7');
      }),
    );
  });
});
