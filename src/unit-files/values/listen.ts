import { expanded } from './expanding.ts';
import { parseUint32 } from './numbers.ts';
import { checkedPath, movedFromVarRun } from './paths.ts';
import { quoted } from './say.ts';
import {
  type AddressFault,
  parseSocketAddress,
  SOCKET_PATH_MAX,
  type SocketAddress,
} from './socket-address.ts';
import { LONGEST } from './specifiers.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** What a Listen…= setting asks for. */
export interface Listener {
  /** For example `ListenStream`. */
  readonly key: string;
  /** Where, for sockets. */
  readonly address: SocketAddress | undefined;
  /** File system path of a socket, FIFO, queue or special file. */
  readonly path: string | undefined;
}

/** Netlink families by name (systemd.socket(5), ListenNetlink=). */
export const NETLINK_FAMILIES =
  'route firewall inet-diag nflog xfrm selinux iscsi audit fib-lookup connector netfilter ip6-fw dnrtmsg kobject-uevent generic scsitransport ecryptfs rdma'.split(
    ' ',
  );

const listen: ValueParser = (setting) => {
  const { listeners } = setting.unit.settings;
  if (setting.value === '') {
    listeners.length = 0;
    return;
  }
  const plain = expanded(setting, setting.value, { longest: LONGEST.path });
  if (plain === undefined) return;
  const listener =
    setting.argument === 'SOCKET_SOCKET'
      ? setting.key === 'ListenNetlink'
        ? netlink(setting, plain)
        : socket(setting, plain)
      : node(setting, plain);
  if (listener) listeners.push(listener);
};

/** A FIFO, message queue, special file or USB endpoint. */
function node(setting: Setting, text: string): Listener | undefined {
  const special = setting.argument === 'SOCKET_SPECIAL';
  const path = checkedPath(setting, text, special ? {} : { outsideKernel: 'all' });
  if (path === undefined) return undefined;
  const fifo = setting.argument === 'SOCKET_FIFO';
  return {
    key: setting.key,
    address: undefined,
    path: fifo ? movedFromVarRun(setting, path) : path,
  };
}

function socket(setting: Setting, text: string): Listener | undefined {
  const { key, version } = setting;
  const place = movedFromVarRun(setting, text);
  const address = parseSocketAddress(place, version);
  if (typeof address === 'string') {
    const [message, detail] = addressWords(address, place);
    setting.warn({ id: 'bad-listen-address', message, ...(detail ? { detail } : {}) });
    return undefined;
  }
  const local = address.family === 'unix' || address.family === 'abstract';
  if (key === 'ListenSequentialPacket' && !local) {
    setting.warn({
      id: 'unsupported-address-family',
      message: 'Sequential packets only work over Unix sockets.',
      detail: 'systemd ignores this setting. Give it a path, or use ListenStream=.',
    });
    return undefined;
  }
  return { key, address, path: address.family === 'unix' ? address.path : undefined };
}

function netlink(setting: Setting, text: string): Listener | undefined {
  const words = new WordReader(text);
  const family = words.next();
  const name = typeof family === 'string' ? '' : family.text;
  const known = NETLINK_FAMILIES.includes(name) || isFamilyNumber(name);
  if (!known || (words.rest !== '' && typeof parseUint32(words.rest) === 'string')) {
    setting.warn({
      id: 'bad-listen-address',
      message: `${quoted(text)} is not a netlink family with an optional group number.`,
    });
    return undefined;
  }
  return { key: setting.key, address: { family: 'netlink', name }, path: undefined };
}

function isFamilyNumber(text: string): boolean {
  const number = parseUint32(text);
  return typeof number === 'number' && number <= 0x7fffffff;
}

const FORMS =
  'systemd ignores this setting. Write a path, a port, an IPv4 address with a port, or an IPv6 address in brackets with a port.';

function addressWords(fault: AddressFault, text: string): readonly [string, string?] {
  switch (fault) {
    case 'path-too-long':
      return [
        `The path is longer than ${SOCKET_PATH_MAX} bytes.`,
        'systemd ignores this setting. A socket path has to fit into the kernel’s address structure.',
      ];
    case 'path-too-short':
      return [`${quoted(text)} names no socket.`];
    case 'port':
      return [
        `${quoted(text)} has no valid port.`,
        'systemd ignores this setting. Ports go from 1 to 65535.',
      ];
    case 'host-name':
      return [
        `${quoted(text)} names a host; systemd wants an address.`,
        'systemd ignores this setting. Write an IP address such as 127.0.0.1 before the port.',
      ];
    case 'missing-port':
      return [
        `${quoted(text)} is an address without a port.`,
        'systemd ignores this setting. Add a colon and a port; an IPv6 address goes in brackets.',
      ];
    case 'vsock':
      return [`${quoted(text)} is not a VSOCK address, vsock:CID:PORT.`];
    case 'interface':
      return [`${quoted(text)} ends in an interface that is not there.`];
    default:
      return [`${quoted(text)} is not an address to listen on.`, FORMS];
  }
}

export const listenParsers: ValueParsers = { socket_listen: listen };
