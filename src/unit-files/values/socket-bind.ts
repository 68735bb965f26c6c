import type { SystemdVersion } from '../directives/directives.ts';
import { parseInt32, parseRange } from './numbers.ts';
import { notA, quoted } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';

/** `ipv4:tcp:80-90` and parts of it (systemd.resource-control(5), SocketBindAllow=). */
export function isSocketBindItem(text: string, version: SystemdVersion): boolean {
  const tokens = text.split(':');
  let stage = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === '') return false;
    const steps = [
      () => token === 'ipv4' || token === 'ipv6',
      () => /^(?:tcp|udp)$/i.test(token),
      () => token === 'any' || isPorts(token, version),
    ].slice(stage);
    const step = steps.findIndex((accepts) => accepts());
    if (step < 0) return false;
    stage += step + 1;
    if (stage === 3 && index < tokens.length - 1) return false;
  }
  return true;
}

function isPorts(text: string, version: SystemdVersion): boolean {
  const range = parseRange(text);
  if (typeof range === 'string') return false;
  const [low, high] = range;
  return low <= high && high <= 65535 && (low > 0 || version >= 253);
}

const socketBind: ValueParser = (setting) => {
  if (setting.value !== '' && !isSocketBindItem(setting.value, setting.version)) {
    setting.warn(
      notA('bad-socket-bind', 'of the form ipv4:tcp:80, with any part left out', setting.value),
    );
  }
};

/** Sources of NFTSet=, and the families of its tables. */
const NFT_SOURCES = ['cgroup', 'user', 'group'];
const NFT_FAMILIES = ['arp', 'bridge', 'inet', 'ip', 'ip6', 'netdev'];

const nftSet: ValueParser = (setting) => {
  for (const word of setting.value.split(/[ \t\n\r]+/)) {
    if (word === '') continue;
    const [source = '', family = '', table = '', set = '', ...rest] = word
      .split(':')
      .filter((part) => part !== '');
    const identifier = /^[A-Za-z][A-Za-z0-9/\\_.]{0,30}$/;
    const valid =
      NFT_SOURCES.includes(source) &&
      NFT_FAMILIES.includes(family) &&
      identifier.test(table) &&
      identifier.test(set) &&
      rest.length === 0;
    if (!valid) {
      setting.warn({
        id: 'bad-nft-set',
        message: `${quoted(word)} is not of the form cgroup:inet:TABLE:SET.`,
      });
      return;
    }
  }
};

/** Protocols of SocketProtocol= by name and number. */
const PROTOCOLS: Readonly<Record<string, readonly [number: number, since: number]>> = {
  udplite: [136, 0],
  sctp: [132, 0],
  mptcp: [262, 257],
};

const socketProtocol: ValueParser = (setting) => {
  const { value, version } = setting;
  const named = PROTOCOLS[value.toLowerCase()];
  const number = parseInt32(value);
  const known = named ?? Object.values(PROTOCOLS).find(([one]) => one === number);
  if (!known || known[1] > version) {
    setting.warn(notA('bad-choice', 'one of udplite, sctp and mptcp', value));
  }
};

export const socketBindParsers: ValueParsers = {
  cgroup_socket_bind: socketBind,
  cgroup_nft_set: nftSet,
  socket_protocol: socketProtocol,
};
