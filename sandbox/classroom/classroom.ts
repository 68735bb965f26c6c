/** The classroom put together: people, classes, and a hub for each class somebody is in. */
import type { ClassView } from '../../src/schemas/classroom/class.ts';
import type { LearnerView } from '../../src/schemas/classroom/learner.ts';
import type { Clock } from '../sessions/clock.ts';
import type { SessionTerms } from '../sessions/limits.ts';
import type { LabSession } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Store, StoredClass, StoredLearner } from '../store/store.ts';
import { type Catalogue, isOpen } from './catalogue.ts';
import { Classes } from './classes.ts';
import { Connections } from './connections.ts';
import { ClassroomError, unknownClass } from './error.ts';
import { ClassHub, type HubOptions } from './live/hub.ts';
import { ClassMachines } from './live/machines.ts';
import { SharedEditors } from './live/shared-editors.ts';
import { Watching } from './live/watching.ts';
import { People, type Person } from './people.ts';
import { machinesAhead } from './preparation.ts';
import type { RandomBytes } from './secrets.ts';

/** How often consents and who is stuck are looked at, ms. */
const TICK_MS = 5_000;
/** A burst of changes becomes one writing; a lone one does not wait, ms. */
const TOGETHER_MS = 50;
const SWEEP_MS = 60 * 60_000;
/** How often it is reckoned which classes are about to begin, ms. */
const PREPARE_MS = 15_000;

export interface ClassroomOptions {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly random: RandomBytes;
  readonly oidc: string | null;
  readonly sessions: () => Sessions;
  readonly warn: (what: string, error: unknown) => void;
  readonly togetherMs?: HubOptions['togetherMs'] | undefined;
}

export class Classroom {
  readonly store: Store;
  readonly people: People;
  readonly classes: Classes;
  readonly machines: ClassMachines;
  readonly watching: Watching;
  readonly editors: SharedEditors;
  readonly connections = new Connections();
  private readonly options: ClassroomOptions;
  private readonly hubs = new Map<string, Promise<ClassHub>>();
  private stopTicking = () => {};
  private sweptAt = 0;
  private preparedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ClassroomOptions) {
    const { store, catalogue, clock, newId, random, oidc, sessions, warn } = options;
    const { now } = clock;
    this.options = options;
    this.store = store;
    this.machines = new ClassMachines({ store, now, warn, sessions });
    this.watching = new Watching();
    this.editors = new SharedEditors({ watching: this.watching, now, warn });
    this.people = new People({
      store,
      now,
      newId,
      random,
      oidc,
      joined: async (learner) => (await this.hub(learner.class)).enrol(learner),
    });
    this.classes = new Classes({
      store,
      catalogue,
      people: this.people,
      now,
      newId,
      random,
      changed: (view) => this.changed(view),
      erased: (id) => this.forget(id),
    });
  }

  /** Begins to look after consents, those who are stuck, and what is kept too long. */
  start(): void {
    const tick = () => {
      this.stopTicking = this.options.clock.after(TICK_MS, tick);
      void this.look().catch((error: unknown) =>
        this.options.warn('a class was not looked at', error),
      );
    };
    tick();
  }

  async dispose(): Promise<void> {
    this.stopTicking();
    this.watching.endAll();
    await Promise.allSettled([...this.hubs.values()].map(async (hub) => (await hub).settle()));
    await this.store.dispose();
  }

  /** Throws `unknown-class`. */
  hub(classId: string): Promise<ClassHub> {
    const known = this.hubs.get(classId);
    if (known) return known;
    const { store, clock, newId, warn, togetherMs = TOGETHER_MS } = this.options;
    const options = { classId, store, clock, newId, warn, togetherMs };
    const opening = this.classes.view(classId).then((view) => ClassHub.open(options, view));
    this.hubs.set(classId, opening);
    opening.catch(() => this.hubs.delete(classId));
    return opening;
  }

  /**
   * What the class of this browser grants for an exercise; undefined outside of classes. Throws
   * `gate-closed` when it has not opened the lesson.
   */
  async admit(browser: string, exercise: string): Promise<SessionTerms | undefined> {
    const { catalogue, clock } = this.options;
    let closed: string | undefined;
    for (const learner of await this.store.learners.ofBrowser(browser)) {
      const found = await this.store.classes.find(learner.class);
      const lesson = found?.spec.lessons.find(
        (one) => catalogue.get(one.lesson)?.exercise === exercise,
      );
      if (!found || !lesson || found.archivedAt !== null) continue;
      if (isOpen(found.spec, lesson.lesson, clock.now())) return this.termsOf(found, learner);
      closed = found.spec.title;
    }
    if (closed === undefined) return undefined;
    throw new ClassroomError(
      'gate-closed',
      `Your class "${closed}" has not opened this lesson yet. Wait for your instructor.`,
    );
  }

  /** Beyond the class's most machines, its learners wait for each other. */
  private termsOf({ id, spec }: StoredClass, learner: StoredLearner): SessionTerms {
    this.options.sessions().limitShare(id, spec.maxMachines);
    return { lifetimeMs: spec.machineMinutes * 60_000, share: { of: id, member: learner.id } };
  }

  /** A session began: if it is a learner's, its class sees it. */
  async follow(session: LabSession): Promise<void> {
    const { exercise } = session.view;
    for (const learner of await this.store.learners.ofBrowser(session.owner)) {
      const hub = await this.hub(learner.class);
      const held = hub.view.lessons.some((lesson) => lesson.exercise === exercise);
      if (held && hub.view.archivedAt === null) this.machines.follow(hub, learner.id, session);
    }
  }

  /** Whether the person is this learner, or teaches the class. Throws `unknown-learner`. */
  async mayHandle(person: Person, classId: string, learner: string): Promise<void> {
    if (person.learners.some(({ id, class: of }) => id === learner && of === classId)) return;
    if (await this.classes.teaches(person, classId)) return;
    throw new ClassroomError('unknown-learner', 'There is no such learner in this class.');
  }

  /** Deletes all that is known of a learner. */
  async eraseLearner(classId: string, id: string): Promise<void> {
    const learner = await this.learner(classId, id);
    const hub = await this.hub(classId);
    this.options.sessions().endShare(classId, 'You were removed from the class.', id);
    this.watching.end(id);
    await hub.erase(learner);
    this.connections.end(id);
  }

  /** Everything that is stored of one learner, as a file for them. */
  async exportLearner(classId: string, id: string): Promise<object> {
    const learner = await this.learner(classId, id);
    const hub = await this.hub(classId);
    const messages = hub.messagesWith(id);
    return {
      ...learner,
      title: hub.view.title,
      row: hub.row(id),
      access: hub.accessOf(id),
      messages,
      files: await this.store.learners.files(id),
    };
  }

  async learner(classId: string, id: string): Promise<StoredLearner> {
    const found = await this.store.learners.find(id);
    if (found?.class === classId) return found;
    throw new ClassroomError('unknown-learner', 'There is no such learner in this class.');
  }

  private async changed(view: ClassView): Promise<void> {
    if (view.archivedAt === null) this.options.sessions().limitShare(view.id, view.maxMachines);
    const hub = await this.hub(view.id);
    if (JSON.stringify(hub.view) !== JSON.stringify(view)) {
      await hub.publish({ t: 'class', class: view });
    }
    if (view.archivedAt !== null) {
      this.endMachines(view.id, 'Your class is over.');
      for (const { id } of hub.rows) this.watching.end(id);
    }
  }

  private forget(id: string): void {
    const hub = this.hubs.get(id);
    this.hubs.delete(id);
    this.endMachines(id, 'Your class was deleted.');
    hub?.then(
      (opened) => {
        for (const { id: learner } of opened.rows) this.watching.end(learner);
        opened.close(unknownClass());
      },
      () => {},
    );
  }

  private endMachines(classId: string, why: string): void {
    const rest = 'Your files are kept in this browser; you can go on by yourself.';
    this.options.sessions().endShare(classId, `${why} ${rest}`);
  }

  private async look(): Promise<void> {
    const now = this.options.clock.now();
    if (now - this.sweptAt > SWEEP_MS) {
      this.sweptAt = now;
      await this.classes.sweep();
    }
    if (now - this.preparedAt >= PREPARE_MS) {
      this.preparedAt = now;
      await this.prepare(now);
    }
    for (const opening of [...this.hubs.values()]) {
      const hub = await opening.catch(() => undefined);
      if (!hub) continue;
      if (hub.eyesUp && hub.eyesUp.until <= now) await hub.publish({ t: 'eyes-up', eyesUp: null });
      await Promise.all(hub.rows.map((row) => this.expire(hub, row, now)));
      await hub.look();
    }
  }

  /** Has machines booted for classes that are about to begin. */
  private async prepare(now: number): Promise<void> {
    let expected = 0;
    for (const { id, spec, archivedAt, learners } of await this.store.classes.list(null)) {
      if (archivedAt !== null || machinesAhead(spec, { learners, served: 0 }, now) === 0) continue;
      const ids = (await this.store.learners.ofClass(id)).map((learner) => learner.id);
      expected += machinesAhead(spec, { learners, served: this.machines.served(ids) }, now);
    }
    this.options.sessions().keepWarm(expected);
  }

  /** What was shared until now is shared no longer. */
  private async expire(hub: ClassHub, { id, name, shares }: LearnerView, now: number) {
    for (const what of ['files', 'terminal'] as const) {
      const { until } = shares[what] ?? {};
      if (until === undefined || until > now) continue;
      await hub.change(id, (row) => ({ ...row, shares: { ...row.shares, [what]: null } }));
      this.watching.end(id, what);
      await hub.log(id, { by: name, what, did: 'expired' });
    }
  }
}
