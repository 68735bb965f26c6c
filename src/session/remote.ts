import * as z from 'zod/mini';
import {
  type ClientMessage,
  type CreateSession,
  MAX_FILE_BYTES,
  ServerMessage,
} from '../schemas/protocol.ts';
import { SessionView } from '../schemas/session.ts';
import { Line } from './line.ts';
import { type Network, pageNetwork, request } from './network.ts';
import { parseJson, RemoteTerminal } from './remote-terminal.ts';
import {
  type SaveResult,
  type Session,
  SessionError,
  type SessionEvent,
  type TerminalLink,
} from './session.ts';

/** How long a call waits for a lost connection to come back, ms. */
const PATIENCE_MS = 20_000;

/** Asks the sandbox for a machine. Throws {@link SessionError} with the sandbox's reason. */
export async function createSession(
  wanted: CreateSession,
  network: Network = pageNetwork(),
): Promise<SessionView> {
  return view(await request(network, 'POST', '/api/sessions', wanted));
}

/** The sessions of this browser that are not over, to come back to after a reload. */
export async function listSessions(network: Network = pageNetwork()): Promise<SessionView[]> {
  const answer = z.array(SessionView).safeParse(await request(network, 'GET', '/api/sessions'));
  if (!answer.success) throw badAnswer();
  return answer.data;
}

/** Connects to a session that {@link createSession} or {@link listSessions} returned. */
export function openSession(start: SessionView, network: Network = pageNetwork()): Session {
  return new RemoteSession(start, network);
}

function view(answer: unknown): SessionView {
  const parsed = SessionView.safeParse(answer);
  if (!parsed.success) throw badAnswer();
  return parsed.data;
}

const badAnswer = (): SessionError =>
  new SessionError(
    'bad-answer',
    'The sandbox answers in a way this page does not know. Reload it.',
  );

type Request = ClientMessage extends infer M ? (M extends unknown ? Omit<M, 'id'> : never) : never;

interface Waiting {
  readonly message: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: SessionError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  sent: boolean;
}
type Answer = Extract<ServerMessage, { t: 'done' | 'conflict' }>;

/** A session on a sandbox's machine, over one WebSocket and one more for each terminal. */
class RemoteSession implements Session {
  private readonly network: Network;
  private readonly line: Line;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly waiting = new Map<number, Waiting>();
  private readonly terminals = new Map<string, RemoteTerminal>();
  private current: SessionView;
  private nextId = 1;
  private connected = false;
  private over: SessionError | undefined;

  constructor(start: SessionView, network: Network) {
    this.current = start;
    this.network = network;
    this.line = new Line(network, () => `${this.path}/live`, {
      opened: () => this.opened(),
      text: (data) => this.receive(data),
      binary: () => {},
      dropped: () => this.dropped(),
      over: (_code, reason) => this.lost(reason),
    });
  }

  get view(): SessionView {
    return this.current;
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async save(
    path: string,
    content: string,
    base: string | null,
    force?: boolean,
  ): Promise<SaveResult> {
    if (new TextEncoder().encode(content).length > MAX_FILE_BYTES) {
      const limit = `${MAX_FILE_BYTES / 1024} KiB`;
      throw new SessionError(
        'too-large',
        `This file is larger than ${limit}. Shorten it; nothing was saved and your text is kept.`,
      );
    }
    const answer = await this.call({
      t: 'save',
      path,
      content,
      base,
      ...(force === undefined ? {} : { force }),
    });
    if (!answer.file) throw badAnswer();
    return { saved: answer.t === 'done', file: answer.file };
  }

  async check(only?: readonly string[]): Promise<void> {
    await this.call({ t: 'check', ...(only === undefined ? {} : { only: [...only] }) });
  }

  async reset(): Promise<void> {
    await this.call({ t: 'reset' });
  }

  async extend(): Promise<void> {
    await this.call({ t: 'extend' });
  }

  async end(): Promise<void> {
    // The machine's end may be heard of before the answer.
    await this.call({ t: 'end' }).catch((error: unknown) => {
      if (this.current.state !== 'ended') throw error;
    });
  }

  openTerminal(id: string, size: { cols: number; rows: number }): TerminalLink {
    this.terminals.get(id)?.dispose();
    const terminal = new RemoteTerminal(size);
    this.terminals.set(id, terminal);
    if (this.over) terminal.end(this.over.message);
    else if (this.current.state === 'ready') this.connectTerminal(id, terminal);
    return terminal;
  }

  async closeTerminal(id: string): Promise<void> {
    await this.call({ t: 'close-terminal', terminal: id });
  }

  dispose(): void {
    this.close(new SessionError('disposed', 'This page has let go of the session.'));
    this.listeners.clear();
  }

  private get path(): string {
    return `/api/sessions/${encodeURIComponent(this.current.id)}`;
  }

  private emit(event: SessionEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  private connectTerminal(id: string, terminal: RemoteTerminal): void {
    terminal.connect(this.network, `${this.path}/terminals/${encodeURIComponent(id)}`);
  }

  private call(request: Request): Promise<Answer> {
    if (this.over) return Promise.reject(this.over);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(id)?.reject(noConnection()), PATIENCE_MS);
      const message = JSON.stringify({ ...request, id });
      this.waiting.set(id, { message, resolve, reject, timer, sent: false });
      this.sendWaiting();
    });
  }

  private sendWaiting(): void {
    for (const entry of this.waiting.values()) {
      if (entry.sent || !this.line.send(entry.message)) continue;
      entry.sent = true;
      clearTimeout(entry.timer);
    }
  }

  private settle(id: number): Waiting | undefined {
    const entry = this.waiting.get(id);
    if (entry) clearTimeout(entry.timer);
    this.waiting.delete(id);
    return entry;
  }

  private opened(): void {
    this.connected = true;
    this.emit({ type: 'connected', connected: true });
    this.sendWaiting();
  }

  /** What was under way may or may not have happened: the caller hears so and can repeat it. */
  private dropped(): void {
    for (const [id, entry] of this.waiting) if (entry.sent) this.settle(id)?.reject(interrupted());
    if (!this.connected) return;
    this.connected = false;
    this.emit({ type: 'connected', connected: false });
  }

  private receive(text: string): void {
    const parsed = ServerMessage.safeParse(parseJson(text));
    if (!parsed.success) {
      this.emit({ type: 'notice', code: 'bad-answer', message: badAnswer().message });
      return;
    }
    const message = parsed.data;
    switch (message.t) {
      case 'session':
        this.changed(message.session);
        return;
      case 'file':
        this.emit({ type: 'file', file: message.file });
        return;
      case 'checks':
        this.emit({ type: 'checks', results: message.results });
        return;
      case 'activation':
        this.emit({ type: 'activation', activation: message.activation });
        return;
      case 'terminals':
        this.emit({ type: 'terminals', terminals: message.terminals });
        return;
      case 'error':
        this.refused(message.id, new SessionError(message.code, message.message));
        return;
      default:
        this.settle(message.id)?.resolve(message);
    }
  }

  private refused(id: number | undefined, error: SessionError): void {
    if (id === undefined) {
      this.emit({ type: 'notice', code: error.code, message: error.message });
    } else {
      this.settle(id)?.reject(error);
    }
  }

  private changed(session: SessionView): void {
    this.current = session;
    if (session.state === 'ready') {
      for (const [id, terminal] of this.terminals) this.connectTerminal(id, terminal);
    }
    this.emit({ type: 'session', session });
    if (session.state === 'ended' || session.state === 'error') {
      this.close(new SessionError('ended', session.reason ?? 'This machine has ended.'));
    }
  }

  /** The sandbox closed the connection for good without having said how the session ended. */
  private lost(reason: string): void {
    this.changed({
      ...this.current,
      state: 'ended',
      reason: reason || 'The sandbox no longer has this machine. Start a new one.',
    });
  }

  private close(why: SessionError): void {
    if (this.over) return;
    this.over = why;
    this.line.close();
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(why);
    for (const terminal of this.terminals.values()) terminal.end(why.message);
    this.terminals.clear();
  }
}

const noConnection = (): SessionError =>
  new SessionError(
    'disconnected',
    'There is no connection to the sandbox right now. Your text is kept; try again in a moment.',
  );

const interrupted = (): SessionError =>
  new SessionError(
    'disconnected',
    'The connection to the sandbox dropped before it answered. Your text is kept; try again.',
  );
