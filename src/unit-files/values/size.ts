import { type NumberFault, parsePermyriad, parseUint64, readInteger } from './numbers.ts';
import { notA, quoted } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';

const SUFFIXES = ['E', 'P', 'T', 'G', 'M', 'K', 'B', ''] as const;
const MAX = 0xffffffffffffffffn;

/** A size such as `512`, `64K`, `1.5G`, `1G 512M`; suffixes count in thousands or in 1024s. */
export function parseSize(text: string, base: 1000 | 1024): bigint | NumberFault {
  let total = 0n;
  let at = 0;
  let first = 0;
  do {
    at = skipBlank(text, at);
    const number = readInteger(text.slice(at, at + 4096), 10);
    if (!number) return 'invalid';
    if (number.value > MAX || text[at] === '-') return 'range';
    let end = at + number.length;
    let fraction = '';
    if (text[end] === '.') {
      end += 1;
      fraction = /^[0-9]*/.exec(text.slice(end, end + 4096))?.[0] ?? '';
      if (BigInt(fraction.slice(0, 40) || 0) > MAX) return 'range';
      end += fraction.length;
    }
    end = skipBlank(text, end);
    const index = SUFFIXES.findIndex((suffix, i) => i >= first && text.startsWith(suffix, end));
    const suffix = SUFFIXES[index];
    if (suffix === undefined) return 'invalid';
    const size = index < 6 ? BigInt(base) ** BigInt(6 - index) : 1n;
    const part = Number(`0.${fraction}0`);
    if (number.value + (part > 0 ? 1n : 0n) > MAX / size) return 'range';
    total += number.value * size + BigInt(Math.floor(part * Number(size)));
    if (total > MAX) return 'range';
    first = index + 1;
    at = end + suffix.length;
  } while (at < text.length);
  return total;
}

function skipBlank(text: string, at: number): number {
  let next = at;
  while (next < text.length && ' \t\n\r'.includes(text.charAt(next))) next += 1;
  return next;
}

const A_SIZE = 'a size such as 64K, 1.5G or 4096';

/** Reads a size or complains. */
export function size(setting: Setting, text: string, base: 1000 | 1024): bigint | undefined {
  const value = parseSize(text, base);
  if (typeof value === 'bigint') return value;
  setting.warn(sizeFault(text, value));
  return undefined;
}

function sizeFault(text: string, fault: NumberFault) {
  return fault === 'range'
    ? { id: 'out-of-range', message: `${quoted(text)} is out of range.` }
    : notA('bad-size', A_SIZE, text);
}

const iecSize: ValueParser = (setting) => {
  size(setting, setting.value, 1024);
};

/** Limits that may be 0; systemd 257 misspells DefaultStartupMemoryLow= in its own list. */
const MAY_BE_ZERO =
  /^(?:(?:Startup)?Memory(?:Low|ZSwapMax|SwapMax)|MemoryMin|DefaultMemory(?:Low|Min))$/;

const memoryLimit: ValueParser = (setting) => {
  const { key, value } = setting;
  if (value !== '' && value !== 'infinity') {
    const share = parsePermyriad(value);
    const bytes =
      typeof share === 'number' && share <= 10000 ? BigInt(share) : parseSize(value, 1024);
    if (typeof bytes === 'string') {
      setting.warn(notA('bad-size', `${A_SIZE}, a percentage or infinity`, value));
      return;
    }
    if (bytes >= MAX || (bytes === 0n && !MAY_BE_ZERO.test(key))) {
      setting.warn({ id: 'out-of-range', message: `${quoted(value)} is out of range.` });
      return;
    }
  }
  if (key === 'MemoryLimit') {
    setting.warn({
      id: 'deprecated-directive',
      message: 'MemoryLimit= is deprecated.',
      detail: 'Write MemoryMax= instead.',
    });
  }
};

const tasksMax: ValueParser = (setting) => {
  const { value } = setting;
  if (value === '' || value === 'infinity') return;
  const share = parsePermyriad(value);
  if (typeof share === 'number' && share <= 10000) return;
  const count = parseUint64(value);
  if (count === 'invalid') {
    setting.warn(notA('bad-number', 'a number of tasks, a percentage or infinity', value));
  } else if (count === 'range' || count === 0n || count === MAX) {
    setting.warn({ id: 'out-of-range', message: `${quoted(value)} is out of range.` });
  }
};

export const sizeParsers: ValueParsers = {
  iec_size: iecSize,
  memory_limit: memoryLimit,
  tasks_max: tasksMax,
};
