import { zstdCompressSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { writeApkg } from '../../../../src/review/exchange/anki/package.ts';
import { readProgress } from '../../../../src/review/exchange/anki/progress.ts';
import { readCollection } from '../../../../src/review/exchange/anki/read-package.ts';
import type { CourseNotes } from '../../../../src/review/exchange/notes.ts';
import { loadSqlite, type SqlJsStatic } from '../../../../src/review/exchange/sqlite.ts';
import { type Entry, effective, type Grade, mergeLogs } from '../../../../src/review/log.ts';
import { Schedule } from '../../../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../../../src/review/settings.ts';
import { collectionIn, DAY, grade, NOW, readCourse } from './course.ts';

/** Whole packages are written and read, also on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let course: CourseNotes;
let sqlite: SqlJsStatic;
beforeAll(async () => {
  [course, sqlite] = await Promise.all([readCourse(), loadSqlite()]);
});

const apkg = (log: readonly Entry[] = []): Uint8Array =>
  writeApkg(sqlite, {
    ...course,
    log,
    settings: DEFAULT_SETTINGS,
    now: NOW,
    offsetMin: () => 0,
  });
const takeIn = (file: Uint8Array) => readProgress(sqlite, readCollection(file), course, NOW);

/** Our own package after somebody worked on it in Anki: `work` is SQL. */
function changed(work: string, log: readonly Entry[] = []): Buffer {
  const db = new Sqlite(collectionIn(apkg(log)));
  db.unsafeMode(true);
  db.exec(work);
  const bytes = db.serialize();
  db.close();
  return bytes;
}
const packed = (collection: Uint8Array, name = 'collection.anki2'): Uint8Array =>
  zipSync({ [name]: collection, media: strToU8('{}') });
/** As Anki writes it since 2.1.50: the collection in zstd, and an old one that only says so. */
const packedNew = (collection: Uint8Array, version = 3): Uint8Array =>
  zipSync({
    meta: new Uint8Array([8, version]),
    'collection.anki21b': new Uint8Array(zstdCompressSync(collection)),
    'collection.anki2': strToU8('please update'),
    media: new Uint8Array(zstdCompressSync(Buffer.from(''))),
  });

const CARD_ID = `(select c.id from cards c join notes n on n.id = c.nid
  where n.guid = 'socket-activation-lab:fd-what')`;
const review = (id: number, ease: number, type = 1, factor = 500, time: unknown = 3000): string =>
  `insert into revlog values (${id}, ${CARD_ID}, -1, ${ease}, 5, 1, ${factor}, ${time}, ${type});`;

/** What Anki's upgrades to schema 18 change in the tables that are read, and in those that are not. */
const SCHEMA_18 = `
create table config (key text not null primary key, usn integer, mtime_secs integer, val blob) without rowid;
create table decks (name text not null primary key collate nocase, id integer not null) without rowid;
create table notetypes (id integer not null primary key, name text not null collate nocase);
create unique index idx_notetypes_name on notetypes (name);
insert into decks values ('Socket Activation Lab', 7);
insert into notetypes values (1, 'Basic');
drop table graves;
create table graves (oid integer, type integer, usn integer, primary key (oid, type)) without rowid;
update col set ver = 18, conf = '', models = '', decks = '', dconf = '';
analyze;
pragma writable_schema = on;
update sqlite_master set sql = replace(sql, 'nocase', 'unicase');
pragma writable_schema = off;`;

describe('reviews done in Anki', () => {
  const WORK = review(NOW - 5000, 3) + review(NOW - 1000, 1);
  const DONE: Entry[] = [
    { id: `anki.${NOW - 5000}`, at: NOW - 5000, card: 'fd-what', do: 'grade', grade: 3, ms: 3000 },
    { id: `anki.${NOW - 1000}`, at: NOW - 1000, card: 'fd-what', do: 'grade', grade: 1, ms: 3000 },
  ];
  test.each<[string, () => Uint8Array]>([
    ['schema 11, collection.anki2', () => packed(changed(WORK))],
    ['schema 11, collection.anki21', () => packed(changed(WORK), 'collection.anki21')],
    ['schema 18 in zstd, collection.anki21b', () => packedNew(changed(WORK + SCHEMA_18))],
    [
      'written with a write-ahead log',
      () => {
        const collection = changed(WORK);
        collection.fill(2, 18, 20);
        return packed(collection);
      },
    ],
  ])('come in from %s', (_, file) => {
    const { entries, cards, foreign, impossible } = takeIn(file());
    expect(entries).toEqual(DONE);
    expect([cards > 120, foreign, impossible]).toEqual([true, 0, 0]);
  });
  test('twice add nothing', () => {
    const { entries } = takeIn(packed(changed(WORK)));
    expect(mergeLogs(mergeLogs([], entries), entries)).toEqual(entries);
  });
  test('of both templates of a note go to their own cards', () => {
    const note = course.notes.find(({ kind }) => kind === 'cloze');
    const work = `insert into revlog select ${NOW} - 100 + c.ord, c.id, -1, 3, 1, 1, 500, 9, 0
      from cards c join notes n on n.id = c.nid where n.guid = '${note?.guid}'`;
    expect(takeIn(packed(changed(work))).entries.map(({ card }) => card)).toEqual(
      note?.cards.map(({ key }) => key),
    );
  });
});

describe('what Anki’s rows mean', () => {
  const meaning = (row: string, before = '') => {
    const { entries, impossible } = takeIn(packed(changed(before + row)));
    const [entry] = entries;
    if (!entry) return impossible > 0 ? 'impossible' : 'nothing';
    return entry.do === 'grade' ? entry.grade : entry.do;
  };
  const V1 = `update col set conf = '{"schedVer":1}';`;
  test.each<[string, string, string, unknown]>([
    ['Again while learning', review(9, 1, 0), '', 1],
    ['Hard while learning', review(9, 2, 0), '', 2],
    ['Easy in review', review(9, 4, 1), '', 4],
    ['Good while relearning', review(9, 3, 2), '', 3],
    ['an early review', review(9, 3, 3, 500), '', 3],
    ['cramming', review(9, 3, 3, 0), '', 'nothing'],
    ['a due date set by hand', review(9, 0, 4, 500), '', 'nothing'],
    ['a card set back to new', review(9, 0, 4, 0), '', 'reset'],
    ['rescheduled by Anki', review(9, 0, 5, 500), '', 'nothing'],
    ['the first scheduler’s Good while learning', review(9, 2, 0), V1, 3],
    ['the first scheduler’s Easy while relearning', review(9, 3, 2), V1, 4],
    ['the first scheduler’s Hard in review', review(9, 2, 1), V1, 2],
    ['a button nobody has', review(9, 7), '', 'impossible'],
    ['a date to come', review(NOW * 2, 3), '', 'impossible'],
    ['a date before all dates', review(-5, 3), '', 'impossible'],
  ])('%s', (_, row, before, means) => expect(meaning(row, before)).toBe(means));
  test('a time that is none counts as none', () => {
    for (const time of ["'x'", "x'00'", '-5', '1e99']) {
      const [entry] = takeIn(packed(changed(review(9, 3, 1, 500, time)))).entries;
      expect(entry).toMatchObject({ ms: 0 });
    }
  });
});

describe('out to Anki and in again', () => {
  const anyLog = fc
    .array(
      fc.record({
        at: fc.integer({ min: NOW - 90 * DAY, max: NOW }),
        card: fc.constantFrom('fd-what', 'fd-standard-three~c1', 'fd-standard-three~c2'),
        g: fc.constantFrom<Grade>(1, 2, 3, 4),
      }),
      { maxLength: 30 },
    )
    .map((steps) =>
      mergeLogs(
        steps.map(({ at, card, g }) => grade(at, card, g)),
        [],
      ),
    );
  test('changes nothing where the log is', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { entries } = takeIn(apkg(log));
        expect(effective(mergeLogs(log, entries))).toEqual(effective(log));
      }),
      { numRuns: 20 },
    );
  });
  const memories = (log: readonly Entry[]) => {
    const replayed = new Schedule(DEFAULT_SETTINGS).replay(log);
    return new Map([...replayed].map(([key, { memory }]) => [key, memory]));
  };
  test('gives an empty profile the same schedule', () => {
    // Anki knows a review by its millisecond alone: a second one in the same moves on by one, and its
    // schedule with it. See the next test.
    const oneAtATime = anyLog.filter((log) => new Set(log.map(({ at }) => at)).size === log.length);
    fc.assert(
      fc.property(oneAtATime, (log) => {
        expect(memories(takeIn(apkg(log)).entries)).toEqual(memories(log));
      }),
      { numRuns: 20 },
    );
  });
  test('keeps two reviews of the same millisecond, the second a millisecond later', () => {
    const log = mergeLogs([grade(NOW, 'fd-standard-three~c1', 1), grade(NOW, 'fd-what', 1)], []);
    const { entries } = takeIn(apkg(log));
    expect(entries.map(({ at, card }) => [at, card])).toEqual([
      [NOW, 'fd-standard-three~c1'],
      [NOW + 1, 'fd-what'],
    ]);
  });
});

describe('what is not ours', () => {
  test('is counted and left alone', () => {
    const work = `insert into notes values (5, 'theirs', 9, 1, -1, '', 'a', 'a', 1, 0, '');
      insert into cards values (6, 5, 1, 0, 1, -1, 2, 2, 1, 1, 2500, 1, 0, 0, 0, 0, 0, '');
      insert into cards select 7, nid, did, 9, mod, usn, type, queue, due, ivl, factor, reps,
        lapses, left, odue, odid, flags, data from cards where id = ${CARD_ID};
      insert into revlog values (1, 6, -1, 3, 1, 1, 2500, 1, 1), (2, 7, -1, 3, 1, 1, 2500, 1, 1);`;
    expect(takeIn(packed(changed(work)))).toMatchObject({ entries: [], foreign: 2 });
  });
  test('100,000 notes of others are read past', () => {
    const work = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
      insert into notes select i, 'g' || i, 9, 1, -1, '', 'front' || i || char(31) || 'back', i, i, 0, '' from n;
      insert into cards select id + 1000000, id, 1, 0, 1, -1, 2, 2, 1, 1, 2500, 1, 0, 0, 0, 0, 0, ''
        from notes where guid like 'g%';
      insert into revlog select id, id, -1, 3, 1, 1, 2500, 1, 1 from cards where id < 2000000;
      ${review(NOW - 5, 3)}`;
    expect(takeIn(packedNew(changed(work)))).toMatchObject({
      foreign: 100_000,
      entries: { length: 1 },
    });
  });
});

describe('bad packages are refused with what to do', () => {
  const whole = () => packed(changed(review(9, 3)));
  const broken = (work: string) => () => packed(changed(work));
  const bomb = () => packed(new Uint8Array(3_000_000));
  const lying = () => {
    // The directory says the collection is small when unpacked.
    const file = bomb();
    const view = new DataView(file.buffer);
    const entry = file.findIndex(
      (_, at) => at + 4 < file.length && view.getUint32(at, true) === 0x02014b50,
    );
    view.setUint32(entry + 24, 10, true);
    return file;
  };
  const flipped = () => {
    const file = whole();
    return file.with(2000, (file[2000] ?? 0) ^ 1);
  };
  const crowded = () => {
    const file = zipSync({ a: new Uint8Array() });
    new DataView(file.buffer).setUint16(file.length - 22 + 10, 20_001, true);
    return file;
  };
  test.each<[string, () => Uint8Array, string, RegExp]>([
    ['nothing', () => new Uint8Array(), 'not-ours', /ends in \.apkg/],
    ['a text', () => strToU8('front,back\n'), 'not-ours', /ends in \.apkg/],
    [
      'a zip of something else',
      () => zipSync({ 'a.txt': strToU8('x') }),
      'not-ours',
      /no Anki collection/,
    ],
    ['a package cut off', () => whole().subarray(0, 9000), 'damaged', /Copy it again/],
    ['a package without its end', () => whole().subarray(0, -30), 'damaged', /Copy it again/],
    ['a byte changed', flipped, 'damaged', /again/],
    ['a bomb', bomb, 'too-large', /unpacks into more/],
    ['a bomb that lies about its size', lying, 'too-large', /unpacks into more/],
    [
      'a bomb in zstd',
      () => packedNew(new Uint8Array(3_000_000)),
      'too-large',
      /unpacks into more/,
    ],
    ['too many files', crowded, 'too-large', /without media/],
    ['a package too large', () => new Uint8Array(1_000_001), 'too-large', /without media/],
    [
      'a collection that is no SQLite',
      () => packed(strToU8('x'.repeat(200))),
      'damaged',
      /Export it again/,
    ],
    [
      'zstd that is none',
      () =>
        zipSync({ meta: new Uint8Array([8, 3]), 'collection.anki21b': strToU8('x'.repeat(99)) }),
      'damaged',
      /does not unpack/,
    ],
    ['a package version to come', () => packedNew(changed(''), 9), 'newer', /older Anki versions/],
    ['a schema to come', broken('update col set ver = 40'), 'newer', /older Anki versions/],
    ['a schema long gone', broken('update col set ver = 5'), 'not-ours', /older than 2\.0/],
    ['no table of reviews', broken('drop table revlog'), 'damaged', /Nothing was taken in/],
    ['no table of notes', broken('drop table notes'), 'damaged', /Nothing was taken in/],
    ['no row about the collection', broken('delete from col'), 'not-ours', /export it again/i],
    [
      'columns of other names',
      broken('alter table revlog rename column ease to button'),
      'damaged',
      /Nothing was taken in/,
    ],
    [
      'pages that are torn',
      () => {
        const c = changed(review(9, 3));
        c.fill(0xff, 4096, 12_000);
        return packed(c);
      },
      'damaged',
      /again/,
    ],
  ])('%s', (_, file, code, says) => {
    let refused: unknown;
    try {
      const limits = { file: 1_000_000, collection: 2_000_000 };
      readProgress(sqlite, readCollection(file(), limits), course, NOW);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({
      name: 'ExchangeError',
      code,
      message: expect.stringMatching(says),
    });
  });
  test('however a package is damaged, it is read or refused', () => {
    const file = whole();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (bytes) => {
          const hurt = file.slice();
          for (const [at, byte] of bytes) hurt[at] = byte;
          try {
            takeIn(hurt);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ExchangeError' });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
