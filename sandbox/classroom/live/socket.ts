import type { WebSocket } from 'ws';
import type { ClassFrame } from '../../../src/schemas/classroom/live.ts';
import { answerTo } from '../../http/problem.ts';
import { closeWith, onFrames, type Parser, readFrame, send } from '../../http/sockets.ts';
import type { Onlooker } from './board.ts';
import type { ClassHub } from './hub.ts';

const RATE = { burst: 60, perSecond: 10 };

export interface ClassSocketOptions<R extends { id: number }> {
  readonly hub: ClassHub;
  readonly onlooker: Onlooker;
  /** The last event this page saw; undefined on a first visit. */
  readonly since: number | undefined;
  readonly requests: Parser<R>;
  readonly perform: (request: R) => Promise<void>;
  readonly closed: () => void;
  readonly warn: (what: string, error: unknown) => void;
}

/** Serves one page of a class: what it asks for, and everything it may see. */
export function serveClass<R extends { id: number }>(
  socket: WebSocket,
  options: ClassSocketOptions<R>,
): void {
  const { hub, onlooker, since, requests, perform, warn } = options;
  const tell = (frame: ClassFrame) => send(socket, frame);
  const unsubscribe = hub.subscribe(
    { onlooker, tell, end: (reason) => closeWith(socket, reason) },
    since,
  );
  onFrames(socket, RATE, {
    async text(data) {
      const request = readFrame(data, requests);
      const { id } = request;
      try {
        await perform(request);
        tell({ t: 'done', id });
      } catch (error) {
        const { problem, unexpected } = answerTo(error);
        if (unexpected) warn('a request in a class failed', error);
        tell({ t: 'error', id, ...problem });
      }
    },
    closed() {
      unsubscribe();
      options.closed();
    },
  });
}
