import type { RequestListener, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { MANIFEST_NAME } from '../../src/machine/emulator/manifest.ts';

/** Below this address the page looks for the machine in the tab. */
const ADDRESS = '/emulator/';
/** Contents of the machine's files, named by their hash. */
const HASHED = '/files/';

/** Serves the artefacts of the machine in the tab from `folder`, the rest by `otherwise`. */
export function withEmulator(folder: string, otherwise: RequestListener): RequestListener {
  // Looked up with each request: they may be built while the server runs. All are compressed.
  const files = sirv(folder, {
    dev: true,
    etag: true,
    setHeaders(response, path) {
      const immutable = path.startsWith(HASHED);
      response.setHeader(
        'Cache-Control',
        immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  return (request, response) => {
    if (!request.url?.startsWith(ADDRESS)) return otherwise(request, response);
    request.url = request.url.slice(ADDRESS.length - 1);
    files(request, response, () => {
      if (request.url === `/${MANIFEST_NAME}`) return sayNone(response);
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('There is no machine for the tab on this server.\n');
    });
  };
}

/** Pages ask whether there is a machine: that there is none is an answer, not an error. */
function sayNone(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' });
  response.end('null\n');
}
