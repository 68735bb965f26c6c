import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Where a request comes from, for limits by address. One subscriber of an IPv6 provider has a /64
 * to choose addresses from: it counts as one.
 */
export const addressOf = ({ socket }: IncomingMessage): string =>
  groupOf(socket.remoteAddress ?? '');

export function groupOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
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
