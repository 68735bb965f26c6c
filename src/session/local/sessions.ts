import type { Clock } from '../../grading/deadline.ts';
import type { CreateSession } from '../../schemas/protocol.ts';
import { type Session, SessionError } from '../session.ts';
import { exerciseOf, localId } from './id.ts';
import { LocalSession } from './session.ts';
import type { LocalLesson, StartTabMachine } from './tab-machine.ts';
import type { TabTurn } from './turn.ts';
import type { WorkStore } from './work-store.ts';

export interface LocalSessionsOptions {
  readonly start: StartTabMachine;
  /** The exercise and what its machine starts with. Throws SessionError. */
  readonly lesson: (exercise: string) => Promise<LocalLesson>;
  readonly store: WorkStore;
  readonly turn: TabTurn;
  readonly clock: Clock;
  /** A word that no other session has. */
  readonly newId: () => string;
}

const GONE_ELSEWHERE =
  'The machine went to another tab of this browser, where it was asked for. Your files went along.';

/** Sessions whose machine runs in this tab: one at a time in the whole browser. */
export class LocalSessions {
  private readonly options: LocalSessionsOptions;
  private session: LocalSession | undefined;
  /** The machine was called here from another tab: its work comes along. */
  private called = false;

  constructor(options: LocalSessionsOptions) {
    this.options = options;
    options.turn.onAsked = () => void this.session?.leave(GONE_ELSEWHERE);
    options.turn.onLost = () => this.session?.lose(GONE_ELSEWHERE);
  }

  /** Throws SessionError `elsewhere` while another tab has the machine. */
  async create({ exercise, files = [] }: CreateSession): Promise<Session> {
    return this.open(localId(exercise, this.options.newId()), exercise, files, this.called);
  }

  /** A session of before a reload goes on in a new machine with its work. */
  async attach(id: string): Promise<Session | null> {
    const exercise = exerciseOf(id);
    return exercise === undefined ? null : this.open(id, exercise, [], true);
  }

  /** Calls the machine here from the tab that has it. */
  async takeOver(): Promise<void> {
    await this.options.turn.ask();
    this.called = true;
  }

  /** The page may be on its way out. */
  async settle(): Promise<void> {
    await this.session?.settle();
  }

  private async open(
    id: string,
    exercise: string,
    saved: NonNullable<CreateSession['files']>,
    goesOn: boolean,
  ): Promise<Session> {
    const { turn, store, start, clock } = this.options;
    const lesson = await this.options.lesson(exercise);
    const release = await turn.take();
    if (!release) {
      throw new SessionError(
        'elsewhere',
        'The machine runs in another tab of this browser. There is room for one: go to that tab, or use it here.',
      );
    }
    this.called = false;
    if (!goesOn) await store.forget(exercise);
    const work = goesOn ? await store.load(exercise) : undefined;
    const session = new LocalSession({
      id,
      lesson,
      start,
      store,
      saved,
      ...(work ? { work } : {}),
      clock,
      released: () => {
        if (this.session === session) this.session = undefined;
        release();
      },
    });
    this.session = session;
    return session;
  }
}
