import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Where a request comes from, for limits by address. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * Believes `X-Forwarded-For` as far as the proxies named here have written it, from its end: what
 * stands before the last address that is none of them was written by whoever asks. Without
 * proxies, or from any other sender, the header counts for nothing.
 *
 * `proxies` are addresses and networks (`10.0.0.0/8`). Throws for what is neither.
 */
export function addressBehind(proxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const proxy of proxies) trust(trusted, proxy);
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? '');
    // Node joins headers that come more than once, in their order.
    const hops = String(headers['x-forwarded-for'] ?? '').split(',');
    while (isTrusted(address)) {
      const before = plain(hops.pop()?.trim() ?? '');
      if (isIP(before) === 0) break;
      address = before;
    }
    return groupOf(address);
  };
}

function trust(list: BlockList, proxy: string): void {
  const [address = '', prefix, ...more] = proxy.split('/');
  const type = isIPv6(address) ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined || !/^\d{1,3}$/.test(prefix) ? Number.NaN : Number(prefix);
  const known = isIP(address) !== 0 && more.length === 0;
  if (known && prefix === undefined) list.addAddress(address, type);
  else if (known && bits <= (type === 'ipv6' ? 128 : 32)) list.addSubnet(address, bits, type);
  else throw new Error(`${JSON.stringify(proxy)} is neither an address nor a network.`);
}

/** An IPv4 address as a socket that takes both writes it, without its wrapping. */
const plain = (address: string): string =>
  /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** One subscriber of an IPv6 provider has a /64 to choose addresses from: it counts as one. */ export function groupOf(
  mapped: string,
): string {
  const address = plain(mapped);
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const words = [...before, ...Array(zeros).fill('0'), ...after].map((word) =>
    Number.parseInt(word, 16).toString(16),
  );
  return `${words.slice(0, 4).join(':')}::/64`;
}
