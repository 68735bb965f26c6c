import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { clozeNumbers } from '../../../../src/review/cards.ts';
import { writeApkg } from '../../../../src/review/exchange/anki/package.ts';
import type { CourseNotes } from '../../../../src/review/exchange/notes.ts';
import { sha1 } from '../../../../src/review/exchange/sha1.ts';
import { loadSqlite, type SqlJsStatic } from '../../../../src/review/exchange/sqlite.ts';
import { type Entry, type Grade, mergeLogs } from '../../../../src/review/log.ts';
import { DEFAULT_SETTINGS } from '../../../../src/review/settings.ts';
import { DAY, factsOf, grade, NOW, readCourse } from './course.ts';
import { brokenRules, type Facts, RULES } from './rules.ts';

/** Whole packages are written and read, also on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let course: CourseNotes;
let sqlite: SqlJsStatic;

beforeAll(async () => {
  [course, sqlite] = await Promise.all([readCourse(), loadSqlite()]);
});

function apkg(log?: readonly Entry[], notes = course.notes, now = NOW): Uint8Array {
  return writeApkg(sqlite, {
    decks: course.decks,
    notes,
    ...(log ? { log } : {}),
    settings: DEFAULT_SETTINGS,
    now,
    offsetMin: () => -60,
  });
}
const exported = (...how: Parameters<typeof apkg>): Facts => factsOf(apkg(...how), how[2] ?? NOW);

const [CARD, CLOZE] = ['fd-what', 'fd-standard-three~c1'];
/** Logs as people make them: sittings over half a year, now and then a card set aside or reset. */
const anyLog: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      day: fc.nat(180),
      ms: fc.nat(3),
      card: fc.constantFrom(CARD, CLOZE, 'fd-standard-three~c2', 'who-owns-port-command', 'gone'),
      what: fc.constantFrom<Grade | 'suspend' | 'bury' | 'reset' | 'recall'>(
        ...([1, 2, 3, 4, 3, 3, 'suspend', 'bury', 'reset', 'recall'] as const),
      ),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    const entries = steps.map(({ day, ms, card, what }, index): Entry => {
      const base = { id: `r.${index}`, at: NOW - 181 * DAY + day * DAY + ms, card };
      if (typeof what === 'number') return { ...base, do: 'grade', grade: what, ms: 900 };
      return what === 'bury'
        ? { ...base, do: what, until: base.at + 2 * DAY }
        : { ...base, do: what };
    });
    return mergeLogs(entries, []);
  });

describe('the package', () => {
  test('holds a collection and an empty list of media', () => {
    const entries = unzipSync(apkg());
    expect(Object.keys(entries)).toEqual(['collection.anki2', 'media']);
    expect(new TextDecoder().decode(entries.media)).toBe('{}');
  });
});

describe('rules of Anki’s importer', () => {
  let plain: Facts;
  let scheduled: Facts;
  beforeAll(() => {
    plain = exported();
    scheduled = exported([
      grade(NOW - 40 * DAY),
      grade(NOW - 39 * DAY),
      grade(NOW - 1000, CLOZE, 1),
    ]);
  });
  test.each(Object.keys(RULES))('%s', (name) => {
    expect(RULES[name]?.(plain)).toEqual([]);
    expect(RULES[name]?.(scheduled)).toEqual([]);
  });
  test('hold for any log', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(brokenRules(exported(log))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
  test.each<[string, (facts: Facts) => Partial<Facts>]>([
    [
      'every card has a deck',
      ({ cards }) => ({ cards: cards.map((card) => ({ ...card, did: 7 })) }),
    ],
    [
      'ids are unique, positive and not ahead of tomorrow',
      ({ revlog }) => ({ revlog: revlog.map((row) => ({ ...row, id: NOW * 2 })) }),
    ],
    [
      'the checksum is that of the sort field',
      ({ notes }) => ({ notes: notes.map((note) => ({ ...note, csum: 1 })) }),
    ],
    [
      'the config names the v2 scheduler, the rollover and the time zone',
      ({ config }) => ({ config: { ...config, schedVer: 1 } }),
    ],
  ])('can be broken: %s', (name, change) => {
    expect(brokenRules({ ...scheduled, ...change(scheduled) }).map(([rule]) => rule)).toEqual([
      name,
    ]);
  });
});

describe('what goes along', () => {
  const cardOf = (facts: Facts, id: string) => {
    const note = facts.notes.find(({ guid }) => String(guid).endsWith(`:${id}`));
    return facts.cards.find(({ nid, ord }) => nid === note?.id && ord === 0);
  };
  test('every card that is asked here', () => {
    const asked = course.notes.reduce((sum, { cards }) => sum + cards.length, 0);
    expect(asked).toBeGreaterThan(120);
    expect(exported().cards).toHaveLength(asked);
  });
  test('clozes keep their numbers through Markdown', () => {
    for (const { kind, fields, cards } of course.notes) {
      if (kind !== 'cloze') continue;
      expect(clozeNumbers(fields[0] ?? '').map((n) => n - 1)).toEqual(cards.map(({ ord }) => ord));
    }
  });
  test('without scheduling every card is new', () => {
    const { cards, revlog } = exported();
    expect(cards.every(({ type, queue }) => type === 0 && queue === 0)).toBe(true);
    expect(revlog).toEqual([]);
  });
  test('a card in review is due on its day', () => {
    const facts = exported([grade(NOW - 10 * DAY, CARD, 4)]);
    const card = cardOf(facts, CARD);
    expect(card).toMatchObject({ type: 2, queue: 2, reps: 1, lapses: 0 });
    // The collection's first day is that of the review; it began at four in the morning there.
    expect(card?.due).toBe(card?.ivl);
    expect(facts.col.crt).toBe((NOW - 10 * DAY) / 1000 - 9 * 3600);
    expect(JSON.parse(String(card?.data))).toMatchObject({ dr: 0.9, decay: 0.154 });
  });
  test('a card in learning is due at its minute, with its steps', () => {
    const card = cardOf(exported([grade(NOW - 1000, CARD, 1)]), CARD);
    expect(card).toMatchObject({ type: 1, queue: 1, due: NOW / 1000 - 1 + 60, left: 2002 });
  });
  test('suspended and buried cards stay so', () => {
    const base = { id: 'a', at: NOW - 500, card: CARD };
    expect(cardOf(exported([{ ...base, do: 'suspend' }]), CARD)?.queue).toBe(-1);
    expect(cardOf(exported([{ ...base, do: 'bury', until: NOW + 1 }]), CARD)?.queue).toBe(-2);
  });
  test('reviews keep time, grade and kind; what was taken back stays', () => {
    const undo: Entry = { id: 'u', at: NOW - 1, card: CARD, do: 'undo', of: `t.${CARD}.7` };
    const log = [grade(7), grade(NOW - 20 * DAY, CARD, 4), grade(NOW - 5, CARD, 2), undo];
    expect(exported(log).revlog.map(({ id, ease, type }) => [id, ease, type])).toEqual([
      [NOW - 20 * DAY, 4, 0],
      [NOW - 5, 2, 1],
    ]);
  });
  test('two reviews of the same ms keep apart', () => {
    const log = [grade(NOW - 5), grade(NOW - 5, CLOZE)];
    expect(exported(log).revlog.map(({ id }) => id)).toEqual([NOW - 5, NOW - 4]);
  });
  test('decks stand below the course, and a note says where it comes from', () => {
    const { decks, notes } = exported();
    expect(Object.values(decks).map(({ name }) => name)).toContain(
      'Socket Activation Lab::Orientation',
    );
    const first = notes.find(({ guid }) => guid === 'socket-activation-lab:fd-what');
    expect(first?.tags).toBe(' socket-activation-lab::orientation ');
    expect(String(first?.flds).split('\x1f')[2]).toBe('orientation/descriptors');
  });
});

describe('a second import updates', () => {
  test('ids and guids stay the same, whatever else is exported and when', () => {
    const few = exported(undefined, course.notes.slice(5, 30), NOW + 90 * DAY);
    const whole = exported();
    const known = new Map(whole.notes.map(({ guid, id, mid }) => [guid, [id, mid]]));
    for (const { guid, id, mid, mod } of few.notes) {
      expect(known.get(guid ?? '')).toEqual([id, mid]);
      expect(Number(mod)).toBeGreaterThan(Number(whole.notes[0]?.mod));
    }
    expect(Object.keys(few.decks)).toEqual(Object.keys(whole.decks));
  });
  test('these are for ever: people’s collections know them', () => {
    const { notes, models } = exported();
    const first = notes.find(({ guid }) => guid === 'socket-activation-lab:fd-what');
    expect([first?.id, first?.mid]).toMatchInlineSnapshot(`
      [
        1480339277281,
        1480691302371,
      ]
    `);
    const types = Object.values(models).map(
      ({ id, name, flds }) => `${id} ${name}: ${flds.map((field) => field.name).join(', ')}`,
    );
    expect(types.sort()).toMatchInlineSnapshot(`
      [
        "1406380049586 Socket Activation Lab: Recorded output: Question, Output, Answer, Lesson, Directive, Since, My note",
        "1480691302371 Socket Activation Lab: Basic: Front, Back, Lesson, Directive, Since, My note",
        "1486625122191 Socket Activation Lab: Cloze: Text, Extra, Lesson, Directive, Since, My note",
        "1488057002871 Socket Activation Lab: Unit file to repair: Question, File, Broken, Solution, Explanation, Lesson, Directive, Since, My note",
        "1491386673111 Socket Activation Lab: Typed line: Prompt, Answer, Accepted, Explanation, Lesson, Directive, Since, My note",
      ]
    `);
  });
});

test('SHA-1 is that of the platform', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(text, (message) => {
      expect(sha1(message)).toBe(createHash('sha1').update(message).digest('hex'));
    }),
  );
});
