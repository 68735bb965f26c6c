/** Progress in the browser's storage, and as a file. */
import type { KeyValueStore } from '../storage.ts';
import { mergeProgress, NO_PROGRESS, Progress } from './progress.ts';

const KEY = 'lab:progress';
/** A file of progress is small; anything larger is something else. */
const MAX_FILE_CHARS = 2_000_000;

/** What is kept, or nothing done when there is none or it does not parse. */
export function loadProgress(store: KeyValueStore): Progress {
  return parse(store.get(KEY)) ?? NO_PROGRESS;
}

/** Changes what is kept. Read afresh each time, so that two tabs do not overwrite each other. */
export function changeProgress(
  store: KeyValueStore,
  change: (progress: Progress) => Progress,
): Progress {
  const next = change(loadProgress(store));
  store.set(KEY, JSON.stringify(next));
  return next;
}

export function progressFile(store: KeyValueStore): string {
  return `${JSON.stringify(loadProgress(store), null, 2)}\n`;
}

/** Takes a file's progress in. False, and nothing changed, when it is no such file. */
export function takeInFile(store: KeyValueStore, text: string): boolean {
  const theirs = text.length > MAX_FILE_CHARS ? null : parse(text);
  if (!theirs) return false;
  changeProgress(store, (mine) => mergeProgress(mine, theirs));
  return true;
}

function parse(text: string | null): Progress | null {
  if (text === null) return null;
  try {
    const parsed = Progress.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
