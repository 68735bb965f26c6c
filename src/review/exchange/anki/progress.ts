/** Reviews done in Anki, as entries of our log. Their ids come from Anki's: twice adds nothing. */
import { ANKI_ID, type Entry, type Grade } from '../../log.ts';
import { ExchangeError } from '../error.ts';
import type { CourseNotes } from '../notes.ts';
import type { Database, SqlJsStatic } from '../sqlite.ts';

/** Schemas of Anki; 12 and 13 were never in a release. */
const OLDEST = 11;
const NEWEST = 18;
const MAX_MS = 3_600_000;
const DAY = 86_400_000;

export interface AnkiProgress {
  /** In time order. */
  readonly entries: readonly Entry[];
  /** Cards of this course, or of one's own, in the package. */
  readonly cards: number;
  /** Other cards in the package: nothing of them is taken in. */
  readonly foreign: number;
  /** Reviews of our cards that no clock or no button can have made. */
  readonly impossible: number;
}

/** `now` in ms. Throws {@link ExchangeError}. */
export function readProgress(
  sqlite: SqlJsStatic,
  collection: Uint8Array,
  { notes }: Pick<CourseNotes, 'notes'>,
  now: number,
): AnkiProgress {
  const db = open(sqlite, collection);
  try {
    const scheduler = checkVersion(db);
    const keys = new Map(
      notes.flatMap(({ guid, cards }) => cards.map(({ ord, key }) => [`${ord} ${guid}`, key])),
    );
    const { ours, foreign } = readCards(db, keys);
    return { ...readReviews(db, ours, scheduler, now), cards: ours.size, foreign };
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw damaged(cause);
  } finally {
    db.close();
  }
}

function open(sqlite: SqlJsStatic, collection: Uint8Array): Database {
  const magic = new TextDecoder('latin1').decode(collection.subarray(0, 15));
  if (magic !== 'SQLite format 3') throw damaged();
  const bytes = collection.slice();
  // Written with a journal that this SQLite has no file for; the package never holds one.
  bytes.fill(1, 18, 20);
  return new sqlite.Database(bytes);
}

/** Answers the version of the scheduler, which says what the buttons meant. */
function checkVersion(db: Database): number {
  const version = Number(db.exec('select ver from col')[0]?.values[0]?.[0]);
  if (!Number.isInteger(version) || version < OLDEST) {
    throw new ExchangeError(
      'not-ours',
      'The collection was made by an Anki older than 2.0. Open it in a newer Anki and export it again.',
    );
  }
  if (version > NEWEST) {
    throw new ExchangeError(
      'newer',
      'The package comes from a newer Anki than this page knows. Export it again with “Support older Anki versions” ticked.',
    );
  }
  // Table by table: decks and note types are sorted in a way that only Anki knows.
  for (const table of ['notes', 'cards', 'revlog']) {
    const found = db.exec(`pragma quick_check(${table})`)[0]?.values[0]?.[0];
    if (found !== 'ok') throw damaged();
  }
  if (version > OLDEST) return 2;
  const conf = db.exec('select conf from col')[0]?.values[0]?.[0];
  return Number(asObject(typeof conf === 'string' ? conf : '').schedVer ?? 1);
}

function asObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function readCards(
  db: Database,
  keys: ReadonlyMap<string, string>,
): { ours: ReadonlyMap<number, string>; foreign: number } {
  const ours = new Map<number, string>();
  let foreign = 0;
  const rows = db.prepare('select c.id, c.ord, n.guid from cards c join notes n on n.id = c.nid');
  while (rows.step()) {
    const [id, ord, guid] = rows.get();
    const key = keys.get(`${ord} ${guid}`);
    if (key !== undefined && typeof id === 'number') ours.set(id, key);
    else foreign++;
  }
  rows.free();
  return { ours, foreign };
}

function readReviews(
  db: Database,
  ours: ReadonlyMap<number, string>,
  scheduler: number,
  now: number,
): { entries: Entry[]; impossible: number } {
  const entries: Entry[] = [];
  let impossible = 0;
  const rows = db.prepare('select id, cid, ease, factor, time, type from revlog order by id');
  while (rows.step()) {
    const [id, cid, ease, factor, time, type] = rows.get();
    const card = typeof cid === 'number' ? ours.get(cid) : undefined;
    if (card === undefined) continue;
    if (!isWhole(id) || id <= 0 || id > now + DAY) {
      impossible++;
      continue;
    }
    const base = { id: `${ANKI_ID}${id}`, at: id, card };
    if (type === 4 && ease === 0 && factor === 0) entries.push({ ...base, do: 'reset' });
    // Set by hand, moved by Anki itself, or crammed without counting: no review.
    else if (ease === 0 || (type === 3 && factor === 0)) continue;
    else {
      const grade = gradeOf(ease, type, scheduler);
      if (grade) entries.push({ ...base, do: 'grade', grade, ms: duration(time) });
      else impossible++;
    }
  }
  rows.free();
  return { entries, impossible };
}

/** The first scheduler had no Hard while learning: 2 was Good and 3 was Easy. */
function gradeOf(ease: unknown, type: unknown, scheduler: number): Grade | undefined {
  const learning = type === 0 || type === 2;
  const grade = scheduler < 2 && learning && (ease === 2 || ease === 3) ? ease + 1 : ease;
  return grade === 1 || grade === 2 || grade === 3 || grade === 4 ? grade : undefined;
}

function duration(time: unknown): number {
  return isWhole(time) ? Math.min(Math.max(time, 0), MAX_MS) : 0;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function damaged(cause?: unknown): ExchangeError {
  return new ExchangeError(
    'damaged',
    'The collection in the package is damaged or not one of Anki’s. Nothing was taken in. Export it again from Anki.',
    { cause },
  );
}
