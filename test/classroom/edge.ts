/** What a class's server says, played at the edge of the browser: screens without machines. */
import type { Page, WebSocketRoute } from 'playwright-core';
import type { ClassFrame } from '../../src/schemas/classroom/live.ts';
import { snapshot } from './class-view.ts';

type Snapshot = Parameters<typeof snapshot>[0];

export class Edge {
  private readonly page: Page;
  private readonly sockets = new Set<WebSocketRoute>();
  /** Requests of the page over the live connection, in order. */
  readonly asked: ({ t: string } & Record<string, unknown>)[] = [];
  /** Bodies of what was posted, by path below /api/class. */
  readonly posted = new Map<string, unknown>();
  private state: Snapshot;

  constructor(page: Page, state: Snapshot) {
    this.page = page;
    this.state = state;
  }

  /** Answers by path below /api/class; everything else is not there. */
  async open(answers: Readonly<Record<string, unknown>>): Promise<void> {
    await this.page.route('**/api/class/**', (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname.replace('/api/class', '');
      if (request.method() !== 'GET') this.posted.set(path, request.postDataJSON());
      if (path in answers) return route.fulfill({ json: answers[path] });
      const json = { code: 'unknown-path', message: 'There is nothing at this address.' };
      return route.fulfill({ status: 404, json });
    });
    await this.page.routeWebSocket('**/api/class/**', (socket) => {
      this.sockets.add(socket);
      socket.onClose(() => this.sockets.delete(socket));
      socket.onMessage((data) => {
        const message = JSON.parse(String(data));
        this.asked.push(message);
        socket.send(JSON.stringify({ t: 'done', id: message.id }));
      });
      socket.send(JSON.stringify(snapshot({ now: Date.now(), ...this.state })));
    });
  }

  say(frame: ClassFrame): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(frame));
  }

  /** The connection drops; the next one begins with `state`. */
  async drop(state: Snapshot): Promise<void> {
    this.state = state;
    for (const socket of [...this.sockets]) await socket.close({ code: 1012 });
  }
}
