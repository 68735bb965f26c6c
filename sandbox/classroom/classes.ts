/** Classes as instructors make, change and end them. */
import type {
  ClassSpec,
  ClassSummary,
  ClassView,
  RosterReport,
} from '../../src/schemas/classroom/class.ts';
import type { Account, Store, StoredClass } from '../store/store.ts';
import { StoreError } from '../store/store.ts';
import { type Catalogue, checkSpec, viewOf } from './catalogue.ts';
import { differences } from './differences.ts';
import { ClassroomError, unknownClass } from './error.ts';
import type { People, Person } from './people.ts';
import { readRoster } from './roster.ts';
import { newCode, type RandomBytes } from './secrets.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A code of two groups is taken now and then; three tries in a row are not. */
const CODE_TRIES = 5;

export interface ClassesOptions {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly people: People;
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: RandomBytes;
  /** Whoever looks at the class has to know. */
  readonly changed: (view: ClassView) => Promise<void>;
  /** The class is gone: nobody may stay connected to it. */
  readonly erased: (id: string) => void;
}

export class Classes {
  private readonly options: ClassesOptions;

  constructor(options: ClassesOptions) {
    this.options = options;
  }

  async create(account: Account, spec: ClassSpec): Promise<ClassView> {
    const { store, catalogue, newId, random, changed } = this.options;
    checkSpec(spec, catalogue);
    const id = newId();
    for (let tries = 1; ; tries++) {
      try {
        await store.classes.add({ id, code: newCode(random, 2), spec }, account.id);
        break;
      } catch (error) {
        const again = error instanceof StoreError && error.code === 'taken' && tries < CODE_TRIES;
        if (!again) throw error;
      }
    }
    const view = await this.view(id);
    await changed(view);
    return view;
  }

  async list(account: Account): Promise<ClassSummary[]> {
    const all = await this.options.store.classes.list(account.role === 'owner' ? null : account.id);
    return all.map(({ id, code, spec, archivedAt, learners }) => ({
      id,
      code,
      learners,
      title: spec.title,
      archivedAt,
      ...(spec.startsAt === undefined ? {} : { startsAt: spec.startsAt }),
    }));
  }

  /** As instructors see it. Throws `unknown-class`. */
  async view(id: string): Promise<ClassView> {
    const { store, catalogue } = this.options;
    const found = await this.stored(id);
    return viewOf(found, catalogue, await store.classes.instructors(id));
  }

  /** Throws `edit-conflict` when somebody else changed it since `version`. */
  async edit(id: string, version: number, spec: ClassSpec): Promise<ClassView> {
    const { store, catalogue, changed } = this.options;
    checkSpec(spec, catalogue);
    await this.stored(id);
    if (!(await store.classes.edit(id, version, spec))) throw await this.conflict(id, spec);
    const view = await this.view(id);
    await changed(view);
    return view;
  }

  /** Opens or closes one lesson, whatever version anybody edits. */
  async gate(id: string, lesson: string, open: boolean): Promise<void> {
    for (;;) {
      const { version, spec } = await this.taught(id);
      if (!spec.lessons.some((one) => one.lesson === lesson)) {
        throw new ClassroomError('bad-class', 'This class does not hold that lesson.');
      }
      const lessons = spec.lessons.map((one) =>
        one.lesson === lesson ? { ...one, gate: { open } } : one,
      );
      try {
        await this.edit(id, version, { ...spec, lessons });
        return;
      } catch (error) {
        if (!(error instanceof ClassroomError) || error.code !== 'edit-conflict') throw error;
      }
    }
  }

  async archive(id: string): Promise<ClassView> {
    const { store, now, changed } = this.options;
    await this.stored(id);
    await store.classes.archive(id, now());
    const view = await this.view(id);
    await changed(view);
    return view;
  }

  /** Deletes everything of the class, and says what that was. */
  async erase(id: string): Promise<{ learners: number; entries: number; files: number }> {
    const { store, erased } = this.options;
    await this.stored(id);
    const extent = await store.classes.extent(id);
    await store.classes.erase(id);
    erased(id);
    return extent;
  }

  /** Adds the names of a file; each row that cannot be added is named, the others are in. */
  async enrolRoster(id: string, text: string): Promise<RosterReport> {
    const found = await this.taught(id);
    const report: RosterReport = { added: [], problems: [] };
    for (const { row, name } of readRoster(text)) {
      try {
        const { learner, returnCode } = await this.options.people.enrol(found, name);
        report.added.push({ name: learner.name, returnCode });
      } catch (error) {
        if (!(error instanceof ClassroomError)) throw error;
        const message =
          error.code === 'name-taken'
            ? 'A learner of this class or of this list has that name already. Add an initial, or leave the row out.'
            : error.message;
        report.problems.push({ row, message });
      }
    }
    return report;
  }

  /** Deletes archived classes whose time is over. Answers their ids. */
  async sweep(): Promise<readonly string[]> {
    const { store, now } = this.options;
    const over = (await store.classes.list(null)).filter(
      ({ archivedAt, spec }) =>
        archivedAt !== null && archivedAt + spec.retentionDays * DAY_MS <= now(),
    );
    for (const { id } of over) await this.erase(id);
    return over.map(({ id }) => id);
  }

  /** Whether this person teaches the class. */
  async teaches({ account }: Person, id: string): Promise<boolean> {
    if (!account) return false;
    if (account.role === 'owner') return true;
    const all = await this.options.store.classes.instructors(id);
    return all.some((one) => one.id === account.id);
  }

  private async conflict(id: string, yours: ClassSpec): Promise<ClassroomError> {
    const { spec } = await this.stored(id);
    const told = differences(spec, yours);
    return new ClassroomError(
      'edit-conflict',
      `Somebody else changed this class meanwhile. ${told.length > 0 ? `It now has ${told.join('; ')}. ` : ''}Load it again and put your changes in; what you typed is still here.`,
    );
  }

  /** Throws `class-archived` as well. */
  private async taught(id: string): Promise<StoredClass> {
    const found = await this.stored(id);
    if (found.archivedAt === null) return found;
    throw new ClassroomError(
      'class-archived',
      'This class is over and can only be read. Make a new one to go on.',
    );
  }

  private async stored(id: string): Promise<StoredClass> {
    const found = await this.options.store.classes.find(id);
    if (!found) throw unknownClass();
    return found;
  }
}
