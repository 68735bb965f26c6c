import type { SystemdVersion } from '../directives/directives.ts';
import { byteLength } from '../parser/text.ts';
import { isIpv4, isIpv6 } from './ip-address.ts';
import { parseInt32, parsePort, parseUint32 } from './numbers.ts';

/** Where a socket listens (systemd.socket(5), ListenStream=). */
export type SocketAddress =
  | { readonly family: 'unix'; readonly path: string }
  | { readonly family: 'abstract'; readonly name: string }
  | { readonly family: 'ipv4' | 'ipv6'; readonly host: string; readonly port: number }
  | { readonly family: 'any'; readonly port: number }
  | { readonly family: 'vsock'; readonly cid: string; readonly port: number }
  | { readonly family: 'netlink'; readonly name: string };

/** Why text is no socket address. */
export type AddressFault =
  | 'path-too-long'
  | 'path-too-short'
  | 'port'
  | 'host'
  | 'host-name'
  | 'missing-port'
  | 'vsock'
  | 'interface'
  | 'address';

/** Bytes of a socket path; the kernel's structure holds one more, for the NUL at its end. */
export const SOCKET_PATH_MAX = 107;

export function parseSocketAddress(
  text: string,
  version: SystemdVersion,
): SocketAddress | AddressFault {
  if (text.startsWith('/') || text.startsWith('@')) return parseUnix(text);
  if (/^vsock(?:-dgram|-seqpacket|-stream)?:/.test(text)) return parseVsock(text, version);
  const port = parsePort(text);
  if (typeof port === 'number') return { family: 'any', port };
  return port === 'range' || /^[0-9]+$/.test(text) ? 'port' : parseIp(text);
}

function parseUnix(text: string): SocketAddress | AddressFault {
  if (text.length < 2) return 'path-too-short';
  if (byteLength(text) > SOCKET_PATH_MAX) return 'path-too-long';
  return text.startsWith('/')
    ? { family: 'unix', path: text }
    : { family: 'abstract', name: text.slice(1) };
}

function parseVsock(text: string, version: SystemdVersion): SocketAddress | AddressFault {
  if (version < 253 && !text.startsWith('vsock:')) return parseIp(text);
  const rest = text.slice(text.indexOf(':') + 1);
  const colon = rest.indexOf(':');
  if (colon < 0) return 'vsock';
  const cid = rest.slice(0, colon);
  const port = parseUint32(rest.slice(colon + 1));
  if (typeof port === 'string' || (version >= 253 && port === 0xffffffff)) return 'vsock';
  const named = version >= 253 && ['hypervisor', 'local', 'host'].includes(cid);
  if (cid !== '' && !named && typeof parseUint32(cid) === 'string') return 'vsock';
  return { family: 'vsock', cid, port };
}

/** `127.0.0.1:80`, `[::1]:80`, `[fe80::1]:80%eth0`. */
function parseIp(text: string): SocketAddress | AddressFault {
  if (text.includes('#')) return 'address';
  const percent = text.indexOf('%');
  if (percent >= 0 && !isScope(text.slice(percent + 1))) return 'interface';
  const address = percent < 0 ? text : text.slice(0, percent);
  const colon = address.lastIndexOf(':');
  if (colon < 0) return isIpv4(address) ? 'missing-port' : 'address';
  const portText = address.slice(colon + 1);
  const port = parsePort(portText);
  if (address.startsWith('[')) {
    if (address[colon - 1] !== ']') return 'missing-port';
    if (typeof port === 'string') return 'port';
    const host = address.slice(1, colon - 1);
    return isIpv6(host) ? { family: 'ipv6', host, port } : 'host';
  }
  if (isIpv6(address)) return 'missing-port';
  const host = address.slice(0, colon);
  if (!isIpv4(host)) return /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/.test(host) ? 'host-name' : 'host';
  return typeof port === 'string' ? 'port' : { family: 'ipv4', host, port };
}

/** An interface by number, or the one every machine has; others are looked up when the unit loads. */
function isScope(name: string): boolean {
  const index = parseInt32(name);
  return name === 'lo' || (typeof index === 'number' && index > 0);
}
