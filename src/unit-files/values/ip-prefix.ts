import { ipFamily } from './ip-address.ts';
import { list, unknown } from './lists.ts';
import { parseUint8 } from './numbers.ts';
import type { ValueParsers } from './value.ts';

const NAMED_PREFIXES = ['any', 'localhost', 'link-local', 'multicast'];

/** `10.0.0.0/8`, `::1`, `localhost`. */
export function isAddressPrefix(text: string): boolean {
  if (NAMED_PREFIXES.includes(text) || isLocalhost(text)) return true;
  const slash = text.indexOf('/');
  const family = ipFamily(slash < 0 ? text : text.slice(0, slash));
  if (family === undefined) return false;
  const length = slash < 0 ? 0 : parseUint8(text.slice(slash + 1));
  return typeof length === 'number' && length <= (family === 4 ? 32 : 128);
}

/** Names that always mean this host. */
function isLocalhost(name: string): boolean {
  return /^(?:localhost|localhost\.localdomain)\.?$|\.(?:localhost|localhost\.localdomain)\.?$/i.test(
    name,
  );
}

const addressPrefixes = list(
  (setting, word, part) => {
    if (!isAddressPrefix(word)) {
      unknown(
        setting,
        'bad-address-prefix',
        'an IP address or prefix such as 10.0.0.0/8',
        word,
        part,
      );
    }
  },
  {},
  false,
);

export const ipPrefixParsers: ValueParsers = { in_addr_prefixes: addressPrefixes };
