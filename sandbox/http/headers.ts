import type { ServerResponse } from 'node:http';

const POLICY = [
  "default-src 'none'",
  // WebAssembly for SQLite, which reads Anki's files, and for the machine in the tab; no eval.
  "script-src 'self' 'wasm-unsafe-eval'",
  // Monaco and xterm put <style> elements into the page as they draw; no page of the site does.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer. Vite's dev server injects inline scripts, so it goes without them. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
}
