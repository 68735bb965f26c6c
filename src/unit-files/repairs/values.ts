import type { Directive } from '../directives/directives.ts';
import { describe } from '../documentation/describe.ts';
import { KNOWN_UNITS } from '../documentation/known-units.ts';
import { VALUE_TYPES } from '../documentation/value-types.ts';
import type { Assignment } from '../parser/document.ts';
import type { SpanFix } from '../rules/advice/advice.ts';
import { commentIn, moveComment } from '../rules/advice/inline-comment.ts';
import { closest } from '../spelling.ts';
import { addressFamilies, systemCallGroups, systemCalls } from '../values/lists.ts';
import { SIGNALS } from '../values/signals.ts';
import { TIME_UNITS } from '../values/time-span.ts';
import { addressSpellings } from './addresses.ts';
import { type Fault, type Repair, settingOf, takes } from './fault.ts';

/** More would be a list to choose from, not a repair. */
const MOST = 3;

/** Nobody mistypes a value longer than this by a letter. */
const LONGEST = 400;

/** A value systemd refuses: what it was likely meant to be, as far as systemd takes that. */
export const correctValue: Repair = function* (fault) {
  const found = settingOf(fault);
  if (!found) return;
  const { setting } = found;
  if (setting.value.length > LONGEST) return;
  const comment = commentIn(setting);
  if (comment !== undefined) {
    const kept = setting.value.slice(0, comment).trimEnd();
    const fix = moveComment(fault.document.text, setting, comment);
    if (fix && takes(fault, setting, kept)) yield fix;
    return;
  }
  const change = (value: string): SpanFix => ({
    title: `Change to ${shortened(value)}`,
    edits: [{ span: setting.valueSpan, text: value }],
  });
  const tried = new Set<string>([setting.value, '']);
  for (const value of spellings(fault, setting, found.directive)) {
    if (tried.has(value)) continue;
    tried.add(value);
    if (!takes(fault, setting, value)) continue;
    yield change(value);
    return;
  }
  // Nothing is close: with two or three to choose from, the learner can.
  const choices = choicesOf(fault, found.directive);
  if (choices.length > MOST) return;
  for (const value of choices) if (takes(fault, setting, value)) yield change(value);
};

function shortened(value: string): string {
  return value.length > 50 ? `${value.slice(0, 49)}…` : value;
}

function* spellings(fault: Fault, { value }: Assignment, directive: Directive): Iterable<string> {
  const { type } = directive;
  const plain = value
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/[;,]$/, '')
    .trim();
  yield plain;
  if (type === 'socket_listen') yield* addressSpellings(plain);
  if (fault.finding.id === 'bad-specifier') yield value.replace(/%(?!%)/g, '%%');
  if (VALUE_TYPES[type]?.repeats) yield plain.replaceAll(/,\s*/g, ' ');
  yield* words(fault, directive, plain);
  if (/^(?:sec|nsec|service_timeout|job_)/.test(type)) yield* times(plain);
  if (/size|memory_limit|rlimit|tasks_max/.test(type)) yield* sizes(plain);
  if (type === 'mode') yield plain.replace(/^0?o/i, '0');
  if (type === 'cpu_quota') yield `${plain.replace(/%+$/, '')}%`;
  if (type === 'documentation') yield plain.replaceAll(/(^|\s)(?=www\.)/g, '$1https://');
  if (type !== 'socket_listen') yield plain.replaceAll(RELATIVE, '$1/$2');
  yield plain.replaceAll(/(^|\s)\/var\/run\//g, '$1/run/');
  yield* unitNames(fault, type, plain);
}

/** A path that lacks the slash at its beginning; commands may have prefixes before it. */
const RELATIVE =
  /(^[-@:+!|]*|\s)((?:bin|dev|etc|home|lib|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/|$))/g;

/** Names of units without their type. */
function* unitNames({ workspace }: Fault, type: string, value: string): Iterable<string> {
  const ending = UNIT_ENDINGS[type];
  if (ending !== undefined) {
    yield value.replaceAll(/(?<!\S)[\w:-]+(?!\S)/g, (name) => `${name}${ending}`);
    const suffix = value.slice(value.lastIndexOf('.'));
    if (closest(suffix, [ending]) === ending) yield value.slice(0, -suffix.length) + ending;
  }
  if (type !== 'unit_deps') return;
  const known = [...Object.keys(KNOWN_UNITS), ...workspace.companions.map(({ name }) => name)];
  yield value.replaceAll(/(?<!\S)[\w:@-]+(?!\S)/g, (name) => {
    return known.find((unit) => unit.slice(0, unit.lastIndexOf('.')) === name) ?? name;
  });
}

const UNIT_ENDINGS: Readonly<Record<string, string>> = {
  socket_service: '.service',
  service_sockets: '.socket',
  unit_slice: '.slice',
};

/** The words a directive takes, where it takes nothing else. */
function choicesOf({ version }: Fault, directive: Directive): readonly string[] {
  return [...describe(directive, version).words.keys()];
}

/** One word at a time, by case and by spelling. */
function* words(fault: Fault, directive: Directive, value: string): Iterable<string> {
  const { type } = directive;
  const choices = choicesOf(fault, directive);
  const known = [...choices, ...listWords(type, fault.version)];
  if (known.length === 0) return;
  yield value.replaceAll(/(?<![^\s~,])[^\s~,]+/g, (word) =>
    known.includes(word) ? word : (nearest(word, type, known) ?? word),
  );
}

function nearest(word: string, type: string, known: readonly string[]): string | undefined {
  const meant = MEANT_WORDS[word.toLowerCase()];
  if (meant !== undefined && known.includes(meant)) return meant;
  const boolean = known.includes('no') ? closest(word, BOOLEANS) : undefined;
  return closest(prefixed(word, type), known) ?? boolean;
}

const BOOLEANS = ['yes', 'no', 'true', 'false'];

const MEANT_WORDS: Readonly<Record<string, string>> = {
  enable: 'yes',
  enabled: 'yes',
  disable: 'no',
  disabled: 'no',
  never: 'no',
  none: 'no',
  off: 'no',
  cgroup: 'control-group',
  console: 'journal+console',
};

function prefixed(word: string, type: string): string {
  if (type === 'address_families') return `AF_${word.replace(/^AF_/i, '')}`;
  return word;
}

function listWords(type: string, version: Fault['version']): readonly string[] {
  switch (type) {
    case 'address_families':
      return [...addressFamilies(version)];
    case 'syscall_filter':
    case 'syscall_log':
      return [...systemCalls(version), ...[...systemCallGroups(version)].map((name) => `@${name}`)];
    case 'signal':
      return SIGNALS.flatMap((name) => [`SIG${name}`, name]);
    default:
      return [];
  }
}

/** `2 secz` → `2 sec`, `5 Min` → `5 min`. */
function* times(value: string): Iterable<string> {
  yield value.replace(ENDLESS, 'infinity');
  const joined = value
    .replace(/,/g, ' ')
    .replaceAll(/([0-9])\s*([A-Za-z]+)/g, (all, digit, unit) => {
      if (TIME_UNITS.includes(unit)) return all;
      const meant = MEANT_TIMES[unit.toLowerCase()] ?? closest(unit, TIME_UNITS, 1);
      return meant ? all.replace(unit, meant) : `${digit}${unit}`;
    });
  yield joined;
}

const ENDLESS = /^(?:infinity|never|none|off|max|unlimited|forever|inf)$/i;

const MEANT_TIMES: Readonly<Record<string, string>> = {
  secs: 'seconds',
  secz: 'sec',
  mins: 'min',
  hrs: 'hours',
  sek: 's',
  second: 'second',
  milliseconds: 'ms',
  millisecond: 'ms',
  microseconds: 'us',
};

/** `64MB` → `64M`, `64 mb` → `64M`, `64MiB` → `64M`. */
function* sizes(value: string): Iterable<string> {
  yield value.replace(ENDLESS, 'infinity');
  yield value.replace(/^([0-9.]+)\s*([kmgt])(?:i?b)?$/i, (_all, number, unit) => {
    return `${number}${unit.toUpperCase()}`;
  });
}
