/** One class while it is being taught: who is there, what they see, and what is written down. */
import type { ClassView } from '../../../src/schemas/classroom/class.ts';
import type { AccessEntry, LearnerView } from '../../../src/schemas/classroom/learner.ts';
import type { ClassEvent, ClassFrame, Message } from '../../../src/schemas/classroom/live.ts';
import type { Clock } from '../../sessions/clock.ts';
import type { Entry, Store, StoredLearner } from '../../store/store.ts';
import { ClassroomError, unknownClass } from '../error.ts';
import { Pace } from '../pace.ts';
import { newRow, still } from '../progress.ts';
import { stuckOn } from '../stuck.ts';
import { Board, entryOf, type Onlooker, shownTo } from './board.ts';

/** A change that could not be written is tried again after this, ms. */
const AGAIN_MS = 1_000;

export interface HubOptions {
  readonly classId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Changes of rows are written and told together, at most once in this time, ms. */
  readonly togetherMs: number;
  readonly warn: (what: string, error: unknown) => void;
}

interface Listener {
  readonly onlooker: Onlooker;
  readonly tell: (frame: ClassFrame) => void;
  /** The class is no more. */
  readonly end: (reason: Error) => void;
}

type Change = (row: LearnerView) => LearnerView;

export class ClassHub {
  private readonly options: HubOptions;
  private readonly board = new Board();
  private readonly listeners = new Set<Listener>();
  /** Changes that wait for the log, by learner; whoever asked waits with them. */
  private pending = new Map<string, readonly Change[]>();
  /** Resolves once what is pending now is written. */
  private batch: Promise<void> | undefined;
  private wroteAt = Number.NEGATIVE_INFINITY;
  private hurry = () => {};
  private writing: Promise<unknown> = Promise.resolve();
  private pace = new Pace([]);
  private over = false;

  private constructor(options: HubOptions) {
    this.options = options;
  }

  /** Takes the class up where the log left it. Throws `unknown-class`. */
  static async open(options: HubOptions, view: ClassView): Promise<ClassHub> {
    const hub = new ClassHub(options);
    hub.follow(hub.board.take(await options.store.entries.since(options.classId, 0)));
    const learners = await options.store.learners.ofClass(options.classId);
    const missing = learners.filter(({ id }) => !hub.board.row(id)).map(newRow);
    // Nobody is connected to a server that has just begun.
    const gone = hub.board.rows.filter(({ online }) => online);
    await hub.write([
      ...(JSON.stringify(hub.board.view) === JSON.stringify(view)
        ? []
        : [entryOf({ t: 'class', class: view })]),
      ...[...missing, ...gone.map((row) => ({ ...still(row), online: false }))].map((learner) =>
        entryOf({ t: 'learner', learner }),
      ),
    ]);
    return hub;
  }

  get view(): ClassView {
    const { view } = this.board;
    if (!view) throw unknownClass();
    return view;
  }

  get rows(): readonly LearnerView[] {
    return this.board.rows;
  }

  get eyesUp() {
    return this.board.eyesUp;
  }

  /** Throws `unknown-learner`. */
  row(id: string): LearnerView {
    const row = this.board.row(id);
    if (row) return row;
    throw new ClassroomError('unknown-learner', 'There is no such learner in this class.');
  }

  accessOf(learner: string): readonly AccessEntry[] {
    return this.board.accessOf(learner);
  }

  /** Tells what was missed since `seq`, or everything, and from then on what happens. */
  subscribe(listener: Listener, since: number | undefined): () => void {
    const { onlooker, tell } = listener;
    const now = this.options.clock.now();
    if (since !== undefined && since <= this.board.seq) {
      for (const { seq, event } of this.board.since(since, onlooker)) {
        tell({ t: 'event', seq, now, event });
      }
    } else {
      const snapshot = this.board.snapshot(onlooker, now);
      if (snapshot) tell(snapshot);
    }
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Writes what waits to be written, and from then on tries nothing again. */
  async settle(): Promise<void> {
    this.over = true;
    this.hurry();
    await this.batch?.catch(() => {});
    await this.writing;
  }

  /** Lets go of everybody. */
  close(reason: Error): void {
    for (const { end } of [...this.listeners]) end(reason);
  }

  messagesWith(learner: string): readonly Message[] {
    return this.board.messagesWith(learner);
  }

  isHere(learner: string): boolean {
    return [...this.listeners].some(
      ({ onlooker }) => onlooker !== 'instructor' && onlooker.learner === learner,
    );
  }

  /**
   * Changes a learner's row. Resolves once it is written. What comes within a short time is written
   * together; while the store cannot be reached it is kept, and tried again.
   */
  change(learner: string, change: Change): Promise<void> {
    this.pending.set(learner, [...(this.pending.get(learner) ?? []), change]);
    this.batch ??= this.flush();
    return this.batch;
  }

  /** Writes events and tells them. `about` says whose business an `access` event is. */
  async publish(event: ClassEvent, about?: string): Promise<void> {
    const of = about === undefined ? undefined : { learner: about, id: this.options.newId() };
    await this.inTurn(() => this.write([entryOf(event, of)]));
  }

  async log(learner: string, entry: Omit<AccessEntry, 'at'>): Promise<void> {
    const at = this.options.clock.now();
    await this.publish({ t: 'access', entry: { at, ...entry } }, learner);
  }

  /** The learner is no more: nothing about them stays here, and everybody is told. */
  async erase(learner: StoredLearner): Promise<void> {
    await this.inTurn(async () => {
      await this.options.store.learners.erase(learner);
      this.board.drop(learner.id);
      await this.write([entryOf({ t: 'gone', learner: learner.id })]);
    });
  }

  async enrol(learner: StoredLearner): Promise<void> {
    if (this.board.row(learner.id)) return;
    await this.publish({ t: 'learner', learner: newRow(learner) });
  }

  /** Who is stuck changes with time as well: called now and then. */
  async look(): Promise<void> {
    const now = this.options.clock.now();
    const changed = this.rows.filter(
      (row) => JSON.stringify(this.stuck(row, now)) !== JSON.stringify(row.stuck),
    );
    await Promise.all(changed.map(({ id }) => this.change(id, (row) => row)));
  }

  private async flush(): Promise<void> {
    await this.due();
    while (!(await this.inTurn(() => this.writePending()))) {
      if (this.over) throw new Error('The class was closed before a change could be written.');
      await this.pause(AGAIN_MS);
    }
  }

  /** Resolves when the last writing is long enough ago: at once where nothing happened lately. */
  private async due(): Promise<void> {
    const { clock, togetherMs } = this.options;
    const passed = Math.max(0, clock.now() - this.wroteAt);
    if (passed < togetherMs) await this.pause(togetherMs - passed);
  }

  private async pause(ms: number): Promise<void> {
    if (this.over) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.options.clock.after(ms, resolve);
    this.hurry = resolve;
    await promise;
    cancel();
  }

  /** Only rows that changed are looked at. False when the store could not take them: they wait. */
  private async writePending(): Promise<boolean> {
    const { pending } = this;
    this.pending = new Map();
    this.batch = undefined;
    const now = this.options.clock.now();
    const entries = [...pending].flatMap(([id, changes]): Entry[] => {
      const before = this.board.row(id);
      if (!before) return [];
      const changed = changes.reduce((row, change) => change(row), before);
      const learner = { ...changed, stuck: this.stuck(changed, now) };
      if (JSON.stringify(learner) === JSON.stringify(before)) return [];
      return [entryOf({ t: 'learner', learner })];
    });
    if (entries.length > 0) this.wroteAt = now;
    try {
      await this.write(entries);
      return true;
    } catch (error) {
      this.options.warn('what happened in a class could not be written yet', error);
      for (const [id, later] of this.pending) {
        pending.set(id, [...(pending.get(id) ?? []), ...later]);
      }
      this.pending = pending;
      return false;
    }
  }

  private stuck(row: LearnerView, now: number): LearnerView['stuck'] {
    const at = this.pace.place(row);
    return stuckOn(row, at, at && this.pace.median(at, now), now);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.writing.then(work);
    this.writing = done.catch(() => {});
    return done;
  }

  private async write(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const { store, classId, clock } = this.options;
    const at = clock.now();
    const written = this.board.take(await store.entries.write(classId, entries));
    this.follow(written);
    for (const kept of written) {
      for (const { onlooker, tell } of this.listeners) {
        const event = shownTo(onlooker, kept);
        if (event) tell({ t: 'event', seq: kept.seq, now: at, event });
      }
    }
  }

  private follow(kept: readonly { event: ClassEvent }[]): void {
    for (const { event } of kept) {
      if (event.t === 'learner') this.pace.take(event.learner);
      else if (event.t === 'gone') this.pace.drop(event.learner);
      else if (event.t === 'class') {
        this.pace = new Pace(event.class.lessons);
        for (const row of this.rows) this.pace.take(row);
      }
    }
  }
}
