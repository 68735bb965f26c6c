import type { IncomingMessage } from 'node:http';
import { CreateSession, MAX_FILE_BYTES } from '../../../src/schemas/protocol.ts';
import type { SessionTerms } from '../../sessions/limits.ts';
import type { LabSession } from '../../sessions/session.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import { type Access, isSecure, type Visitor } from '../access.ts';
import { readJson } from '../body.ts';
import { checkOrigin, type OriginRule } from '../origin.ts';
import { Refusal } from '../problem.ts';
import type { RateLimits } from '../rate.ts';
import type { Routes } from '../route.ts';

const MAX_BODY_BYTES = 2 * 1024 * 1024;

export interface SessionRoutesOptions {
  readonly sessions: Sessions;
  readonly access: Access;
  readonly origins: OriginRule;
  /** New sessions, by the address they are asked from. */
  readonly creations: RateLimits;
  /** The terms of the browser's class. Throws when it does not let it begin this exercise now. */
  readonly admit?:
    | ((browser: string, exercise: string) => Promise<SessionTerms | undefined>)
    | undefined;
}

/** Starting, finding and ending a learner's own machines; what happens on them goes by WebSocket. */
export function sessionRoutes(options: SessionRoutesOptions): Routes {
  const { sessions, access, origins, creations } = options;

  const own = (request: IncomingMessage, id = ''): LabSession =>
    sessionOf(sessions, access.known(request.headers.cookie), id);

  return {
    '/api/sessions': {
      GET: async ({ request }) => {
        const visitor = access.recognise(request.headers.cookie);
        const own = visitor ? sessions.ownedBy(visitor.owner) : [];
        return { status: 200, body: own.map(({ view }) => view) };
      },
      POST: async ({ request, address }) => {
        checkOrigin(request, origins);
        if (!creations.take(address)) throw tooFast();
        const wanted = CreateSession.safeParse(await readJson(request, MAX_BODY_BYTES));
        if (!wanted.success) throw new Refusal('bad-request', BAD_CREATION);
        checkFiles(wanted.data);
        const visitor = access.welcome(request.headers.cookie, isSecure(request));
        const terms = await options.admit?.(visitor.owner, wanted.data.exercise);
        const session = await sessions.create(visitor.owner, wanted.data, terms);
        return { status: 201, body: session.view, setCookie: visitor.setCookie };
      },
    },
    '/api/sessions/:id': {
      GET: async ({ request, params }) => ({ status: 200, body: own(request, params.id).view }),
      DELETE: async ({ request, params }) => {
        checkOrigin(request, origins);
        const session = own(request, params.id);
        session.end();
        return { status: 200, body: session.view };
      },
    },
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

function checkFiles({ files = [] }: CreateSession): void {
  const large = files.find(({ content }) => Buffer.byteLength(content) > MAX_FILE_BYTES);
  if (!large) return;
  throw new Refusal(
    'too-large',
    `${large.path.slice(0, 200)} is larger than ${MAX_FILE_BYTES / 1024} KiB. Shorten it, then start the machine; your text is kept in this browser.`,
  );
}

const BAD_CREATION =
  'The sandbox could not read the request for a machine. Reload the page and try again.';

const tooFast = (): Refusal =>
  new Refusal('too-many', 'Too many machines were asked for in a short time. Wait a minute.');
