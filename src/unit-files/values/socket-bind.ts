import type { SystemdVersion } from '../directives/directives.ts';
import { parseInt32, parseRange } from './numbers.ts';
import { unbalanced } from './paths.ts';
import { notA, quoted } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** `ipv4:tcp:80-90` and parts of it (systemd.resource-control(5), SocketBindAllow=). */
export function isSocketBindItem(text: string, version: SystemdVersion): boolean {
  const tokens = colonWords(text);
  if (!tokens) return false;
  const steps: readonly ((token: string) => boolean)[] = [
    (token) => token === 'ipv4' || token === 'ipv6',
    (token) => /^(?:tcp|udp)$/i.test(token),
    (token) => token === 'any' || isPorts(token, version),
  ];
  let stage = 0;
  for (const token of tokens) {
    const step = steps.slice(stage).findIndex((accepts) => token !== '' && accepts(token));
    if (step < 0) return false;
    stage += step + 1;
  }
  return true;
}

/** Words between colons, empty ones included; undefined when they can't be read. */
function colonWords(text: string): string[] | undefined {
  const reader = new WordReader(text);
  const words: string[] = [];
  for (;;) {
    const word = reader.next({ separators: ':', keepEmpty: true });
    if (word === 'bad') return undefined;
    if (word === 'end') return words;
    words.push(word.text);
  }
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
  const reader = new WordReader(setting.value);
  for (;;) {
    const word = reader.next({ unquote: true, keepEscapes: true });
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    if (!isNftSet(word.text)) {
      const message = `${quoted(word.text)} is not of the form cgroup:inet:TABLE:SET.`;
      setting.warn({ id: 'bad-nft-set', message, part: word });
      return;
    }
  }
};

function isNftSet(text: string): boolean {
  const reader = new WordReader(text);
  const words = [0, 1, 2, 3].map(() => reader.next({ separators: ':', unescape: true }));
  const [source = '', family = '', table = '', set = ''] = words.map((word) =>
    typeof word === 'string' ? '' : word.text,
  );
  const identifier = /^[A-Za-z][A-Za-z0-9/\\_.]{0,30}$/;
  return (
    NFT_SOURCES.includes(source) &&
    NFT_FAMILIES.includes(family) &&
    identifier.test(table) &&
    identifier.test(set) &&
    reader.rest === ''
  );
}

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
