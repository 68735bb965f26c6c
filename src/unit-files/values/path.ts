import type { SystemdVersion } from '../directives/directives.ts';
import { byteLength, isValidUtf8 } from '../parser/text.ts';

const NAME_MAX = 255;
const PATH_MAX = 4096;

/** What can be wrong with a path. */
export type PathFault = 'utf8' | 'relative' | 'absolute' | 'length' | 'unnormalized' | 'api-vfs';

/** `/a//b/./c/` as `/a/b/c`; from 253 on `/../a` as `/a` too. */
export function simplifyPath(path: string, version: SystemdVersion = 252): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/')) {
    const down = version < 253 ? 0 : parts.findIndex((part) => part !== '..');
    return `/${(down < 0 ? [] : parts.slice(down)).join('/')}`;
  }
  return parts.join('/') || '.';
}

/** A path as systemd keeps it, or why it does not. */
export function checkPath(
  path: string,
  kind: 'absolute' | 'relative' | 'any',
  version: SystemdVersion,
): { readonly path: string } | PathFault {
  if (!isValidUtf8(path)) return 'utf8';
  const absolute = path.startsWith('/');
  if (kind === 'absolute' && !absolute) return 'relative';
  if (kind === 'relative' && absolute) return 'absolute';
  const simple = path === '' ? '' : simplifyPath(path, version);
  if (!isValidPath(simple)) return 'length';
  return isNormalized(simple) ? { path: simple } : 'unnormalized';
}

/** Neither empty nor too long, as a whole or in one of its parts. */
export function isValidPath(path: string): boolean {
  if (path === '') return false;
  if (path.length * 3 >= NAME_MAX) {
    if (byteLength(path) >= PATH_MAX) return false;
    if (path.split('/').some((part) => byteLength(part) > NAME_MAX)) return false;
  }
  return true;
}

/** Valid, without `.`, `..` and doubled slashes. */
export function isNormalized(path: string): boolean {
  if (!isValidPath(path)) return false;
  return !/(?:^|\/)\.\.?(?:\/|$)|\/\//.test(path);
}

/** A name that can be a file's: one path component. */
export function isFileName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !name.includes('/') &&
    (name.length * 3 <= NAME_MAX || byteLength(name) <= NAME_MAX)
  );
}

/** Whether a path is the prefix or lies below it, part by part. */
export function startsWithPath(path: string, prefix: string): boolean {
  const clean = simplifyPath(path);
  const base = simplifyPath(prefix);
  return clean === base || clean.startsWith(base === '/' ? '/' : `${base}/`);
}

/** Below a directory the kernel keeps: /proc, /sys, /dev. */
export function isBelowApiVfs(path: string): boolean {
  return ['/proc', '/sys', '/dev'].some((root) => startsWithPath(path, root));
}
