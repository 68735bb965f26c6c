import type { ServerResponse } from 'node:http';
import { CONTENT_SECURITY_POLICY } from '../../src/content-security-policy.ts';

/** Who may frame a page can be said in a header only. */
const POLICY = `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`;

/** Headers of every answer. Vite's dev server injects inline scripts, so it goes without them. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
}
