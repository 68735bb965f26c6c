import type { Assignment } from '../../parser/document.ts';
import type { UnitView } from './unit-view.ts';

/** A valid address of a `Listen…=` setting, roughly taken apart. */
export interface Listener {
  readonly setting: Assignment;
  readonly kind: 'ip' | 'path' | 'abstract' | 'other';
  /** Host as written: `127.0.0.1`, `::1`; empty for a bare port. Only with `ip`. */
  readonly host: string;
  /** Only with `ip`. */
  readonly port: number;
  /** Carries connections. */
  readonly connects: boolean;
}

const NOT_IP = new Set([
  'ListenFIFO',
  'ListenSpecial',
  'ListenNetlink',
  'ListenMessageQueue',
  'ListenUSBFunction',
]);

/** What a socket listens on: an empty `Listen…=` forgets all above it, of every kind. */
export function listenersOf(socket: UnitView): readonly Listener[] {
  const all = socket.all('Socket').filter(({ key }) => key.startsWith('Listen'));
  return all.slice(all.findLastIndex(({ value }) => value === '') + 1).map(readListener);
}

function readListener(setting: Assignment): Listener {
  const { key, value } = setting;
  const connects = key === 'ListenStream' || key === 'ListenSequentialPacket';
  const other = { setting, host: '', port: 0, connects };
  if (value.startsWith('/')) return { ...other, kind: 'path' };
  if (NOT_IP.has(key)) return { ...other, kind: 'other' };
  if (value.startsWith('@')) return { ...other, kind: 'abstract' };
  const match = /^(?:([0-9.]+):|\[([^\]]+)\]:)?(\d+)(?:%\S+)?$/.exec(value);
  if (!match) return { ...other, kind: 'other' };
  return {
    setting,
    kind: 'ip',
    host: match[1] ?? match[2] ?? '',
    port: Number(match[3]),
    connects,
  };
}

/** Every address of the machine, and so everyone who can reach it. */
export function isWildcard({ kind, host }: Listener): boolean {
  return kind === 'ip' && (host === '' || host === '0.0.0.0' || /^[0:]*$/.test(host));
}

/** Only this machine can connect. */
export function isLocal({ kind, host }: Listener): boolean {
  return kind !== 'ip' || host.startsWith('127.') || host === '::1';
}
