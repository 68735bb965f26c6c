import type { WebSocket } from 'ws';
import { ClientMessage, CloseCode, type ServerMessage } from '../../src/schemas/protocol.ts';
import type { SessionEvent } from '../../src/session/session.ts';
import type { LabSession } from '../sessions/session.ts';
import { answerTo } from './problem.ts';
import { badFrame, cut, onFrames, send } from './sockets.ts';

const RATE = { burst: 100, perSecond: 20 };

type Warn = (what: string, error: unknown) => void;

/** Serves one workbench: its requests, and everything that happens in its session. */
export function serveLive(socket: WebSocket, session: LabSession, warn: Warn): void {
  const tell = (event: SessionEvent) => {
    const message = toMessage(event);
    if (message) send(socket, message);
    if (event.type === 'session' && session.over) {
      socket.close(CloseCode.ended, cut(event.session.reason ?? ''));
    }
  };
  const unsubscribe = session.subscribe(tell);
  onFrames(socket, RATE, {
    async text(data) {
      const request = parse(data);
      send(
        socket,
        await answer(session, request).catch((error) => refused(request.id, error, warn)),
      );
    },
    closed: unsubscribe,
  });
  for (const event of session.snapshot()) tell(event);
}

/** Does what was asked. The result is what the asker is told; others hear of it as events. */
async function answer(session: LabSession, request: ClientMessage): Promise<ServerMessage> {
  const { id } = request;
  switch (request.t) {
    case 'save': {
      const { path, content, base, force } = request;
      const { saved, file } = await session.save(path, content, base, force);
      return { t: saved ? 'done' : 'conflict', id, file };
    }
    case 'check':
      await session.check(request.only);
      return { t: 'done', id };
    case 'reset':
      await session.reset();
      return { t: 'done', id };
    case 'extend':
      session.extend();
      return { t: 'done', id };
    case 'end':
      session.end();
      return { t: 'done', id };
    case 'close-terminal':
      await session.closeTerminal(request.terminal);
      return { t: 'done', id };
  }
}

function refused(id: number, error: unknown, warn: Warn): ServerMessage {
  const { problem, unexpected } = answerTo(error);
  if (unexpected) warn('a request of a workbench failed', error);
  return { t: 'error', id, ...problem };
}

function parse(data: string): ClientMessage {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw badFrame();
  }
  const request = ClientMessage.safeParse(json);
  if (!request.success) throw badFrame();
  return request.data;
}

function toMessage(event: SessionEvent): ServerMessage | undefined {
  switch (event.type) {
    case 'session':
      return { t: 'session', session: event.session };
    case 'file':
      return { t: 'file', file: event.file };
    case 'checks':
      return { t: 'checks', results: [...event.results] };
    case 'activation':
      return { t: 'activation', activation: event.activation };
    case 'terminals':
      return { t: 'terminals', terminals: [...event.terminals] };
    case 'notice':
      return { t: 'error', code: event.code, message: event.message };
    case 'connected':
    case 'thinking':
      return undefined;
  }
}
