/** One class while it is being taught: who is there, what they see, and what is written down. */
import type { ClassView } from '../../../src/schemas/classroom/class.ts';
import type { AccessEntry, LearnerView } from '../../../src/schemas/classroom/learner.ts';
import type { ClassEvent, ClassFrame, Message } from '../../../src/schemas/classroom/live.ts';
import type { Entry, Store, StoredLearner } from '../../store/store.ts';
import { ClassroomError, unknownClass } from '../error.ts';
import { newRow } from '../progress.ts';
import { type At, medianOn, stuckOn, whereAt } from '../stuck.ts';
import { Board, entryOf, type Onlooker, shownTo } from './board.ts';

export interface HubOptions {
  readonly classId: string;
  readonly store: Store;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
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
  private pending = new Map<string, Change[]>();
  private writing: Promise<void> = Promise.resolve();

  private constructor(options: HubOptions) {
    this.options = options;
  }

  /** Takes the class up where the log left it. Throws `unknown-class`. */
  static async open(options: HubOptions, view: ClassView): Promise<ClassHub> {
    const hub = new ClassHub(options);
    hub.board.take(await options.store.entries.since(options.classId, 0));
    const learners = await options.store.learners.ofClass(options.classId);
    const missing = learners.filter(({ id }) => !hub.board.row(id)).map(newRow);
    // Nobody is connected to a server that has just begun.
    const gone = hub.board.rows.filter(({ online }) => online);
    await hub.write([
      ...(JSON.stringify(hub.board.view) === JSON.stringify(view)
        ? []
        : [entryOf({ t: 'class', class: view })]),
      ...[...missing, ...gone.map((row) => ({ ...row, online: false }))].map((learner) =>
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
    const now = this.options.now();
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

  /** Changes a learner's row. Resolves once it is written; many changes are written together. */
  async change(learner: string, change: Change): Promise<void> {
    const waiting = this.pending.get(learner);
    if (waiting) waiting.push(change);
    else this.pending.set(learner, [change]);
    await this.flush();
  }

  /** Writes events and tells them. `about` says whose business an `access` event is. */
  async publish(event: ClassEvent, about?: string): Promise<void> {
    const of = about === undefined ? undefined : { learner: about, id: this.options.newId() };
    await this.inTurn(() => this.write([entryOf(event, of)]));
  }

  async log(learner: string, entry: Omit<AccessEntry, 'at'>): Promise<void> {
    const at = this.options.now();
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
    const now = this.options.now();
    const ats = new Map(this.rows.map((row) => [row.id, this.at(row)]));
    const all = [...ats.values()].filter((at) => at !== null);
    const changed = this.rows.filter((row) => {
      const stuck = this.stuck(row, ats.get(row.id) ?? null, all, now);
      return JSON.stringify(stuck) !== JSON.stringify(row.stuck);
    });
    await Promise.all(changed.map(({ id }) => this.change(id, (row) => row)));
  }

  private flush(): Promise<void> {
    return this.inTurn(async () => {
      const pending = this.pending;
      this.pending = new Map();
      const now = this.options.now();
      const all = this.rows.map((row) => this.at(row)).filter((at) => at !== null);
      const entries: Entry[] = [];
      for (const [id, changes] of pending) {
        const before = this.board.row(id);
        if (!before) continue;
        const changed = changes.reduce((row, change) => change(row), before);
        const learner = { ...changed, stuck: this.stuck(changed, this.at(changed), all, now) };
        if (JSON.stringify(learner) === JSON.stringify(before)) continue;
        entries.push(entryOf({ t: 'learner', learner }));
      }
      await this.write(entries);
    });
  }

  private at(row: LearnerView): At | null {
    const lesson = this.board.view?.lessons.find((one) => one.lesson === row.lesson);
    return whereAt(row, lesson?.exercise ?? null, lesson?.checks.map(({ id }) => id) ?? []);
  }

  private stuck(row: LearnerView, at: At | null, all: readonly At[], now: number) {
    return stuckOn(row, at, at && medianOn(all, at.check, now), now);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.writing.then(work);
    this.writing = done.catch(() => {});
    return done;
  }

  private async write(entries: readonly Entry[]): Promise<void> {
    const { store, classId, now } = this.options;
    const at = now();
    for (const kept of this.board.take(await store.entries.write(classId, entries))) {
      for (const { onlooker, tell } of this.listeners) {
        const event = shownTo(onlooker, kept);
        if (event) tell({ t: 'event', seq: kept.seq, now: at, event });
      }
    }
  }
}
