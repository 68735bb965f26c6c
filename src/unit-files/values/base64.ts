import type { SystemdVersion } from '../directives/directives.ts';

/**
 * Whether text is Base64 as systemd decodes it: blanks anywhere, padding required and clean; from
 * 253 on in either alphabet.
 */
export function isBase64(text: string, version: SystemdVersion): boolean {
  const blank = text.replace(/[ \t\n\r]+/g, '');
  const plain = version < 253 ? blank : blank.replaceAll('-', '+').replaceAll('_', '/');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return false;
  if (plain.endsWith('==')) return /[AQgw]==$/.test(plain);
  return !plain.endsWith('=') || /[AEIMQUYcgkosw048]=$/.test(plain);
}

/** The bytes hexadecimal text stands for, blanks left out; undefined when it is not hexadecimal. */
export function hexLength(text: string): number | undefined {
  const plain = text.replace(/[ \t\n\r]+/g, '');
  return /^(?:[0-9a-fA-F]{2})*$/.test(plain) ? plain.length / 2 : undefined;
}
