import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Refusal } from './problem.ts';

const COOKIE = 'lab';
const KEY_BYTES = 32;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A browser that stays away for this long is not known any more. */
const MAX_AGE_MS = 30 * DAY_MS;
/** A cookie older than this is issued again, for the same browser. */
const RENEW_MS = DAY_MS;

/** A browser, as its cookie tells it. */
export interface Visitor {
  /** Stands for the browser in session records; does not give away its secret. */
  readonly owner: string;
}

export interface WelcomedVisitor extends Visitor {
  /** A Set-Cookie header to send: the browser has no cookie yet, or an old one. */
  readonly setCookie?: string;
}

/**
 * Knows browsers by a secret in a signed cookie that scripts cannot read and other sites cannot
 * send. One browser may own several sessions; a session belongs to one browser.
 */
export class Access {
  private readonly key: Buffer;
  private readonly now: () => number;

  constructor(key: Buffer, now: () => number) {
    this.key = key;
    this.now = now;
  }

  /** The browser behind a request. Throws Refusal `not-yours` without a valid cookie. */
  known(cookieHeader: string | undefined): Visitor {
    const visitor = this.recognise(cookieHeader);
    if (visitor) return visitor;
    throw new Refusal(
      'not-yours',
      'This browser has no access to that machine, or its access has expired. Start a new one.',
    );
  }

  /** The browser behind a request, if it has a valid cookie. */
  recognise(cookieHeader: string | undefined): Visitor | undefined {
    const token = this.read(cookieHeader);
    return token && { owner: ownerOf(token.secret) };
  }

  /**
   * The browser behind a request, with a new cookie when it needs one. Only for requests whose
   * Origin was checked: a link on another site comes without the cookie and must not replace it.
   */
  welcome(cookieHeader: string | undefined, secure: boolean): WelcomedVisitor {
    const token = this.read(cookieHeader);
    const secret = token?.secret ?? randomBytes(24).toString('base64url');
    const owner = ownerOf(secret);
    if (token && this.now() - token.issuedAt < RENEW_MS) return { owner };
    return { owner, setCookie: this.cookie(secret, secure) };
  }

  private cookie(secret: string, secure: boolean): string {
    const body = `${secret}.${this.now().toString(36)}`;
    const age = Math.floor(MAX_AGE_MS / 1000);
    const attributes = `Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict`;
    return `${COOKIE}=${body}.${this.sign(body)}; ${attributes}${secure ? '; Secure' : ''}`;
  }

  private read(header: string | undefined): { secret: string; issuedAt: number } | undefined {
    const value = header
      ?.split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${COOKIE}=`))
      ?.slice(COOKIE.length + 1);
    const [secret = '', issued = '', signature = ''] = value?.split('.') ?? [];
    if (!secret || !equal(signature, this.sign(`${secret}.${issued}`))) return undefined;
    const issuedAt = Number.parseInt(issued, 36);
    return this.now() - issuedAt < MAX_AGE_MS ? { secret, issuedAt } : undefined;
  }

  private sign(body: string): string {
    return createHmac('sha256', this.key).update(body).digest('base64url');
  }
}

/** Whether the browser spoke https, to us or to the proxy before us. */
export function isSecure(request: IncomingMessage): boolean {
  return request.headers.origin?.startsWith('https:') === true;
}

/** The key that signs cookies; made on first use, readable by the server's user only. */
export async function cookieKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'cookie.key');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = await readFile(path);
  if (key.length < KEY_BYTES) {
    throw new Error(`${path} is damaged. Remove it; browsers then need a new machine.`);
  }
  return key;
}

function ownerOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
