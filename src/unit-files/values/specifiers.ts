import type { SystemdVersion } from '../directives/directives.ts';
import { byteLength } from '../parser/text.ts';
import type { Unit } from '../rules/unit.ts';
import { unescapeUnitName, unitNameToPath } from './unit-name.ts';

/** How long an expanded text may be, in bytes. */
export const LONGEST = {
  line: 1024 * 1024,
  path: 4095,
  name: 256,
  fdName: 255,
  credential: 255,
  busName: 255,
  argument: 2 * 1024 * 1024,
} as const;

/** What came of a text with specifiers (systemd.unit(5), SPECIFIERS). */
export type Expansion =
  | { readonly text: string; readonly deprecated: readonly string[] }
  | { readonly fault: 'unknown' | 'unresolvable'; readonly specifier: string }
  | { readonly fault: 'too-long' };

type Resolve = (unit: Unit) => string | undefined;

/** Stands in for what only the machine knows. */
const MACHINE: Readonly<Record<string, string>> = {
  a: 'x86-64',
  A: '',
  b: '7265656e7465656e20637261796f6e73',
  B: '',
  H: 'machine',
  l: 'machine',
  q: 'machine',
  m: '0123456789abcdef0123456789abcdef',
  M: '',
  o: 'debian',
  v: '6.1.0',
  w: '12',
  W: '',
  g: 'root',
  G: '0',
  u: 'root',
  U: '0',
};

const NAMES: Readonly<Record<string, Resolve>> = {
  i: (unit) => unit.name.instance,
  j: (unit) => lastComponent(unit),
  n: (unit) => unit.id,
  N: (unit) => unit.id.slice(0, unit.id.lastIndexOf('.')),
  p: (unit) => unit.name.prefix,
};

const PLACES: Readonly<Record<string, Resolve>> = {
  I: (unit) => unescapeUnitName(unit.name.instance),
  J: (unit) => unescapeUnitName(lastComponent(unit)),
  P: (unit) => unescapeUnitName(unit.name.prefix),
  f: (unit) => unitNameToPath(unit.name.instance || unit.name.prefix),
  y: (unit) => `/etc/systemd/system/${unit.file ?? unit.id}`,
  Y: () => '/etc/systemd/system',
  c: (unit) => `/system.slice/${unit.id}`,
  r: () => '',
  R: () => '',
  C: () => '/var/cache',
  d: (unit) => `/run/credentials/${unit.id}`,
  D: () => '/usr/share',
  E: () => '/etc',
  L: () => '/var/log',
  S: () => '/var/lib',
  t: () => '/run',
  h: () => '/root',
  s: () => '/bin/bash',
  T: () => '/tmp',
  V: () => '/var/tmp',
};

/** Specifiers that came after 252. */
const NEW: Readonly<Record<string, SystemdVersion>> = { D: 257 };

/** Specifiers systemd still expands but warns about. */
const DEPRECATED = 'crR';

/** Expands specifiers as for most settings. */
export function expandAll(
  unit: Unit,
  version: SystemdVersion,
  text: string,
  longest: number,
): Expansion {
  return expand(
    text,
    longest,
    (letter) => {
      if ((NEW[letter] ?? version) > version) return undefined;
      const resolve = NAMES[letter] ?? PLACES[letter];
      const machine = MACHINE[letter];
      return resolve ?? (machine === undefined ? undefined : () => machine);
    },
    unit,
  );
}

/** Expands those that are safe in unit names. */
export function expandInName(unit: Unit, text: string): Expansion {
  return expand(
    text,
    LONGEST.name,
    (letter) => {
      const machine = MACHINE[letter];
      return NAMES[letter] ?? (machine === undefined ? undefined : () => machine);
    },
    unit,
  );
}

function expand(
  text: string,
  longest: number,
  find: (letter: string) => Resolve | undefined,
  unit: Unit,
): Expansion {
  const deprecated: string[] = [];
  const parts: string[] = [];
  let at = 0;
  for (let percent = text.indexOf('%'); percent >= 0; percent = text.indexOf('%', at)) {
    parts.push(text.slice(at, percent));
    const letter = text.charAt(percent + 1);
    at = percent + 2;
    if (letter === '%' || letter === '') {
      parts.push('%');
      continue;
    }
    const resolve = find(letter);
    if (resolve) {
      const value = resolve(unit);
      if (value === undefined) return { fault: 'unresolvable', specifier: letter };
      if (DEPRECATED.includes(letter)) deprecated.push(letter);
      parts.push(value);
    } else if (/[A-Za-z0-9]/.test(letter)) {
      return { fault: 'unknown', specifier: letter };
    } else {
      parts.push('%', letter);
    }
  }
  if (at < text.length) parts.push(text.slice(at));
  const result = parts.join('');
  return byteLength(result) > longest ? { fault: 'too-long' } : { text: result, deprecated };
}

function lastComponent({ name }: Unit): string {
  return name.prefix.slice(name.prefix.lastIndexOf('-') + 1);
}
