/** Hands a bundle from one device to another over the server, which cannot read it. */
import { deriveSecrets, makeCode, readCode } from './code.ts';
import { TransferError } from './transfer-error.ts';

const IV_BYTES = 12;

export interface TransferEffects {
  readonly fetch: typeof fetch;
  /** Its `subtle` is absent on plain http. */
  readonly crypto: Pick<Crypto, 'getRandomValues'> & { readonly subtle?: SubtleCrypto };
  /** How hard a code is to guess; tests have no time for that. */
  readonly rounds?: number;
}

export interface Sent {
  readonly code: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

/** Seals and sends. Throws {@link TransferError}. */
export async function send(
  bundle: Uint8Array<ArrayBuffer>,
  effects: TransferEffects,
): Promise<Sent> {
  const subtle = subtleOf(effects);
  const code = makeCode((bytes) => effects.crypto.getRandomValues(bytes));
  const { id, key } = await deriveSecrets(code, { subtle }, effects.rounds);
  const iv = effects.crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, bundle);
  const response = await ask(effects, `/api/transfers/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: new Blob([iv, sealed]),
  });
  const { expiresInMs } = (await response.json()) as { expiresInMs: number };
  return { code, expiresAt: Date.now() + expiresInMs };
}

/** Fetches and opens what lies under a code as it was typed. Throws {@link TransferError}. */
export async function receive(
  typed: string,
  effects: TransferEffects,
): Promise<Uint8Array<ArrayBuffer>> {
  const code = readCode(typed);
  if (code === null) {
    throw new TransferError(
      'bad-code',
      'A code has eight signs, letters and digits. Look at the other device again.',
    );
  }
  const subtle = subtleOf(effects);
  const { id, key } = await deriveSecrets(code, { subtle }, effects.rounds);
  const response = await ask(effects, `/api/transfers/${id}`, { method: 'POST' });
  const sealed = new Uint8Array(await response.arrayBuffer());
  try {
    const [iv, rest] = [sealed.slice(0, IV_BYTES), sealed.slice(IV_BYTES)];
    return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, rest));
  } catch (cause) {
    throw new TransferError(
      'damaged',
      'What arrived was changed on its way, so nothing was taken in. Make a new code on the other device.',
      { cause },
    );
  }
}

function subtleOf({ crypto }: TransferEffects): SubtleCrypto {
  if (crypto.subtle) return crypto.subtle;
  throw new TransferError(
    'insecure',
    'This page came over plain http, where the browser offers no encryption. Open it over https, or move your reviews by file.',
  );
}

async function ask({ fetch }: TransferEffects, path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw unreachable({ cause });
  });
  if (response.ok) return response;
  const problem: unknown = await response.json().catch(() => undefined);
  if (typeof problem !== 'object' || problem === null || !('message' in problem))
    throw unreachable();
  const code =
    'code' in problem && problem.code === 'unknown-transfer' ? 'unknown-code' : 'refused';
  throw new TransferError(code, String(problem.message));
}

const unreachable = (options?: ErrorOptions) =>
  new TransferError(
    'unreachable',
    'No server answered that hands things over. Check your connection, or move your reviews by file.',
    options,
  );
