/**
 * The code that two devices share for ten minutes. Everything else is derived from it on the device:
 * the name under which the bundle lies on the server, and the key that opens it. The server gets the
 * name and the sealed bundle, so it can neither open the bundle nor find the code: PBKDF2 makes each
 * of the 2^40 guesses cost a tenth of a second.
 */

/** Crockford's 32 signs: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
/** Of PBKDF2. */
const ROUNDS = 600_000;
const SALT = 'socket-activation-lab transfer 1';

/** Eight signs, 40 bits. */
export function makeCode(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(LENGTH);
  random(bytes);
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** As people read it to each other: `7K2M-9QXD`. */
export function groupCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What somebody typed, or null when it cannot be a code. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}

export interface Secrets {
  /** Where the bundle lies; tells nothing of the key. */
  readonly id: string;
  readonly key: CryptoKey;
}

export async function deriveSecrets(
  code: string,
  { subtle }: Pick<Crypto, 'subtle'>,
  rounds = ROUNDS,
): Promise<Secrets> {
  const bytes = new TextEncoder();
  const base = await subtle.importKey('raw', bytes.encode(code), 'PBKDF2', false, ['deriveBits']);
  const bits = new Uint8Array(
    await subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt: bytes.encode(SALT), iterations: rounds },
      base,
      512,
    ),
  );
  const key = await subtle.importKey('raw', bits.slice(32), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const id = Array.from(bits.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { id, key };
}
