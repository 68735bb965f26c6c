import { unitTypeOfFile } from '../at-position.ts';
import type { Directive, SystemdVersion } from '../directives/directives.ts';
import { describe } from '../documentation/describe.ts';
import { INSTALL_TARGETS, KNOWN_UNITS } from '../documentation/known-units.ts';
import { OFFERS } from '../documentation/offers.ts';
import { SPECIFIERS, USUAL_SPECIFIERS } from '../documentation/specifiers.ts';
import type { UnitWorkspace } from '../types.ts';
import { TIME_UNITS } from '../values/time-span.ts';

/** A value, before it has a place in the text. */
export interface Offer {
  readonly value: string;
  readonly kind: 'value' | 'unit' | 'specifier';
  /** In a few words; may be empty. */
  readonly meaning: string;
}

const UNIT_LISTS = new Set([
  'unit_deps',
  'install',
  'service_sockets',
  'socket_service',
  'unit_slice',
]);

/** Values worth offering for a directive, best first. `text` is the value up to the cursor. */
export function offersFor(
  directive: Directive,
  version: SystemdVersion,
  workspace: UnitWorkspace,
  text: string,
): readonly Offer[] {
  if (/%$/.test(text.replaceAll('%%', ''))) return specifiers();
  if (UNIT_LISTS.has(directive.type)) return units(directive, workspace, text);
  const number = /(?:^|\s)[0-9]+(\.[0-9]+)?$/.exec(text);
  if (number && isTime(directive.type)) return timeUnits(number[0].trim());
  const { words, examples } = describe(directive, version);
  const offers = new Map<string, string>();
  for (const [word, meaning] of words) offers.set(word, meaning ?? '');
  for (const [value, meaning] of examples) offers.set(inUnit(value, workspace), meaning);
  if (words.size === 0 && examples.size === 0) {
    for (const [value, meaning] of Object.entries(OFFERS[directive.type] ?? {})) {
      offers.set(value, meaning);
    }
  }
  const said = new Set(text.split(/\s+/).slice(0, -1));
  return [...offers]
    .filter(([value]) => !said.has(value))
    .map(([value, meaning]) => ({ value, kind: 'value', meaning }));
}

/** Examples name the unit; in a file they name this one. */
function inUnit(example: string, { unit }: UnitWorkspace): string {
  const name = /^([^@.]+)/.exec(unit.name.replace(/\.d\/.*$/, ''))?.[1];
  return name ? example.replace('%p', name) : example;
}

function specifiers(): readonly Offer[] {
  const letters = new Set([...USUAL_SPECIFIERS, ...Object.keys(SPECIFIERS)]);
  return [...letters].map((letter) => ({
    value: `%${letter}`,
    kind: 'specifier',
    meaning: SPECIFIERS[letter] ?? '',
  }));
}

function isTime(type: string): boolean {
  return /^(?:sec|nsec|service_timeout|job_)/.test(type) && type !== 'job_mode';
}

const USUAL_TIMES: Readonly<Record<string, string>> = {
  s: 'seconds',
  min: 'minutes',
  h: 'hours',
  ms: 'milliseconds',
  d: 'days',
  w: 'weeks',
};

function timeUnits(number: string): readonly Offer[] {
  return TIME_UNITS.filter((unit) => unit in USUAL_TIMES).map((unit) => ({
    value: `${number}${unit}`,
    kind: 'value',
    meaning: `${number} ${USUAL_TIMES[unit]}`,
  }));
}

/** Units of the workspace that fit, then those systemd brings. */
function units(
  { section, key, type }: Directive,
  { unit, companions }: UnitWorkspace,
  text: string,
): readonly Offer[] {
  if (key === 'DefaultInstance') return [];
  const said = new Set(text.split(/\s+/).slice(0, -1));
  const own = unitTypeOfFile(unit.name) ?? '';
  const offers: Offer[] = [];
  const targets = section === 'Install' && key !== 'Also' && key !== 'Alias';
  if (targets) {
    for (const value of INSTALL_TARGETS[own] ?? []) offers.push(known(value));
  }
  const fits = fitting(type, key);
  for (const { name } of companions) {
    if (!name.includes('/') && fits(name)) {
      offers.push({ value: name, kind: 'unit', meaning: 'in this workspace' });
    }
  }
  if (type === 'unit_deps' || type === 'unit_slice' || targets) {
    for (const name of Object.keys(KNOWN_UNITS)) if (fits(name)) offers.push(known(name));
  }
  const seen = new Set<string>([unit.name]);
  return offers.filter(({ value }) => {
    const fresh = !seen.has(value) && !said.has(value);
    seen.add(value);
    return fresh;
  });
}

function known(value: string): Offer {
  return { value, kind: 'unit', meaning: KNOWN_UNITS[value] ?? '' };
}

function fitting(type: string, key: string): (name: string) => boolean {
  switch (type) {
    case 'socket_service':
      return (name) => /^[^@]+\.service$/.test(name);
    case 'service_sockets':
      return (name) => name.endsWith('.socket');
    case 'unit_slice':
      return (name) => name.endsWith('.slice');
    case 'install':
      return key === 'Alias'
        ? () => false
        : (name) => !name.includes('@.') && !name.endsWith('.slice');
    default:
      return (name) => !name.includes('@.');
  }
}
