import type { IncomingMessage, ServerResponse } from 'node:http';
import { CreateSession, MAX_FILE_BYTES } from '../../src/schemas/protocol.ts';
import type { LabSession } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Access, Visitor } from './access.ts';
import { readJson } from './body.ts';
import { checkOrigin, type OriginRule } from './origin.ts';
import { answerTo, Refusal } from './problem.ts';
import type { RateLimits } from './rate.ts';

const MAX_BODY_BYTES = 2 * 1024 * 1024;

export interface ApiOptions {
  readonly sessions: Sessions;
  readonly access: Access;
  readonly origins: OriginRule;
  /** New sessions, by the address they are asked from. */
  readonly creations: RateLimits;
  /** Trouble nobody foresaw. */
  readonly warn: (what: string, error: unknown) => void;
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly setCookie?: string | undefined;
}

type Route = (request: IncomingMessage, id: string) => Promise<Reply>;

/** Serves the requests under /api/. */
export function createApi(options: ApiOptions) {
  const { sessions, access, origins } = options;

  const own = (request: IncomingMessage, id: string): LabSession =>
    sessionOf(sessions, access.known(request.headers.cookie), id);

  const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
    '/api/health': {
      GET: async () => {
        const { name, systemd, description } = await sessions.health();
        return { status: 200, body: { status: 'ok', engine: name, systemd, description } };
      },
    },
    '/api/sessions': {
      GET: async (request) => {
        const visitor = access.recognise(request.headers.cookie);
        const own = visitor ? sessions.ownedBy(visitor.owner) : [];
        return { status: 200, body: own.map(({ view }) => view) };
      },
      POST: async (request) => {
        checkOrigin(request, origins);
        if (!options.creations.take(request.socket.remoteAddress ?? '')) throw tooFast();
        const wanted = CreateSession.safeParse(await readJson(request, MAX_BODY_BYTES));
        if (!wanted.success) throw new Refusal('bad-request', BAD_CREATION);
        checkFiles(wanted.data);
        const visitor = access.welcome(request.headers.cookie, isSecure(request));
        const session = await sessions.create(visitor.owner, wanted.data);
        return { status: 201, body: session.view, setCookie: visitor.setCookie };
      },
    },
    '/api/sessions/ID': {
      GET: async (request, id) => ({ status: 200, body: own(request, id).view }),
      DELETE: async (request, id) => {
        checkOrigin(request, origins);
        const session = own(request, id);
        session.end();
        return { status: 200, body: session.view };
      },
    },
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://lab');
      const [, sessionId] = /^\/api\/sessions\/([^/]+)$/.exec(pathname) ?? [];
      const methods = routes[sessionId ? '/api/sessions/ID' : pathname];
      const route = methods?.[request.method ?? ''];
      if (!route) throw noRoute(methods !== undefined);
      reply(response, await route(request, sessionId ?? ''));
    } catch (error) {
      const { status, problem, unexpected } = answerTo(error);
      if (unexpected) options.warn('a request failed', error);
      // The rest of a body that was too large is not read.
      if (status === 413) response.setHeader('Connection', 'close');
      reply(response, { status, body: problem });
    }
  };
}

/** The visitor's session. Throws Refusal `unknown-session`, `recovering` or `not-yours`. */
export function sessionOf(sessions: Sessions, { owner }: Visitor, id: string): LabSession {
  const session = sessions.find(id);
  if (!session && sessions.recovering) {
    throw new Refusal('recovering', 'The sandbox is starting. Try again in a moment.');
  }
  // Whether somebody else has a session of that name is nobody's business.
  if (session?.owner !== owner) {
    throw new Refusal(
      'unknown-session',
      'The sandbox does not know this machine. It may have ended; start a new one, your files are kept in this browser.',
    );
  }
  return session;
}

function reply(response: ServerResponse, { status, body, setCookie }: Reply): void {
  if (response.headersSent) return;
  if (setCookie) response.setHeader('Set-Cookie', setCookie);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status).end(JSON.stringify(body));
}

function checkFiles({ files = [] }: CreateSession): void {
  const large = files.find(({ content }) => Buffer.byteLength(content) > MAX_FILE_BYTES);
  if (!large) return;
  throw new Refusal(
    'too-large',
    `${large.path.slice(0, 200)} is larger than ${MAX_FILE_BYTES / 1024} KiB. Shorten it, then start the machine; your text is kept in this browser.`,
  );
}

/** Whether the browser spoke https, to us or to the proxy before us. */
function isSecure(request: IncomingMessage): boolean {
  return request.headers.origin?.startsWith('https:') === true;
}

const BAD_CREATION =
  'The sandbox could not read the request for a machine. Reload the page and try again.';

const tooFast = (): Refusal =>
  new Refusal('too-many', 'Too many machines were asked for in a short time. Wait a minute.');

const noRoute = (exists: boolean): Refusal =>
  exists
    ? new Refusal('wrong-method', 'This address does not take that kind of request.')
    : new Refusal('unknown-path', 'There is nothing at this address.');
