/** A page's end of the live WebSocket of a class. */
import { type ReadonlySignal, signal } from '@preact/signals';
import {
  ClassFrame,
  type InstructorRequest,
  type LearnerRequest,
} from '../../schemas/classroom/live.ts';
import { Line } from '../../session/line.ts';
import { type Network, pageNetwork } from '../../session/network.ts';
import { parseJson } from '../../session/remote-terminal.ts';
import { SessionError } from '../../session/session.ts';
import { after, type ClassState } from './state.ts';

/** How long a request waits for a lost connection to come back, ms. */
const PATIENCE_MS = 10_000;
/** Events that arrive within this time are drawn together, ms. */
const TOGETHER_MS = 150;

type WithoutId<M> = M extends unknown ? Omit<M, 'id'> : never;
export type ClassRequest = WithoutId<LearnerRequest> | WithoutId<InstructorRequest>;

interface Waiting {
  readonly text: string;
  readonly done: () => void;
  readonly fail: (error: SessionError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  sent: boolean;
}

export interface ClassClientOptions {
  readonly network?: Network;
  readonly now?: () => number;
  readonly togetherMs?: number;
}

/**
 * Follows a class: catches up by itself after every loss of the connection, from the last event it
 * saw. What does not parse is ignored.
 */
export class ClassClient {
  private readonly line: Line;
  private readonly clock: () => number;
  private readonly togetherMs: number;
  private readonly waiting = new Map<number, Waiting>();
  private readonly shown = signal<ClassState | null>(null);
  private readonly link = signal<'connecting' | 'connected' | 'lost'>('connecting');
  private readonly ended = signal<string | null>(null);
  private newest: ClassState | null = null;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private ahead = 0;
  private nextId = 1;

  constructor(classId: string, options: ClassClientOptions = {}) {
    this.clock = options.now ?? Date.now;
    this.togetherMs = options.togetherMs ?? TOGETHER_MS;
    const path = `/api/class/classes/${encodeURIComponent(classId)}/live`;
    this.line = new Line(
      options.network ?? pageNetwork(),
      () => (this.newest ? `${path}?since=${this.newest.seq}` : path),
      {
        opened: () => this.opened(),
        text: (data) => this.receive(data),
        binary: () => {},
        dropped: () => this.dropped(),
        over: (_code, reason) => this.over(reason),
      },
    );
  }

  /** Null until the first snapshot. */
  get state(): ReadonlySignal<ClassState | null> {
    return this.shown;
  }

  /** `lost` while the connection is being made again. */
  get connection(): ReadonlySignal<'connecting' | 'connected' | 'lost'> {
    return this.link;
  }

  /** Why the class cannot be followed any more, in words. */
  get closed(): ReadonlySignal<string | null> {
    return this.ended;
  }

  /** The server's clock, as far as it is known, ms. */
  now(): number {
    return this.clock() + this.ahead;
  }

  /** Resolves when the server has done it. Throws {@link SessionError} with its words. */
  ask(request: ClassRequest): Promise<void> {
    if (this.ended.value !== null) {
      return Promise.reject(new SessionError('ended', this.ended.value));
    }
    const id = this.nextId++;
    return new Promise((done, fail) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        fail(unanswered());
      }, PATIENCE_MS);
      const waiting: Waiting = {
        text: JSON.stringify({ ...request, id }),
        done,
        fail,
        timer,
        sent: false,
      };
      this.waiting.set(id, waiting);
      waiting.sent = this.line.send(waiting.text);
    });
  }

  dispose(): void {
    this.line.close();
    clearTimeout(this.drawing);
    this.drop(() => true);
  }

  private opened(): void {
    this.link.value = 'connected';
    for (const waiting of this.waiting.values()) {
      if (!waiting.sent) waiting.sent = this.line.send(waiting.text);
    }
  }

  private receive(data: string): void {
    const parsed = ClassFrame.safeParse(parseJson(data));
    if (!parsed.success) return;
    const frame = parsed.data;
    if (frame.t === 'done' || frame.t === 'error') {
      this.answer(frame);
      return;
    }
    this.ahead = frame.now - this.clock();
    this.newest = after(this.newest, frame);
    if (this.shown.value === null || this.togetherMs === 0) this.draw();
    else this.drawing ??= setTimeout(() => this.draw(), this.togetherMs);
  }

  private draw(): void {
    clearTimeout(this.drawing);
    this.drawing = undefined;
    this.shown.value = this.newest;
  }

  private answer(frame: Extract<ClassFrame, { t: 'done' | 'error' }>): void {
    if (frame.id === undefined) return;
    const waiting = this.waiting.get(frame.id);
    if (!waiting) return;
    this.waiting.delete(frame.id);
    clearTimeout(waiting.timer);
    if (frame.t === 'done') waiting.done();
    else waiting.fail(new SessionError(frame.code, frame.message));
  }

  /** What was sent may or may not have been done: it is not sent again by itself. */
  private dropped(): void {
    this.link.value = 'lost';
    this.drop(({ sent }) => sent);
  }

  private over(reason: string): void {
    this.link.value = 'lost';
    this.ended.value =
      reason || 'This browser is not in the class any more. Join it again, or sign in again.';
    this.drop(() => true);
  }

  private drop(which: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.waiting) {
      if (!which(waiting)) continue;
      this.waiting.delete(id);
      clearTimeout(waiting.timer);
      waiting.fail(unanswered());
    }
  }
}

const unanswered = () =>
  new SessionError(
    'unanswered',
    'The lab did not answer. Look whether it is done; if not, try again.',
  );
