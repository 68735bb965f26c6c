import type { IncomingMessage } from 'node:http';
import { Refusal } from './problem.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/** Which pages may speak to the sandbox. */
export interface OriginRule {
  /** Origins of the site behind a proxy (`https://lab.example`); empty: the server's own. */
  readonly allowed: readonly string[];
  /** The server listens on a loopback address only. */
  readonly loopback: boolean;
}

/**
 * Throws Refusal `foreign-origin` unless the request comes from a page of this site. A request
 * without an Origin header is refused too: browsers send it wherever this is asked.
 */
export function checkOrigin(request: IncomingMessage, rule: OriginRule): void {
  const { origin, host = '' } = request.headers;
  if (origin && isOurs(origin, host, rule)) return;
  throw new Refusal(
    'foreign-origin',
    'The sandbox serves only its own pages. Open the lesson at the address the sandbox prints.',
  );
}

function isOurs(origin: string, host: string, rule: OriginRule): boolean {
  if (rule.allowed.length > 0) return rule.allowed.includes(origin);
  // A name that an attacker's DNS points at this machine would equal its own Host header.
  if (rule.loopback && !LOOPBACK.test(host)) return false;
  return URL.canParse(origin) && new URL(origin).host === host;
}
