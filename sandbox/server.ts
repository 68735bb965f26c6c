import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Classroom } from './classroom/classroom.ts';
import { classroomRoutes } from './classroom/http.ts';
import type { Institution } from './classroom/institution/institution.ts';
import { ClassroomSockets } from './classroom/sockets.ts';
import { Access } from './http/access.ts';
import { addressBehind } from './http/address.ts';
import { createApi } from './http/api.ts';
import { setSecurityHeaders } from './http/headers.ts';
import type { OriginRule } from './http/origin.ts';
import { RateLimits } from './http/rate.ts';
import { healthRoutes } from './http/routes/health.ts';
import { sessionRoutes } from './http/routes/sessions.ts';
import { transferRoutes } from './http/routes/transfers.ts';
import { Upgrades } from './http/upgrades.ts';
import type { Sessions } from './sessions/sessions.ts';
import { Transfers } from './transfers/transfers.ts';

/** A class behind one address starts its machines within a minute. */
const CREATIONS = { burst: 60, perSecond: 1 };
const CONNECTIONS = { burst: 300, perSecond: 30 };
/** A class may move to other devices at once; whoever guesses codes has 2^40 of them before him. */
const SENDINGS = { burst: 30, perSecond: 0.2 };
const TRIES = { burst: 60, perSecond: 0.5 };

export interface Labs {
  readonly classroom: Classroom;
  readonly institution: Institution | undefined;
  readonly newId: () => string;
}

export interface BackendOptions {
  readonly sessions: Sessions;
  readonly cookieKey: Buffer;
  readonly origins: OriginRule;
  /** Proxies whose word is taken for where a request comes from: addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** Tells the time in ms since the epoch. */
  readonly now: () => number;
  readonly warn: (what: string, error: unknown) => void;
  readonly labs?: Labs | undefined;
}

/** The sandbox as any HTTP server carries it: the built site's or Astro's dev server. */
export interface Backend {
  /** Whether a request is for us. */
  concerns(request: IncomingMessage): boolean;
  readonly api: RequestListener;
  readonly upgrades: Upgrades;
}

export function createBackend(options: BackendOptions): Backend {
  const { sessions, origins, warn, now, labs } = options;
  const addressOf = addressBehind(options.trustedProxies);
  const access = new Access(options.cookieKey, now);
  const creations = new RateLimits(CREATIONS, now);
  const connections = new RateLimits(CONNECTIONS, now);
  const classroom = labs && new ClassroomSockets({ ...labs, access, now, warn });
  const upgrades = new Upgrades({
    ...{ sessions, access, origins, addressOf, connections, warn, classroom },
  });
  const admit = labs?.classroom.admit.bind(labs.classroom);
  const routes = [
    healthRoutes(sessions),
    sessionRoutes({ sessions, access, origins, creations, admit }),
    ...(labs ? [classroomRoutes({ ...labs, access, origins, now })] : []),
    transferRoutes({
      transfers: new Transfers(now),
      origins,
      sendings: new RateLimits(SENDINGS, now),
      tries: new RateLimits(TRIES, now),
    }),
  ];
  return {
    concerns: (request) => upgrades.concerns(request),
    api: createApi({ routes, addressOf, warn }),
    upgrades,
  };
}

/** One HTTP server: the site, and the sandbox under /api/. */
export function createLabServer(backend: Backend, site: RequestListener): Server {
  const server = createServer((request, response) => {
    setSecurityHeaders(response);
    if (backend.concerns(request)) backend.api(request, response);
    else site(request, response);
  });
  server.on('upgrade', (request, socket, head) => backend.upgrades.handle(request, socket, head));
  return server;
}

/** Listens, or throws an error that says what to do. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const because: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is taken by another program. End that one, or choose another port: PORT=${port + 1} npm start`,
    EACCES: `This user may not listen on port ${port}. Choose one above 1023: PORT=4321 npm start`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Set HOST to one that is, for example HOST=127.0.0.1`,
  };
  return new Error(
    because[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`,
    {
      cause: error,
    },
  );
}
