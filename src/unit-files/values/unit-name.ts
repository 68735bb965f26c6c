import { byteLength } from '../parser/text.ts';
import { joinBytes } from './escapes.ts';
import { isNormalized } from './path.ts';

/** Unit types, as the suffix of the name (systemd.unit(5)). */
export const UNIT_TYPES = [
  'service',
  'mount',
  'swap',
  'socket',
  'target',
  'device',
  'automount',
  'timer',
  'path',
  'slice',
  'scope',
] as const;

export type UnitType = (typeof UNIT_TYPES)[number];

export type UnitNameKind = 'plain' | 'template' | 'instance';

/** A valid unit name in its parts. */
export interface UnitName {
  readonly kind: UnitNameKind;
  /** Before `@`, or before the suffix. */
  readonly prefix: string;
  /** Between `@` and the suffix; empty for a plain name and for a template. */
  readonly instance: string;
  readonly type: UnitType;
}

const NAME_MAX = 256;
const NAME = /^([A-Za-z0-9:_.\\-]+)(?:(@)([A-Za-z0-9:_.\\@-]*))?$/;

/** The parts of a unit name, undefined when systemd does not take it as one. */
export function parseUnitName(name: string): UnitName | undefined {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || byteLength(name) >= NAME_MAX) return undefined;
  const type = unitTypeOf(name.slice(dot + 1));
  const match = NAME.exec(name.slice(0, dot));
  if (!type || !match) return undefined;
  const [, prefix = '', at, instance = ''] = match;
  return { kind: !at ? 'plain' : instance ? 'instance' : 'template', prefix, instance, type };
}

export function unitTypeOf(suffix: string): UnitType | undefined {
  return UNIT_TYPES.find((type) => type === suffix);
}

/** `a@.service` for `a@b.service`. */
export function templateOf({ prefix, type }: UnitName): string {
  return `${prefix}@.${type}`;
}

/** Whether text may stand between `@` and the suffix. */
export function isInstance(text: string): boolean {
  return /^[A-Za-z0-9:_.\\@-]+$/.test(text);
}

/** Undoes the escaping of unit names (`-` for `/`, `\x2d` for `-`); undefined when it is broken. */
export function unescapeUnitName(text: string): string | undefined {
  if (/\\(?!x[0-9a-fA-F]{2})/.test(text)) return undefined;
  const plain = text.replace(/-|\\x([0-9a-fA-F]{2})/g, (_, hex?: string) => {
    if (!hex) return '/';
    const byte = parseInt(hex, 16);
    return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
  });
  return joinBytes(plain);
}

/** The path an escaped name stands for; undefined when it stands for none. */
export function unitNameToPath(text: string): string | undefined {
  if (text === '') return undefined;
  if (text === '-') return '/';
  const plain = unescapeUnitName(text);
  if (plain === undefined || plain.startsWith('/') || plain.endsWith('/')) return undefined;
  return isNormalized(`/${plain}`) ? `/${plain}` : undefined;
}
