/** Everything that goes out of a profile or comes into it. Effects are passed in. */
import { mergeProgress, type Progress } from '../../progress/progress.ts';
import type { Deed } from '../collection.ts';
import { type Entry, mergeLogs, nextTime, returnedFromAnki } from '../log.ts';
import { OWN_DECK, ownNotes } from '../own-cards.ts';
import { mergeSettings } from '../settings.ts';
import type { ReviewStore } from '../store.ts';
import { writeApkg } from './anki/package.ts';
import { readProgress } from './anki/progress.ts';
import { readCollection } from './anki/read-package.ts';
import { withMyNotes } from './my-notes.ts';
import type { CourseNotes } from './notes.ts';
import { makeProfile, readProfile, writeProfile } from './profile.ts';
import type { SqlJsStatic } from './sqlite.ts';
import { readText } from './text/read.ts';
import { type TakenIn, takeInRows } from './text/take-in.ts';
import { ankiText, spreadsheet } from './text/write.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Saved {
  readonly name: string;
  readonly type: string;
  readonly bytes: Bytes;
  readonly notes: number;
  readonly cards: number;
  /** Of them, the learner's own notes. */
  readonly own: number;
}

export interface SavedProfile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Bytes;
  readonly entries: number;
  readonly own: number;
}

export interface Restored {
  /** To be kept in the place of the one that was passed in. */
  readonly progress: Progress;
  /** Entries in the file, and those of them that were not here yet. */
  readonly entries: number;
  readonly fresh: number;
  readonly settingsChanged: boolean;
  readonly progressChanged: boolean;
}

export interface FromAnki {
  readonly cards: number;
  readonly foreign: number;
  /** Reviews that came in, and those that were here already. */
  readonly fresh: number;
  readonly known: number;
  readonly impossible: number;
}

export type FromText = Omit<TakenIn, 'deeds'>;

export interface DeskOptions {
  readonly store: ReviewStore;
  course(): Promise<CourseNotes>;
  sqlite(): Promise<SqlJsStatic>;
  readonly clock: { now(): number; offsetMin(at: number): number };
  /** A random name: no two devices give the same id. */
  readonly writer: string;
}

/** Methods that read a file throw ExchangeError, those that write StoreError; then nothing changed. */
export class Desk {
  private readonly options: DeskOptions;
  private counter = 0;

  constructor(options: DeskOptions) {
    this.options = options;
  }

  async saveProfile(progress: Progress): Promise<SavedProfile> {
    const { store, clock } = this.options;
    const [log, settings] = await Promise.all([store.entries(), store.settings()]);
    const profile = makeProfile({ madeAt: clock.now(), log, settings, progress });
    return {
      name: `socket-activation-lab-${this.today()}.profile.gz`,
      type: 'application/gzip',
      bytes: await writeProfile(profile),
      entries: log.length,
      own: ownNotes(log).length,
    };
  }

  /** Merges: nothing that is here is replaced by what is older or other. */
  async restoreProfile(file: Bytes, progress: Progress): Promise<Restored> {
    const { store } = this.options;
    const theirs = await readProfile(file);
    const mine = await store.settings();
    const fresh = await this.append(theirs.log);
    const settings = mergeSettings(mine, theirs.settings);
    const settingsChanged = JSON.stringify(settings) !== JSON.stringify(mine);
    if (settingsChanged) await store.saveSettings(settings);
    const merged = mergeProgress(progress, theirs.progress);
    return {
      progress: merged,
      entries: theirs.log.length,
      fresh,
      settingsChanged,
      progressChanged: sorted(merged) !== sorted(progress),
    };
  }

  async saveApkg({ scheduling }: { scheduling: boolean }): Promise<Saved> {
    const { store, clock, sqlite } = this.options;
    const { log, notes } = await this.notes();
    const bytes = writeApkg(await sqlite(), {
      ...notes,
      ...(scheduling ? { log } : {}),
      settings: await store.settings(),
      now: clock.now(),
      offsetMin: clock.offsetMin,
    });
    return { ...counted(notes), name: this.name('apkg'), type: 'application/zip', bytes };
  }

  /** `for` whom: Anki reads it back unchanged, a spreadsheet shows plain text. */
  async saveText({ for: reader }: { for: 'anki' | 'spreadsheet' }): Promise<Saved> {
    const { notes } = await this.notes();
    const text = reader === 'anki' ? ankiText(notes) : spreadsheet(notes);
    return {
      ...counted(notes),
      name: this.name(reader === 'anki' ? 'txt' : 'csv'),
      type: reader === 'anki' ? 'text/plain' : 'text/csv',
      bytes: new TextEncoder().encode(text),
    };
  }

  async takeInAnki(file: Bytes): Promise<FromAnki> {
    const { clock, sqlite } = this.options;
    const collection = readCollection(file);
    const { log, notes } = await this.notes();
    const found = readProgress(await sqlite(), collection, notes, clock.now());
    const { entries, cards, foreign, impossible } = found;
    const back = returnedFromAnki(mergeLogs(log, entries));
    const fresh = await this.append(entries.filter(({ id }) => !back.has(id)));
    return { cards, foreign, impossible, fresh, known: entries.length - fresh };
  }

  async takeInText(file: Bytes): Promise<FromText> {
    const rows = readText(file);
    const [log, course] = await Promise.all([this.options.store.entries(), this.options.course()]);
    const { deeds, ...report } = takeInRows(rows, course, log);
    await this.record(deeds, log);
    return report;
  }

  async countOwn(): Promise<number> {
    return ownNotes(await this.options.store.entries()).length;
  }

  /** Answers how many cards of one's own are gone now. */
  async discardOwn(): Promise<number> {
    const log = await this.options.store.entries();
    const notes = ownNotes(log);
    await this.record(
      notes.map(({ card }): Deed => ({ do: 'discard', card })),
      log,
    );
    return notes.length;
  }

  private async notes(): Promise<{ log: readonly Entry[]; notes: CourseNotes }> {
    const [log, course] = await Promise.all([this.options.store.entries(), this.options.course()]);
    return { log, notes: withMyNotes(course, log) };
  }

  /** Answers how many were new. */
  private async append(entries: readonly Entry[]): Promise<number> {
    const { store } = this.options;
    const known = new Set((await store.entries()).map(({ id }) => id));
    const fresh = entries.filter(({ id }) => !known.has(id));
    if (fresh.length > 0) await store.append(fresh);
    return fresh.length;
  }

  private async record(deeds: readonly Deed[], log: readonly Entry[]): Promise<void> {
    if (deeds.length === 0) return;
    const { store, clock, writer } = this.options;
    let at = nextTime(log, clock.now());
    const entries = deeds.map(
      (deed): Entry => ({ ...deed, id: `${writer}.${this.counter++}`, at: at++ }) as Entry,
    );
    await store.append(entries);
  }

  private name(extension: string): string {
    return `socket-activation-lab-${this.today()}.${extension}`;
  }

  /** As the learner's calendar has it. */
  private today(): string {
    const { clock } = this.options;
    const now = clock.now();
    return new Date(now - clock.offsetMin(now) * 60_000).toISOString().slice(0, 10);
  }
}

function counted({ notes }: CourseNotes): Pick<Saved, 'notes' | 'cards' | 'own'> {
  return {
    notes: notes.length,
    cards: notes.reduce((sum, { cards }) => sum + cards.length, 0),
    own: notes.filter(({ deck }) => deck === OWN_DECK).length,
  };
}

/** Equal for equal progress, in whichever order it was put together. */
function sorted({ read, exercises }: Progress): string {
  const byName = <T>(values: Readonly<Record<string, T>>) =>
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([byName(read), byName(exercises)]);
}
