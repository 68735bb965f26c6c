import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { FakeEngine, FakeHost } from '../../../sandbox/engines/fake.ts';
import { createBackend, createLabServer, type Labs, listen } from '../../../sandbox/server.ts';
import { DEFAULT_SESSION_LIMITS, type SessionLimits } from '../../../sandbox/sessions/limits.ts';
import type { LabSession } from '../../../sandbox/sessions/session.ts';
import { Sessions } from '../../../sandbox/sessions/sessions.ts';
import type { SessionRecord } from '../../../sandbox/sessions/store.ts';
import type { Network } from '../../../src/session/network.ts';
import { TestClock } from '../clock.ts';
import { ECHO } from '../lesson.ts';

interface SiteLabs {
  readonly labs: (site: Site) => Labs;
  readonly began: (session: LabSession) => void;
}

/** The real server over machines in memory, on a port of its own. */
export class Site {
  readonly host = new FakeHost();
  readonly clock = new TestClock();
  readonly warnings: unknown[] = [];
  readonly sessions: Sessions;
  readonly server: Server;
  readonly backend: ReturnType<typeof createBackend>;
  url = '';
  private made = 0;

  /** `labs` is asked for labs over these sessions. */
  constructor(
    limits: Partial<SessionLimits> = {},
    { labs, began }: Pick<Partial<SiteLabs>, 'labs' | 'began'> = {},
  ) {
    const records = new Map<string, SessionRecord>();
    const warn = (what: string, error?: unknown) => void this.warnings.push([what, error]);
    this.sessions = new Sessions({
      openEngine: async () => {
        if (this.host.trouble) throw this.host.trouble;
        return new FakeEngine(this.host);
      },
      lessons: new Map([[ECHO.exercise.id, ECHO]]),
      store: {
        all: async () => [...records.values()],
        save: async (record) => void records.set(record.id, record),
        erase: async (id) => void records.delete(id),
      },
      limits: { ...DEFAULT_SESSION_LIMITS, warm: 0, ...limits },
      clock: this.clock,
      newId: () => this.newId(),
      note: () => {},
      warn,
      began,
    });
    this.backend = createBackend({
      sessions: this.sessions,
      cookieKey: Buffer.alloc(32, 7),
      origins: { allowed: [], loopback: true },
      trustedProxies: [],
      now: this.clock.now,
      warn,
      labs: labs?.(this),
    });
    this.server = createLabServer(this.backend, (_request, response) => {
      response.writeHead(404).end('no such page');
    });
  }

  async open(port = 0): Promise<this> {
    await listen(this.server, '127.0.0.1', port);
    await this.sessions.open().catch(() => {});
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    await this.sessions.shutdown();
    this.server.closeAllConnections();
    this.server.close();
  }

  private newId(): string {
    this.made += 1;
    return `session-${String(this.made).padStart(12, '0')}`;
  }
}

/** A browser before a site: it keeps its cookie and says which page it is on. */
export class Browser {
  cookie: string | undefined;
  readonly sockets: WebSocket[] = [];
  readonly url: string;
  readonly origin: string;

  constructor(url: string, origin = url) {
    this.url = url;
    this.origin = origin;
  }

  async request(method: string, path: string, body?: string): Promise<Response> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { ...this.headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';', 1)[0];
    return response;
  }

  socket(path: string): WebSocket {
    const url = new URL(path, this.url.replace('http', 'ws'));
    const socket = new WebSocket(url, { headers: this.headers });
    socket.on('error', () => {});
    this.sockets.push(socket);
    return socket;
  }

  /** What the page's scripts have: the same fetch and WebSocket, with this browser's cookie. */
  get network(): Network {
    return {
      origin: this.url,
      fetch: (input, init) =>
        this.request(init?.method ?? 'GET', String(input), init?.body?.toString()),
      openSocket: (url) => this.socket(url) as unknown as globalThis.WebSocket,
      backoffMs: [5, 10, 20],
    };
  }

  private get headers(): Record<string, string> {
    return { origin: this.origin, ...(this.cookie ? { cookie: this.cookie } : {}) };
  }
}

/** Resolves with the code a connection is closed with. */
export function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}

/** Resolves with the status of a refused upgrade. */
export function refusedUpgrade(socket: WebSocket): Promise<number | undefined> {
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
}
