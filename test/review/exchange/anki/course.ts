/** The course's own cards, and packages made of them. */
import Sqlite from 'better-sqlite3';
import { unzipSync } from 'fflate';
import { readNotes } from '../../../../sandbox/cards/read-notes.ts';
import { readCourseNames } from '../../../../src/course/course-names.ts';
import { readDecks } from '../../../../src/course/deck-files.ts';
import { readDeckFiles } from '../../../../src/course/deck-loader.ts';
import type { CourseNotes } from '../../../../src/review/exchange/notes.ts';
import type { Entry, Grade } from '../../../../src/review/log.ts';
import { type Facts, readFacts } from './rules.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 20, 12);

export async function readCourse(): Promise<CourseNotes> {
  const files = await readDeckFiles('flashcards');
  const { decks } = readDecks(files, await readCourseNames('lessons'));
  return readNotes(decks.map(({ deck }) => deck));
}

export function collectionIn(apkg: Uint8Array): Buffer {
  return Buffer.from(unzipSync(apkg)['collection.anki2'] ?? new Uint8Array());
}

/** What stands in a package, read by another SQLite than the one that wrote it. */
export function factsOf(apkg: Uint8Array, now: number): Facts {
  const db = new Sqlite(collectionIn(apkg));
  try {
    const sound = db.pragma('integrity_check', { simple: true });
    if (sound !== 'ok') throw new Error(`The collection is damaged: ${sound}`);
    return readFacts(db, now);
  } finally {
    db.close();
  }
}

export const grade = (at: number, card = 'fd-what', g: Grade = 3): Entry => ({
  id: `t.${card}.${at}`,
  at,
  card,
  do: 'grade',
  grade: g,
  ms: 4000,
});
