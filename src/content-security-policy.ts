/**
 * What pages may load and run. Scripts are files of the site, none is inline. A server sends it as
 * a header; a site that is a folder of files carries it in its pages.
 */
export const CONTENT_SECURITY_POLICY = [
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
].join('; ');
