/** Writes an Anki collection, schema 11: the one every version of Anki reads. */
import type { Entry } from '../../log.ts';
import { newState, Schedule } from '../../schedule.ts';
import type { ReviewSettings } from '../../settings.ts';
import { COURSE_TITLE, type ExchangeDeck, type ExchangeNote, noteTitle } from '../notes.ts';
import { sha1 } from '../sha1.ts';
import type { Database, SqlJsStatic } from '../sqlite.ts';
import { configJson, deckJson, presetJson, WHOLE_COURSE } from './decks.ts';
import { stableId, UniqueIds } from './ids.ts';
import { noteTypeId, noteTypeJson } from './note-types.ts';
import {
  type Calendar,
  calendarFrom,
  newScheduling,
  type OffsetMin,
  reviews,
  scheduling,
} from './scheduling.ts';
import { SCHEMA_11 } from './schema.ts';

export interface CollectionInput {
  readonly decks: readonly ExchangeDeck[];
  readonly notes: readonly ExchangeNote[];
  /** With it, due dates, memory and reviews go along; without, every card is new. */
  readonly log?: readonly Entry[];
  readonly settings: ReviewSettings;
  /** ms. Notes count as changed now, so that Anki takes them for newer than what it has. */
  readonly now: number;
  readonly offsetMin: OffsetMin;
}

/** The file's bytes. */
export function writeCollection(sqlite: SqlJsStatic, input: CollectionInput): Uint8Array {
  const db = new sqlite.Database();
  try {
    db.run(SCHEMA_11);
    db.run('begin');
    const calendar = calendarOf(input);
    writeCol(db, input, calendar);
    const cardIds = writeNotesAndCards(db, input, calendar);
    writeReviews(db, input, cardIds);
    db.run('commit');
    return db.export();
  } finally {
    db.close();
  }
}

function calendarOf({ log = [], settings, now, offsetMin }: CollectionInput): Calendar {
  const first = log.find((entry) => entry.do === 'grade' && entry.at > 0)?.at ?? now;
  return calendarFrom(Math.min(first, now), settings.dayStartsAt, offsetMin);
}

function writeCol(db: Database, input: CollectionInput, calendar: Calendar): void {
  const { decks, notes, settings, now } = input;
  const used = [...new Set(notes.map(({ kind }) => kind))];
  const preset = presetJson(settings);
  const models = used.map((kind) => [noteTypeId(kind), noteTypeJson(kind)]);
  const byId = [
    deckJson({ id: 1, name: 'Default', preset: 1, summary: '' }, now),
    deckJson({ ...WHOLE_COURSE, preset: preset.id }, now),
    ...decks.map((deck) =>
      deckJson(
        {
          id: deckId(deck.deck),
          name: deckName(deck),
          preset: preset.id,
          summary: deck.summary,
        },
        now,
      ),
    ),
  ].map((deck) => [deck.id, deck]);
  db.run('insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)', [
    calendar.createdAt,
    now,
    now,
    JSON.stringify(configJson(calendar, settings, notes.length, used.map(noteTypeId).at(0) ?? 1)),
    JSON.stringify(Object.fromEntries(models)),
    JSON.stringify(Object.fromEntries(byId)),
    JSON.stringify({ 1: { ...preset, id: 1, name: 'Default' }, [preset.id]: preset }),
    '{}',
  ]);
}

/** A field's end in the `flds` column. */
const FIELD_END = '\x1f';

/** Nothing in a field may look like its end, or end the text in SQLite. */
function withoutControls(field: string): string {
  return field.replace(CONTROLS, '');
}

const CONTROLS = /[^\P{Cc}\t\n]/gu;

/** `Course::Module`; two colons in a title would make a deck below it. */
function deckName({ title }: ExchangeDeck): string {
  return `${COURSE_TITLE}::${title.replace(/:{2,}/g, ':').trim()}`;
}

export function deckId(deck: string): number {
  return stableId(`deck ${deck}`);
}

/** Answers the ids of the cards by key. */
function writeNotesAndCards(
  db: Database,
  input: CollectionInput,
  calendar: Calendar,
): ReadonlyMap<string, number> {
  const { log, settings, now } = input;
  const states = log ? new Schedule(settings).replay(log) : undefined;
  const noteIds = new UniqueIds();
  const cardIds = new UniqueIds();
  const byKey = new Map<string, number>();
  const addNote = db.prepare('insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)');
  const addCard = db.prepare(
    'insert into cards values (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)',
  );
  const seconds = Math.floor(now / 1000);
  let position = 0;
  for (const note of input.notes) {
    const noteId = noteIds.take(`note ${note.guid}`);
    const title = noteTitle(note);
    addNote.run([
      noteId,
      note.guid,
      noteTypeId(note.kind),
      seconds,
      note.tags.length > 0 ? ` ${note.tags.join(' ')} ` : '',
      note.fields.map(withoutControls).join(FIELD_END),
      title,
      Number.parseInt(sha1(title).slice(0, 8), 16),
      '',
    ]);
    position++;
    for (const { ord, key } of note.cards) {
      const id = cardIds.take(`card ${note.guid} ${ord}`);
      byKey.set(key, id);
      const at = states
        ? scheduling(states.get(key) ?? newState(), position, now, calendar, settings)
        : newScheduling(position);
      addCard.run([
        id,
        noteId,
        deckId(note.deck),
        ord,
        seconds,
        at.type,
        at.queue,
        at.due,
        at.ivl,
        at.factor,
        at.reps,
        at.lapses,
        at.left,
        at.data,
      ]);
    }
  }
  addNote.free();
  addCard.free();
  return byKey;
}

function writeReviews(
  db: Database,
  { log, settings, now }: CollectionInput,
  cardIds: ReadonlyMap<string, number>,
): void {
  if (!log) return;
  const add = db.prepare('insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)');
  for (const review of reviews(log, new Set(cardIds.keys()), settings, now)) {
    const { id, key, ease, ivl, lastIvl, factor, time, type } = review;
    add.run([id, cardIds.get(key) ?? 0, ease, ivl, lastIvl, factor, time, type]);
  }
  add.free();
}
