import type { WebSocket } from 'ws';
import { closeWith } from '../http/sockets.ts';
import { ClassroomError } from './error.ts';

/** The open WebSockets of labs, by whose right they are open, so that they end with it. */
export class Connections {
  private readonly byRight = new Map<string, Set<WebSocket>>();

  /** `right` is a browser, as `Access` knows it, or a learner's id. */
  add(right: string, socket: WebSocket): void {
    const sockets = this.byRight.get(right) ?? new Set();
    this.byRight.set(right, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.byRight.get(right) === sockets) this.byRight.delete(right);
    });
  }

  /** The right is gone: signed out, or erased. */
  end(right: string): void {
    for (const socket of this.byRight.get(right) ?? []) {
      closeWith(socket, new ClassroomError('not-signed-in', 'You were signed out of this lab.'));
    }
  }
}
