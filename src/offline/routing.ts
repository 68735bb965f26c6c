/**
 * Which requests the service worker answers, and from where.
 *
 * Cache first, also for pages. Network first would be fresher, but after a deployment it brings the
 * page of the new version while its cards and scripts still come from the old one. So a version is
 * read from its own cache as a whole, and left as a whole: by the update notice, or once its last
 * page is closed. A page that is not kept comes from the network and brings its own scripts along;
 * it is kept only if its content is the one this build names.
 */
import { type Build, fileAt } from './build.ts';

export interface Asked {
  readonly method: string;
  readonly url: string;
  /** As Request#mode. */
  readonly mode: string;
}

export type Decision =
  /** None of our business: the browser does it. */
  | { readonly do: 'pass' }
  /** A file of this build: from the cache, or from the network and then kept. */
  | { readonly do: 'file'; readonly path: string }
  /** A page, with words of our own where neither has it. `path` is absent for pages of no build. */
  | { readonly do: 'page'; readonly path?: string }
  /** A file that only an older build has, asked for by a page of that build. */
  | { readonly do: 'other'; readonly path: string };

export function decide({ method, url, mode }: Asked, build: Build, origin: string): Decision {
  const address = new URL(url);
  const { pathname } = address;
  if (method !== 'GET' || address.origin !== origin) return { do: 'pass' };
  // What the server does and knows is never answered from a memory of it.
  if (pathname.startsWith('/api/') || pathname === '/sw.js') return { do: 'pass' };
  const path = fileAt(build, pathname);
  if (mode === 'navigate') return path === undefined ? { do: 'page' } : { do: 'page', path };
  if (path !== undefined) return { do: 'file', path };
  return pathname.startsWith('/_astro/') ? { do: 'other', path: pathname } : { do: 'pass' };
}
