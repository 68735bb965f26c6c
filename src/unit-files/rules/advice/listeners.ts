import type { Assignment } from '../../parser/document.ts';
import { parseSocketAddress } from '../../values/socket-address.ts';
import type { UnitView } from './unit-view.ts';

/** What a `Listen…=` setting asks for, if systemd takes it. */
export interface Listener {
  readonly setting: Assignment;
  readonly kind: 'ip' | 'path' | 'abstract' | 'other';
  /** `127.0.0.1`, `::1`; empty for a bare port. Only with `ip`. */
  readonly host: string;
  /** Only with `ip`. */
  readonly port: number;
  /** Carries connections. */
  readonly connects: boolean;
}

const SOCKETS = new Set(['ListenStream', 'ListenDatagram', 'ListenSequentialPacket']);

/** What a socket listens on: an empty `Listen…=` forgets all above it, of every kind. */
export function listenersOf(socket: UnitView): readonly Listener[] {
  const all = socket.all('Socket').filter(({ key }) => key.startsWith('Listen'));
  return all
    .slice(all.findLastIndex(({ value }) => value === '') + 1)
    .flatMap((setting) => readListener(setting) ?? []);
}

function readListener(setting: Assignment): Listener | undefined {
  const { key, value } = setting;
  const connects = key === 'ListenStream' || key === 'ListenSequentialPacket';
  const plain = { setting, host: '', port: 0, connects };
  if (value.startsWith('/')) return { ...plain, kind: 'path' };
  if (!SOCKETS.has(key)) return { ...plain, kind: 'other' };
  // What a doubled percent sign stands for does not matter here.
  const address = parseSocketAddress(value.replaceAll('%%', '%'), 257);
  if (typeof address === 'string')
    return value.includes('%') ? { ...plain, kind: 'other' } : undefined;
  switch (address.family) {
    case 'any':
      return { ...plain, kind: 'ip', port: address.port };
    case 'ipv4':
    case 'ipv6':
      return { ...plain, kind: 'ip', host: address.host, port: address.port };
    case 'abstract':
      return { ...plain, kind: 'abstract' };
    default:
      return { ...plain, kind: 'other' };
  }
}

/** Every address of the machine, and so everyone who can reach it. */
export function isWildcard({ kind, host }: Listener): boolean {
  return kind === 'ip' && (host === '' || host === '0.0.0.0' || /^[0:]*$/.test(host));
}

/** Only this machine can connect. */
export function isLocal({ kind, host }: Listener): boolean {
  return kind !== 'ip' || host.startsWith('127.') || host === '::1';
}
