import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CloseCode, MAX_FRAME_BYTES } from '../../src/schemas/protocol.ts';
import type { ClassroomSockets } from '../classroom/sockets.ts';
import type { LabSession } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Access } from './access.ts';
import type { AddressOf } from './address.ts';
import { serveLive } from './live.ts';
import { checkOrigin, type OriginRule } from './origin.ts';
import { answerTo, Refusal } from './problem.ts';
import type { RateLimits } from './rate.ts';
import { sessionOf } from './routes/sessions.ts';
import { closeWith } from './sockets.ts';
import { serveTerminal, TERMINAL_ID } from './terminal-socket.ts';

/** A frame beyond this is not even received; one beyond the protocol's limit gets its close code. */
const HARD_FRAME_BYTES = 4 * MAX_FRAME_BYTES;

export interface UpgradesOptions {
  readonly sessions: Sessions;
  readonly access: Access;
  readonly origins: OriginRule;
  readonly addressOf: AddressOf;
  /** New connections, by the address they come from. */
  readonly connections: RateLimits;
  readonly warn: (what: string, error: unknown) => void;
  /** Labs, where there are any. */
  readonly classroom?: ClassroomSockets | undefined;
}

/** The WebSockets of the sandbox. */
export class Upgrades {
  private readonly options: UpgradesOptions;
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: HARD_FRAME_BYTES,
    perMessageDeflate: false,
  });

  constructor(options: UpgradesOptions) {
    this.options = options;
  }

  /** Whether the request is for one of our WebSockets; others (Vite's) are left alone. */
  concerns(request: IncomingMessage): boolean {
    return request.url?.startsWith('/api/') === true;
  }

  /** For a server's `upgrade` event. */
  readonly handle = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    try {
      checkOrigin(request, this.options.origins);
      if (!this.options.connections.take(this.options.addressOf(request))) throw tooMany();
    } catch (error) {
      refuse(socket, error);
      return;
    }
    // A browser learns nothing of a refused upgrade, so what a page should know comes as a close.
    this.server.handleUpgrade(request, socket, head, (ws) => {
      this.serve(ws, request).catch((error: unknown) => {
        ws.on('error', () => {});
        closeWith(ws, error);
      });
    });
  };

  /** Ends all connections: the server is about to stop. */
  close(): void {
    for (const ws of this.server.clients) ws.close(CloseCode.restarting, 'The sandbox stops.');
  }

  private async serve(ws: WebSocket, request: IncomingMessage): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://lab');
    const { pathname, searchParams } = url;
    const { classroom } = this.options;
    if (classroom?.concerns(pathname)) return classroom.serve(ws, request, url);
    const [, id = '', terminal] =
      /^\/api\/sessions\/([^/]+)\/(?:live|terminals\/([^/]+))$/.exec(pathname) ?? [];
    if (!id || (terminal !== undefined && !TERMINAL_ID.test(terminal))) {
      throw new Refusal('unknown-path', 'There is nothing at this address.');
    }
    const session = this.session(request, id);
    if (terminal === undefined) serveLive(ws, session, this.options.warn);
    else serveTerminal(ws, session, terminal, searchParams);
  }

  private session(request: IncomingMessage, id: string): LabSession {
    const { sessions, access } = this.options;
    return sessionOf(sessions, access.known(request.headers.cookie), id);
  }
}

function refuse(socket: Duplex, error: unknown): void {
  const { status, problem } = answerTo(error);
  const body = JSON.stringify(problem);
  socket.on('error', () => {});
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const tooMany = (): Refusal =>
  new Refusal('too-many', 'Too many connections in a short time. Wait a moment.');
