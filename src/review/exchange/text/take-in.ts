/** From rows of a table to cards of one's own, and to words beside the course's cards. */
import type { Deed } from '../../collection.ts';
import type { Entry } from '../../log.ts';
import { OWN_PREFIX, type OwnNote, ownKeys, ownNotes } from '../../own-cards.ts';
import { noteTypeName } from '../anki/note-types.ts';
import { wordsByKey } from '../my-notes.ts';
import { type CourseNotes, FIELDS, guidOf, type NoteKind } from '../notes.ts';
import { htmlToText, plainHtml } from '../plain-html.ts';
import { sha1 } from '../sha1.ts';
import type { TextRow } from './read.ts';

const MAX_FIELD_CHARS = 20_000;
const MAX_NOTE_CHARS = 4000;

export interface TakenIn {
  /** What to write into the log. */
  readonly deeds: readonly Deed[];
  readonly added: number;
  readonly changed: number;
  /** Own cards that read like this already. */
  readonly same: number;
  /** Rows about cards of the course, which stay as the course has them. */
  readonly course: number;
  /** Words taken in beside cards of the course. */
  readonly notes: number;
  readonly skipped: readonly { readonly line: number; readonly why: string }[];
}

type OwnText = Pick<OwnNote, 'card' | 'kind' | 'front' | 'back' | 'tags' | 'guid'>;

/** Decides for each row. A row that is named like an earlier one is its newer text. */
export function takeInRows(
  rows: readonly TextRow[],
  course: CourseNotes,
  log: readonly Entry[],
): TakenIn {
  const byGuid = new Map(course.notes.map((note) => [note.guid, note]));
  const words = new Map(wordsByKey(log));
  const own = new Map<string, OwnText>(ownNotes(log).map((note) => [note.card, note]));
  const before = new Set(own.keys());
  const changed = new Map<string, OwnText>();
  const skipped: { line: number; why: string }[] = [];
  const deeds: Deed[] = [];
  const counts = { same: 0, course: 0, notes: 0 };
  for (const row of rows) {
    const known = byGuid.get(row.guid);
    if (known) {
      counts.course++;
      const text = myNote(row).slice(0, MAX_NOTE_CHARS);
      const card = known.cards[0]?.key;
      const there = known.cards.some(({ key }) => oneLine(words.get(key)) === text);
      if (!text || card === undefined || there) continue;
      words.set(card, text);
      deeds.push({ do: 'note', card, text });
      counts.notes++;
      continue;
    }
    const note = ownText(row);
    if ('why' in note) skipped.push({ line: row.line, why: note.why });
    else if (sameText(own.get(note.card), note)) counts.same++;
    else {
      own.set(note.card, note);
      changed.set(note.card, note);
    }
  }
  for (const note of changed.values()) {
    deeds.push({ do: 'write', ...note });
    for (const { key } of ownKeys(note)) deeds.push({ do: 'unlock', card: key });
  }
  const added = [...changed.keys()].filter((card) => !before.has(card)).length;
  return { deeds, added, changed: changed.size - added, skipped, ...counts };
}

/** Line breaks do not come back from a table. */
function oneLine(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Our text files have it in the last field, our spreadsheets in a column. */
function myNote({ myNote, noteType, fields }: TextRow): string {
  if (myNote) return oneLine(myNote);
  const kind = ourKind(noteType);
  return kind ? htmlToText(fields[FIELDS[kind].length - 1] ?? '') : '';
}

function ourKind(noteType: string): NoteKind | undefined {
  const kinds = Object.keys(FIELDS) as NoteKind[];
  return kinds.find((kind) => noteTypeName(kind) === noteType);
}

function ownText({ guid, noteType, fields, tags }: TextRow): OwnText | { readonly why: string } {
  const [front = '', ...rest] = fields;
  // Behind the back our own note types have fields about the course only.
  const backs = ourKind(noteType) ? rest.slice(0, 1) : rest;
  const [question, answer] = [
    plainHtml(front).trim(),
    backs
      .map((field) => plainHtml(field).trim())
      .filter(Boolean)
      .join('<hr>'),
  ];
  const kind = kindOf(noteType, question);
  if (!htmlToText(question)) return { why: 'its first field is empty' };
  if (!answer && kind !== 'cloze') return { why: 'it has no answer' };
  if (Math.max(question.length, answer.length) > MAX_FIELD_CHARS) {
    return { why: `a side has more than ${MAX_FIELD_CHARS} characters` };
  }
  if (guid.length > 150) return { why: 'its guid is too long' };
  const ours = guid.startsWith(OWN_GUID) ? guid.slice(guidOf('').length) : undefined;
  return {
    card: ours ?? `${OWN_PREFIX}${sha1(guid || htmlToText(question)).slice(0, 12)}`,
    kind,
    front: question,
    back: answer,
    tags: tags.filter((tag) => tag.length <= 100).slice(0, 50),
    ...(guid && !ours ? { guid } : {}),
  };
}

/** How the guids of cards begin that have no other name than ours. */
const OWN_GUID = guidOf(OWN_PREFIX);

function kindOf(noteType: string, front: string): OwnNote['kind'] {
  if (/\{\{c[1-9]\d{0,2}::[\s\S]+?\}\}/.test(front)) return 'cloze';
  return /revers/i.test(noteType) ? 'reverse' : 'basic';
}

function sameText(a: OwnText | undefined, b: OwnText): boolean {
  return (
    a !== undefined &&
    a.kind === b.kind &&
    a.front === b.front &&
    a.back === b.back &&
    a.tags.join(' ') === b.tags.join(' ')
  );
}
