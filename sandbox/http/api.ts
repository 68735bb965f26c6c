import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressOf } from './address.ts';
import { answerTo, Refusal } from './problem.ts';
import { joinRoutes, type Method, type Reply, type Routes } from './route.ts';

export interface ApiOptions {
  /** One table for each concern, see routes/. */
  readonly routes: readonly Routes[];
  readonly addressOf: AddressOf;
  /** Trouble nobody foresaw. */
  readonly warn: (what: string, error: unknown) => void;
}

/** Serves the requests under /api/. */
export function createApi({ routes, addressOf, warn }: ApiOptions) {
  const find = joinRoutes(routes);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lab');
      const match = find(pathname);
      const route = match?.methods[request.method as Method];
      if (!match || !route) throw noRoute(match !== undefined);
      const address = addressOf(request);
      reply(response, await route({ request, params: match.params, query: searchParams, address }));
    } catch (error) {
      const { status, problem, unexpected } = answerTo(error);
      if (unexpected) warn('a request failed', error);
      // The rest of a body that was too large is not read.
      if (status === 413) response.setHeader('Connection', 'close');
      reply(response, { status, body: problem });
    }
  };
}

function reply(response: ServerResponse, { status, body, content, headers, setCookie }: Reply) {
  if (response.headersSent) return;
  if (setCookie) response.setHeader('Set-Cookie', setCookie);
  response.setHeader('Content-Type', content?.type ?? 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  response.writeHead(status).end(content?.bytes ?? JSON.stringify(body));
}

const noRoute = (exists: boolean): Refusal =>
  exists
    ? new Refusal('wrong-method', 'This address does not take that kind of request.')
    : new Refusal('unknown-path', 'There is nothing at this address.');
