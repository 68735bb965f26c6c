import { createHash } from 'node:crypto';

/** Random bytes; passed in so that tests know them. */
export type RandomBytes = (count: number) => Uint8Array;

/** No letter or digit that is taken for another when read aloud or from a board. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 31 signs: bytes from here on would favour some of them. */
const FAIR = 256 - (256 % ALPHABET.length);

/** `groups` groups of four signs: two are 40 bits, enough for a class and its rate limit. */
export function newCode(random: RandomBytes, groups: number): string {
  let code = '';
  while (code.length < groups * 4) {
    for (const byte of random(groups * 8)) {
      if (byte < FAIR && code.length < groups * 4) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return (code.match(/.{4}/g) ?? []).join('-');
}

/** A code as people type it: any case, with or without hyphens, O and I for 0 and 1 nowhere. */
export function readCode(typed: string): string {
  const signs = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return (signs.match(/.{1,4}/g) ?? []).join('-');
}

/** The token of a link; long enough that no limit is needed. */
export function newToken(random: RandomBytes): string {
  return Buffer.from(random(24)).toString('base64url');
}

/** What is kept of a secret. Secrets are random and long, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
