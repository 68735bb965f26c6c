/** One file of the editor between learner, browser and machine. Pure: the effects are elsewhere. */
import type { FileView } from '../../schemas/session.ts';

/** What the machine (or, before there is one, the exercise) has. */
interface Base {
  /** Null when the file is absent, or when the version is not known yet. */
  readonly version: string | null;
  readonly content: string;
}

/** Text put aside when something else took its place. */
interface Shelf {
  readonly text: string;
  /** What took its place. */
  readonly replacedBy: string;
}

export interface FileState {
  readonly path: string;
  /** What the exercise starts with; empty when the learner creates the file. */
  readonly start: string;
  /** What the editor shows. */
  readonly text: string;
  readonly base: Base;
  /** Content on its way to the machine. */
  readonly sending: string | null;
  /** The machine's file, while it and the learner's unsaved text both differ from the base. */
  readonly conflict: FileView | null;
  readonly shelf: Shelf | null;
}

export type FileEvent =
  | { readonly type: 'typed'; readonly text: string }
  /** The machine's file, on connecting and whenever it changes. */
  | { readonly type: 'machine'; readonly file: FileView }
  | { readonly type: 'sending' }
  | { readonly type: 'saved'; readonly file: FileView }
  | { readonly type: 'not-saved' }
  | { readonly type: 'keep-mine' }
  | { readonly type: 'take-machine' }
  /** Replaces the text and puts the learner's aside. */
  | { readonly type: 'put'; readonly text: string }
  /** Brings back what was put aside. */
  | { readonly type: 'unshelve' }
  | { readonly type: 'forget-shelf' }
  /** A new machine was made, with this content in it. */
  | { readonly type: 'new-machine'; readonly content: string };

export function openFile(path: string, start: string | null): FileState {
  const text = start ?? '';
  return {
    path,
    start: text,
    text,
    base: { version: null, content: text },
    sending: null,
    conflict: null,
    shelf: null,
  };
}

/** The editor shows something the machine does not have. */
export const isUnsaved = (file: FileState): boolean => file.text !== file.base.content;

/** The learner's text differs from what the exercise starts with. */
export const isEdited = (file: FileState): boolean => file.text !== file.start;

export function reduceFile(file: FileState, event: FileEvent): FileState {
  switch (event.type) {
    case 'typed':
      return settle({ ...file, text: event.text });
    case 'machine':
      return fromMachine(file, event.file);
    case 'sending':
      return { ...file, sending: file.text };
    case 'saved':
      return { ...file, base: baseOf(event.file), sending: null, conflict: null };
    case 'not-saved':
      return { ...file, sending: null };
    case 'keep-mine':
      return file.conflict ? { ...file, base: baseOf(file.conflict), conflict: null } : file;
    case 'take-machine':
      return file.conflict ? take(file, file.conflict, true) : file;
    case 'put':
      return event.text === file.text
        ? file
        : settle({ ...file, text: event.text, shelf: shelve(file, event.text) });
    case 'unshelve':
      return unshelve(file);
    case 'forget-shelf':
      return { ...file, shelf: null };
    case 'new-machine':
      return {
        ...file,
        base: { version: null, content: event.content },
        sending: null,
        conflict: null,
      };
  }
}

function fromMachine(file: FileState, seen: FileView): FileState {
  // The echo of a save on its way: the learner may have typed on since.
  const known = seen.content === file.base.content || seen.content === file.sending;
  if (known || seen.content === file.text) {
    return { ...file, base: baseOf(seen), conflict: null };
  }
  if (!isUnsaved(file)) return take(file, seen, seen.version === null);
  if (seen.version !== null && seen.version === file.base.version) return file;
  return { ...file, conflict: seen };
}

function take(file: FileState, seen: FileView, keepText: boolean): FileState {
  return {
    ...file,
    text: seen.content,
    base: baseOf(seen),
    conflict: null,
    shelf: keepText ? shelve(file, seen.content) : file.shelf,
  };
}

/** A conflict is over once both sides say the same. */
function settle(file: FileState): FileState {
  return file.conflict?.content === file.text
    ? { ...file, base: baseOf(file.conflict), conflict: null }
    : file;
}

/** Text nobody wrote (the start, or what was put there before) does not push the learner's out. */
function shelve(file: FileState, replacedBy: string): Shelf | null {
  const nobodys = file.text === '' || file.text === file.start;
  if (nobodys || file.text === file.shelf?.replacedBy) {
    return file.shelf ? { text: file.shelf.text, replacedBy } : null;
  }
  return { text: file.text, replacedBy };
}

function unshelve(file: FileState): FileState {
  const { shelf } = file;
  if (!shelf) return file;
  const changedSince = file.text !== shelf.replacedBy && file.text !== shelf.text;
  return settle({
    ...file,
    text: shelf.text,
    shelf: changedSince ? { text: file.text, replacedBy: shelf.text } : null,
  });
}

const baseOf = (file: FileView): Base => ({ version: file.version, content: file.content });
