import { readInteger } from './numbers.ts';
import { notA } from './say.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** Units of time in microseconds, in the order they are tried (systemd.time(7)). */
const UNITS: readonly (readonly [names: readonly string[], microseconds: bigint])[] = [
  [['seconds', 'second', 'sec', 's'], SECOND],
  [['minutes', 'minute', 'min'], MINUTE],
  [['months', 'month', 'M'], 2_629_800n * SECOND],
  [['msec', 'ms'], 1000n],
  [['m'], MINUTE],
  [['hours', 'hour', 'hr', 'h'], HOUR],
  [['days', 'day', 'd'], DAY],
  [['weeks', 'week', 'w'], 7n * DAY],
  [['years', 'year', 'y'], 31_557_600n * SECOND],
  [['usec', 'us', 'μs', 'µs'], 1n],
];

const NAMES = UNITS.flatMap(([names, size]) => names.map((name) => ({ name, size })));

/** Names of units a learner may write, for completion. */
export const TIME_UNITS: readonly string[] = NAMES.map(({ name }) => name);

const INFINITY = 0xffffffffffffffffn;

/** The time that is longer than all others. */
export const FOREVER = INFINITY;

interface Scale {
  /** Ticks a microsecond. */
  readonly ticks: bigint;
  /** Ticks of a bare number. */
  readonly bare: bigint;
}

const MICROSECONDS: Scale = { ticks: 1n, bare: SECOND };
const NANOSECONDS: Scale = { ticks: 1000n, bare: 1n };

/** A time span in microseconds, `FOREVER` for infinity; undefined when it is none. */
export function parseTimeSpan(text: string, bare: bigint = SECOND): bigint | undefined {
  return parseSpan(text, { ...MICROSECONDS, bare });
}

function parseSpan(text: string, scale: Scale): bigint | undefined {
  const trimmed = text.replace(/^[ \t\n\r]+/, '');
  if (trimmed.startsWith('infinity')) {
    return /^infinity[ \t\n\r]*$/.test(trimmed) ? INFINITY : undefined;
  }
  let total = 0n;
  let at = skipBlank(text, 0);
  if (at === text.length) return undefined;
  while (at < text.length) {
    const term = readTerm(text, at, scale);
    if (!term || term.size >= INFINITY - total) return undefined;
    total += term.size;
    at = skipBlank(text, term.end);
  }
  return total;
}

/** One number with its unit: `5`, `1.5 h`, `.5s`. */
function readTerm(
  text: string,
  at: number,
  { ticks, bare }: Scale,
): { readonly size: bigint; readonly end: number } | undefined {
  if (text[at] === '-') return undefined;
  const number = readInteger(text.slice(at, at + 4096), 10);
  const whole = number?.value ?? 0n;
  const wholeEnd = at + (number?.length ?? 0);
  const dotted = text[wholeEnd] === '.';
  if (!number && !dotted) return undefined;
  if (whole < 0n || whole > 0x7fffffffffffffffn) return undefined;
  const fraction = dotted ? digitsAt(text, wholeEnd + 1) : '';
  const numberEnd = dotted ? wholeEnd + 1 + fraction.length : wholeEnd;
  const unitStart = skipBlank(text, numberEnd);
  const unit = NAMES.find(({ name }) => text.startsWith(name, unitStart));
  const nano = ticks > 1n ? nanosecondsAt(text, unitStart) : undefined;
  const end = unit ? unitStart + unit.name.length : (nano ?? unitStart);
  // `12.34.56` is refused, `12.34 .56` is not.
  if (end === numberEnd && end < text.length) return undefined;
  const multiplier = unit ? unit.size * ticks : bare;
  if (whole >= INFINITY / multiplier) return undefined;
  let size = whole * multiplier;
  if (dotted) {
    if (fraction === '') return undefined;
    let place = multiplier / 10n;
    for (const digit of fraction.slice(0, 24)) {
      size += BigInt(digit) * place;
      place /= 10n;
    }
  }
  return { size, end };
}

/** Behind `nsec` or `ns`. */
function nanosecondsAt(text: string, at: number): number | undefined {
  const name = ['nsec', 'ns'].find((unit) => text.startsWith(unit, at));
  return name ? at + name.length : undefined;
}

function digitsAt(text: string, at: number): string {
  const pattern = /[0-9]*/y;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function skipBlank(text: string, at: number): number {
  let next = at;
  while (next < text.length && ' \t\n\r'.includes(text.charAt(next))) next += 1;
  return next;
}

/** Reads a time span or complains. */
export function timeSpan(setting: Setting, text = setting.value): bigint | undefined {
  const span = parseTimeSpan(text);
  if (span === undefined) {
    setting.warn(notA('bad-time-span', 'a time span such as 5s, 1min 30s or infinity', text));
  }
  return span;
}

const span: ValueParser = (setting) => {
  const value = timeSpan(setting);
  if (value !== undefined) setting.unit.settings.times.set(setting.key, value);
};

/** 0 turns a timeout off. */
const spanOrNever: ValueParser = (setting) => {
  const value = timeSpan(setting);
  if (value !== undefined)
    setting.unit.settings.times.set(setting.key, value === 0n ? FOREVER : value);
};

const spanOrDefault: ValueParser = (setting) => {
  if (setting.value !== '') span(setting);
  else setting.unit.settings.times.delete(setting.key);
};

const nanoseconds: ValueParser = (setting) => {
  if (parseSpan(setting.value, NANOSECONDS) === undefined) {
    setting.warn(
      notA('bad-time-span', 'a time span such as 50us or 5000 (nanoseconds)', setting.value),
    );
  }
};

/** OnBootSec= and its kin of a timer; calendar expressions are taken as they are. */
const timer: ValueParser = (setting) => {
  const triggers = setting.unit.settings.lists.get('triggers') ?? [];
  setting.unit.settings.lists.set('triggers', triggers);
  if (setting.value === '') triggers.length = 0;
  else if (setting.argument === 'TIMER_CALENDAR' || timeSpan(setting) !== undefined) {
    triggers.push(setting.value);
  }
};

export const timeSpanParsers: ValueParsers = {
  sec: span,
  sec_fix_0: spanOrNever,
  sec_def_infinity: spanOrDefault,
  nsec: nanoseconds,
  service_timeout: spanOrNever,
  service_timeout_abort: spanOrDefault,
  timer,
  job_timeout_sec: spanOrNever,
  job_running_timeout_sec: spanOrNever,
};
