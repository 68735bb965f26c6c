import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import sirv from 'sirv';

/** Kinds of files that compress, and the size from which it is worth it. */
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.wasm']);
const WORTH_BYTES = 1_024;
/** Astro gives every file below this a name made from its content. */
const HASHED = '/_astro/';

/**
 * Serves the built site in `dist`: its files, compressed ahead of time, and Astro for the rest.
 * Throws when the site was not built.
 */
export async function openSite(dist: string): Promise<RequestListener> {
  const client = join(dist, 'client');
  process.env.ASTRO_NODE_AUTOSTART = 'disabled';
  const entry = join(dist, 'server', 'entry.mjs');
  if ((await mtimeOf(entry)) === undefined) {
    throw new Error(`The site is not built: there is no ${entry}. Start it with: npm start`);
  }
  const { handler } = (await import(pathToFileURL(resolve(entry)).href)) as {
    handler: RequestListener;
  };
  await compress(client);
  const files = sirv(client, {
    etag: true,
    gzip: true,
    brotli: true,
    maxAge: 0,
    setHeaders(response, path) {
      if (path.startsWith(HASHED)) {
        response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      }
      // Whoever keeps an old service worker keeps an old site.
      if (path === '/sw.js') response.setHeader('Cache-Control', 'no-cache');
    },
  });
  return (request: IncomingMessage, response: ServerResponse) =>
    files(request, response, () => handler(request, response));
}

/** Puts a .br and a .gz beside every file worth it, unless they are there and as old. */
async function compress(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(paths.map(compressFile));
}

async function compressFile(path: string): Promise<void> {
  const { size, mtime } = await stat(path);
  if (size < WORTH_BYTES || (await mtimeOf(`${path}.br`)) === mtime.getTime()) return;
  const content = await readFile(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const variants = {
    '.gz': await promisify(gzip)(content, { level: 9 }),
    '.br': await promisify(brotliCompress)(content, quality),
  };
  for (const [suffix, bytes] of Object.entries(variants)) {
    await writeFile(path + suffix, bytes);
    await utimes(path + suffix, mtime, mtime);
  }
}

async function mtimeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtime }) => mtime.getTime(),
    () => undefined,
  );
}
