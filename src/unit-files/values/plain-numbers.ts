import {
  type NumberFault,
  parseInt32,
  parseInt64,
  parseInteger,
  parseMode,
  parsePermyriad,
  parseUint8,
  parseUint32,
  parseUint64,
} from './numbers.ts';
import { notA, quoted } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { faultyWord } from './words.ts';

/** A number the parser takes, or a complaint. */
function number<N extends number | bigint>(
  parse: (text: string) => N | NumberFault,
  what: string,
  id = 'bad-number',
): (setting: Setting) => N | undefined {
  return (setting) => {
    const value = parse(setting.value);
    if (value === 'invalid') setting.warn(notA(id, what, setting.value));
    else if (value === 'range') setting.warn(outOfRange(setting.value, what));
    else {
      setting.unit.settings.numbers.set(setting.key, Number(value));
      return value as N;
    }
    return undefined;
  };
}

function outOfRange(text: string, what: string) {
  return {
    id: 'out-of-range',
    message: `${quoted(text)} is out of range.`,
    detail: `systemd ignores this setting. It takes ${what}.`,
  };
}

/** Empty means the default. */
function orEmpty(parse: ValueParser): ValueParser {
  return (setting) => {
    if (setting.value === '') setting.unit.settings.numbers.delete(setting.key);
    else parse(setting);
  };
}

/** Within bounds, or out of range. */
function within<N extends number | bigint>(
  parse: (text: string) => N | NumberFault,
  min: N,
  max: N,
): (text: string) => N | NumberFault {
  return (text) => {
    const value = parse(text);
    return typeof value !== 'string' && (value < min || value > max) ? 'range' : value;
  };
}

/** Weights of IOWeight= and CPUWeight=. */
export const parseWeight = within(parseUint64, 1n, 10000n);
export const parseBlockWeight = within(parseUint64, 10n, 1000n);

const cpuWeight: ValueParser = (setting) => {
  if (setting.value === 'idle') return;
  number(parseWeight, 'a weight from 1 to 10000, or idle')(setting);
};

const shares = orEmpty(number(within(parseUint64, 2n, 262144n), 'a number from 2 to 262144'));

const cpuShares: ValueParser = (setting) => {
  setting.warn({
    id: 'deprecated-directive',
    message: `${setting.key}= is deprecated.`,
    detail: 'Write CPUWeight= instead.',
  });
  shares(setting);
};

const cpuQuota: ValueParser = (setting) => {
  const share = parsePermyriad(setting.value);
  if (setting.value !== '' && !(typeof share === 'number' && share > 0)) {
    setting.warn(notA('bad-percentage', 'a percentage such as 50% or 200%', setting.value));
  }
};

const coredumpFilter: ValueParser = (setting) => {
  const mask = (text: string): boolean =>
    typeof parseInteger(text, 0n, 0xffffffffffffffffn, { base: 16 }) === 'bigint';
  const fault = faultyWord(setting.value, (word) => DUMPED.has(word) || mask(word));
  if (!fault) return;
  const what = 'a kind of memory mapping or a hexadecimal mask';
  setting.warn(notA('bad-coredump-filter', what, fault.text, fault));
};

const DUMPED: ReadonlySet<string> = new Set(
  (
    'default all private-anonymous shared-anonymous private-file-backed shared-file-backed ' +
    'elf-headers private-huge shared-huge private-dax shared-dax'
  ).split(' '),
);

export const numberParsers: ValueParsers = {
  int: number(parseInt32, 'a whole number'),
  long: number(parseInt64, 'a whole number'),
  unsigned: number(parseUint32, 'a whole number from 0 to 4294967295'),
  mode: number(parseMode, 'an octal mode such as 0660', 'bad-mode'),
  exit_status: orEmpty(number(parseUint8, 'an exit status from 0 to 255')),
  exec_nice: orEmpty(number(within(parseInt32, -20, 19), 'a nice level from -20 to 19')),
  exec_oom_score_adjust: orEmpty(
    number(within(parseInt32, -1000, 1000), 'a score from -1000 to 1000'),
  ),
  exec_io_priority: orEmpty(number(within(parseInt32, 0, 7), 'a priority from 0 to 7')),
  exec_cpu_sched_prio: number(within(parseInt32, 0, 99), 'a priority from 0 to 99'),
  tty_size: orEmpty(number(parseUint32, 'a whole number from 0 to 4294967295')),
  cg_weight: orEmpty(number(parseWeight, 'a weight from 1 to 10000')),
  cg_cpu_weight: orEmpty(cpuWeight),
  blockio_weight: orEmpty(number(parseBlockWeight, 'a weight from 10 to 1000')),
  cpu_shares: cpuShares,
  cpu_quota: cpuQuota,
  exec_coredump_filter: coredumpFilter,
};
