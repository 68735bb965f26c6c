import { parseInteger, parseUint64 } from './numbers.ts';
import { notA, quoted } from './say.ts';
import { parseSize } from './size.ts';
import { FOREVER, parseTimeSpan } from './time-span.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

const INFINITE = 0xffffffffffffffffn;

/** How a resource limit is written (systemd.exec(5), Limit…=). */
type Kind = 'number' | 'size' | 'seconds' | 'microseconds' | 'nice';

const SIZES = ['FSIZE', 'DATA', 'STACK', 'CORE', 'RSS', 'AS', 'MEMLOCK', 'MSGQUEUE'];

function kindOf(resource: string): Kind {
  if (resource === 'CPU') return 'seconds';
  if (resource === 'RTTIME') return 'microseconds';
  if (resource === 'NICE') return 'nice';
  return SIZES.includes(resource) ? 'size' : 'number';
}

const EXAMPLES: Readonly<Record<Kind, string>> = {
  number: 'a whole number or infinity',
  size: 'a size such as 64M, or infinity',
  seconds: 'a time span, or infinity',
  microseconds: 'a time span, or infinity',
  nice: 'a nice level with its sign, or a raw number from 0 to 40',
};

function parseLimit(text: string, kind: Kind): bigint | undefined {
  if (kind === 'nice') return parseNice(text);
  if (text === 'infinity') return INFINITE;
  if (kind === 'seconds' || kind === 'microseconds') {
    const span = parseTimeSpan(text, kind === 'seconds' ? undefined : 1n);
    if (span === undefined || span === FOREVER) return span;
    return kind === 'seconds' ? (span + 999_999n) / 1_000_000n : span;
  }
  const value = kind === 'size' ? parseSize(text, 1024) : parseUint64(text);
  return typeof value === 'string' || value >= INFINITE ? undefined : value;
}

/** `+5` and `-5` are nice levels, a bare number is the kernel's own scale. */
function parseNice(text: string): bigint | undefined {
  const sign = text.startsWith('+') ? 1n : text.startsWith('-') ? -1n : 0n;
  const max = sign === 1n ? 19n : sign === -1n ? 20n : 40n;
  const value = parseInteger(sign === 0n ? text : text.slice(1), 0n, max);
  if (typeof value === 'string') return undefined;
  return sign === 0n ? value : 20n - sign * value;
}

const rlimit: ValueParser = (setting) => {
  const kind = kindOf(setting.argument.replace('RLIMIT_', ''));
  const reader = new WordReader(setting.value);
  const [soft, hard] = [reader.next(COLON), reader.next(COLON)];
  const low = typeof soft === 'string' ? undefined : parseLimit(soft.text, kind);
  const high = hard === 'end' ? low : hard === 'bad' ? undefined : parseLimit(hard.text, kind);
  if (low === undefined || high === undefined || reader.rest !== '') {
    const what = `${EXAMPLES[kind]}; two of them with a colon are the soft and the hard limit`;
    setting.warn(notA('bad-limit', what, setting.value));
  } else if (low > high) {
    setting.warn({
      id: 'soft-above-hard',
      message: `The soft limit in ${quoted(setting.value)} is above the hard one.`,
    });
  }
};

const COLON = { separators: ':', keepEmpty: true } as const;

export const limitParsers: ValueParsers = { rlimit };
