/** The learner's files: what the editor shows, kept in the browser, saved into the machine. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { FileView } from '../../schemas/session.ts';
import type { WorkbenchExercise } from '../../schemas/workbench.ts';
import type { Session } from '../../session/session.ts';
import type { KeyValueStore } from '../../storage.ts';
import type { Position } from '../../unit-files/types.ts';
import { messageOf, type NewMachine } from '../machine/connection.ts';
import type { Notices } from '../notices.ts';
import { keepDrafts, restoreDrafts } from './draft-store.ts';
import {
  type FileEvent,
  type FileState,
  isEdited,
  isUnsaved,
  openFile,
  reduceFile,
} from './file-state.ts';

/** How long after the last key stroke the text is written to the browser's storage, ms. */
const KEEP_DELAY_MS = 300;
/** Saves tried in a row when the machine's version moved without its content changing. */
const SAVE_ATTEMPTS = 3;

export interface WorkspaceOptions {
  readonly exercise: WorkbenchExercise;
  readonly store: KeyValueStore;
  readonly notices: Notices;
  /** The session to save into, or null while there is no machine. */
  readonly session: () => Session | null;
}

export interface Selected {
  readonly anchor: number;
  readonly head: number;
}

/** Somebody else's cursor. */
export interface Peer extends Selected {
  readonly path: string;
  readonly name: string;
}

export class Workspace {
  private readonly options: WorkspaceOptions;
  private readonly saves = new Map<string, Promise<boolean>>();
  /** The browser kept the text the last time it was given. */
  private kept = true;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  readonly files = signal<readonly FileState[]>([]);
  /** Path of the file in front. */
  readonly active = signal('');
  readonly current: ReadonlySignal<FileState | undefined> = computed(() =>
    this.files.value.find(({ path }) => path === this.active.value),
  );
  /** Where the learner writes in the file in front. */
  readonly cursor = signal<Position>({ line: 0, column: 0 });
  /** What is selected in the file in front, in UTF-16 units; the cursor is at `head`. */
  readonly selection = signal<Selected>({ anchor: 0, head: 0 });
  /** Cursors of others in the learner's files, while they are shared. */
  readonly peers = signal<readonly Peer[]>([]);
  /** A place the editor is asked to go to; a new object each time. */
  readonly goal = signal<Position | null>(null);
  /** When each file last reached the machine, ms since the epoch. */
  readonly savedAt = signal<ReadonlyMap<string, number>>(new Map());

  constructor(options: WorkspaceOptions) {
    this.options = options;
    this.files.value = options.exercise.files.map(({ path, start }) => openFile(path, start));
    this.active.value = this.files.value[0]?.path ?? '';
  }

  /** Takes up what the browser kept. */
  restore(): void {
    this.files.value = restoreDrafts(
      this.options.store,
      this.options.exercise.id,
      this.files.value,
    );
  }

  show(path: string): void {
    if (path === this.active.value) return;
    this.active.value = path;
    this.cursor.value = { line: 0, column: 0 };
    this.selection.value = { anchor: 0, head: 0 };
  }

  goTo(position: Position): void {
    this.goal.value = { ...position };
  }

  dispatch(path: string, event: FileEvent): void {
    this.files.value = this.files.value.map((file) =>
      file.path === path ? reduceFile(file, event) : file,
    );
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.keep(), KEEP_DELAY_MS);
  }

  /** Writes the learner's text to the browser's storage now. */
  keep(): void {
    clearTimeout(this.keepTimer);
    const { store, exercise, notices } = this.options;
    const kept = keepDrafts(store, exercise.id, this.files.value);
    if (kept === this.kept) return;
    this.kept = kept;
    if (kept) {
      notices.dismiss('not-kept');
    } else {
      notices.show({
        key: 'not-kept',
        tone: 'warn',
        text: 'This browser does not keep your text (its storage is blocked or full). Save into the machine before you reload.',
      });
    }
  }

  /** What a new machine is to get: every file that differs from the exercise's start. */
  edits(): NewMachine {
    const files = this.files.value.filter(isEdited);
    return { files: files.map(({ path, text }) => ({ path, content: text })) };
  }

  onNewMachine(given: NewMachine): void {
    const contents = new Map(given.files.map(({ path, content }) => [path, content]));
    for (const { path, start } of this.files.value) {
      this.dispatch(path, { type: 'new-machine', content: contents.get(path) ?? start });
    }
    this.savedAt.value = new Map();
  }

  onMachineFile(file: FileView): void {
    this.dispatch(file.path, { type: 'machine', file });
  }

  /** Everything back to the exercise's start; the learner's text is put aside. */
  discard(): void {
    for (const { path, start } of this.files.value)
      this.dispatch(path, { type: 'put', text: start });
  }

  /** Saves every file. False when one could not be saved; the learner is told why. */
  async saveAll(): Promise<boolean> {
    const saved = await Promise.all(this.files.value.map(({ path }) => this.save(path)));
    return saved.every(Boolean);
  }

  /** Saves one file into the machine; calls for the same file follow one another. */
  save(path: string): Promise<boolean> {
    const before = this.saves.get(path) ?? Promise.resolve(true);
    const save = before.then(() => this.saveNow(path));
    this.saves.set(path, save);
    return save;
  }

  private async saveNow(path: string): Promise<boolean> {
    this.keep();
    for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt += 1) {
      const file = this.file(path);
      const session = this.options.session();
      if (!file || !session || !isUnsaved(file)) return true;
      if (file.conflict) return false;
      const outcome = await this.send(session, file);
      if (outcome !== 'moved') return outcome === 'saved';
    }
    return false;
  }

  private async send(session: Session, file: FileState): Promise<'saved' | 'moved' | 'failed'> {
    const { notices } = this.options;
    const { path, text, base } = file;
    const key = `save:${path}`;
    this.dispatch(path, { type: 'sending' });
    try {
      const result = await session.save(path, text, base.version);
      if (result.saved) {
        this.dispatch(path, { type: 'saved', file: result.file });
        this.savedAt.value = new Map(this.savedAt.value).set(path, Date.now());
        notices.dismiss(key);
        return 'saved';
      }
      this.dispatch(path, { type: 'not-saved' });
      this.onMachineFile(result.file);
      return 'moved';
    } catch (error) {
      this.dispatch(path, { type: 'not-saved' });
      notices.show({
        key,
        tone: 'fail',
        text: `${nameOf(path)} is not saved. ${messageOf(error)}`,
      });
      return 'failed';
    }
  }

  private file(path: string): FileState | undefined {
    return this.files.value.find((file) => file.path === path);
  }
}

/** What an empty editor says. */
export const EMPTY_FILE = 'Nothing here yet. Write the file, then save it.';

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
