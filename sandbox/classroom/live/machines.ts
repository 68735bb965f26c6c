/** The sessions of a class's learners: what happens on them becomes their rows. */
import type { SessionEvent } from '../../../src/session/session.ts';
import type { LabSession } from '../../sessions/session.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import type { Store } from '../../store/store.ts';
import { ClassroomError } from '../error.ts';
import { withActivity, withMachine, withResults } from '../progress.ts';
import type { ClassHub } from './hub.ts';
import type { MachineDeed } from './instructor-requests.ts';

/** Larger files are not kept for a new machine; the learner's browser still has them. */
const KEPT_CHARS = 256 * 1024;

export interface MachinesOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly warn: (what: string, error: unknown) => void;
  readonly sessions: () => Sessions;
}

export class ClassMachines {
  private readonly options: MachinesOptions;
  /** The newest session of each learner. */
  private readonly newest = new Map<string, LabSession>();

  constructor(options: MachinesOptions) {
    this.options = options;
  }

  sessionOf(learner: string): LabSession | undefined {
    return this.newest.get(learner);
  }

  /** How many of these learners have a session that is not over. */
  served(learners: readonly string[]): number {
    return learners.filter((id) => this.newest.get(id)?.over === false).length;
  }

  /** Follows a session of this learner for as long as it lives. */
  follow(hub: ClassHub, learner: string, session: LabSession): void {
    this.newest.set(learner, session);
    const tell = (event: SessionEvent) => {
      this.receive(hub, learner, session, event).catch((error: unknown) =>
        this.options.warn('what a learner did was not written down', error),
      );
    };
    session.subscribe(tell);
    for (const event of session.snapshot()) tell(event);
  }

  /** Throws ClassroomError `no-machine`, or what the session says. */
  async do(learner: string, deed: MachineDeed): Promise<void> {
    const session = this.newest.get(learner);
    if (!session) throw noMachine();
    if (deed === 'restore') return this.restore(learner, session);
    if (session.over) throw noMachine();
    if (deed === 'reset') await session.reset();
    else if (deed === 'extend') session.extend();
    else session.end('Your instructor ended the machine. Your files are kept.');
  }

  /** A new machine with the learner's files, for the browser that had the one before. */
  private async restore(learner: string, before: LabSession): Promise<void> {
    const { exercise } = before.view;
    const files = await this.options.store.learners.files(learner, exercise);
    if (!before.over) before.end('Your instructor gives you a new machine with your files.');
    const kept = files.map(({ path, content }) => ({ path, content }));
    await this.options.sessions().create(before.owner, { exercise, files: kept }, before.terms);
  }

  private async receive(
    hub: ClassHub,
    learner: string,
    session: LabSession,
    event: SessionEvent,
  ): Promise<void> {
    const { now, store } = this.options;
    const { exercise } = session.view;
    if (this.newest.get(learner) !== session) return;
    switch (event.type) {
      case 'checks':
        return hub.change(learner, (row) => {
          const asked = event.pass !== undefined && event.pass.asked.length > 0;
          const after = withResults(row, exercise, event, now());
          if (after === row && !asked) return row;
          return withResults(withActivity(row, exercise, now()), exercise, event, now());
        });
      case 'session': {
        const { state, expiresAt, id } = event.session;
        const machine = { state, session: id, ...(expiresAt === undefined ? {} : { expiresAt }) };
        return hub.change(learner, (row) => withMachine(row, machine));
      }
      case 'file': {
        const { path, content, version } = event.file;
        if (version === null || content.length > KEPT_CHARS) return;
        await store.learners.saveFile({ learner, exercise, path, content });
        return hub.change(learner, (row) => withActivity(row, exercise, now()));
      }
    }
  }
}

const noMachine = (): ClassroomError =>
  new ClassroomError('no-machine', 'This learner has no machine. They start one in their lesson.');
