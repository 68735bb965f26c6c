import type { WebSocket } from 'ws';
import { z } from 'zod';
import {
  CloseCode,
  TerminalClientMessage,
  type TerminalServerMessage,
} from '../../src/schemas/protocol.ts';
import type { TerminalHost, Viewer } from '../../src/session/terminal/host.ts';
import type { Size } from '../../src/session/terminal/terminals.ts';
import type { LabSession } from '../sessions/session.ts';
import { answerTo } from './problem.ts';
import { badFrame, closeWith, onFrames, send } from './sockets.ts';

/** Key strokes and acknowledgements: a flood of output brings many of the latter. */
const RATE = { burst: 2_000, perSecond: 1_000 };

const Dimension = z.coerce.number().int().min(2).max(1_000);
const DEFAULT_SIZE: Size = { cols: 80, rows: 24 };

/** Names a workbench may give its terminals. */
export const TERMINAL_ID = /^[\w-]{1,32}$/;

/** Serves one screen: attaches it to terminal `id` of the session, which is opened if need be. */
export function serveTerminal(
  socket: WebSocket,
  session: LabSession,
  id: string,
  query: URLSearchParams,
): void {
  const viewer = viewerOn(socket);
  let host: TerminalHost | undefined;
  let closed = false;
  session.touch();
  const attaching = session.attachTerminal(id, sizeOf(query), viewer).then((attached) => {
    host = attached;
    if (closed) attached.detach(viewer);
  });
  attaching.catch((error) => {
    const { close, problem } = answerTo(error);
    // What trying again does not change is told on the terminal's screen.
    if (close === CloseCode.restarting) closeWith(socket, error);
    else viewer.ended(problem.message);
  });
  onFrames(socket, RATE, {
    text(data) {
      const message = parse(data);
      if (message.t === 'ack') host?.acknowledge(viewer, message.bytes);
      else if (valid(message)) host?.resize(message.cols, message.rows);
    },
    async binary(data) {
      session.touch();
      await attaching.catch(() => {});
      await host?.write(data);
    },
    closed() {
      closed = true;
      host?.detach(viewer);
    },
  });
}

function viewerOn(socket: WebSocket): Viewer {
  const tell = (message: TerminalServerMessage) => send(socket, message);
  return {
    attached: (replay) => tell({ t: 'attached', replay }),
    output: (data) => {
      if (socket.readyState === socket.OPEN) socket.send(data);
    },
    ended(reason) {
      tell({ t: 'exit', reason });
      socket.close(1000);
    },
  };
}

function parse(data: string): TerminalClientMessage {
  try {
    return TerminalClientMessage.parse(JSON.parse(data));
  } catch {
    throw badFrame();
  }
}

function sizeOf(query: URLSearchParams): Size {
  const cols = Dimension.safeParse(query.get('cols'));
  const rows = Dimension.safeParse(query.get('rows'));
  return cols.success && rows.success ? { cols: cols.data, rows: rows.data } : DEFAULT_SIZE;
}

const valid = ({ cols, rows }: Size): boolean =>
  Dimension.safeParse(cols).success && Dimension.safeParse(rows).success;
