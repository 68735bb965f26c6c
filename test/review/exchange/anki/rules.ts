/**
 * What Anki's importer relies on in a collection of schema 11, read off its sources
 * (rslib/src/import_export, notetype, decks, deckconfig, storage, scheduler/timing). No Anki takes
 * part in these tests, so each rule stands here as a check of its own.
 */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

type Row = Record<string, string | number | null>;
/** Answers what breaks the rule. */
type Check = (facts: Facts) => readonly unknown[];

/** Everything the rules look at. */
export interface Facts {
  readonly col: Row;
  readonly notes: readonly Row[];
  readonly cards: readonly Row[];
  readonly revlog: readonly Row[];
  readonly models: Readonly<Record<string, Model>>;
  readonly decks: Readonly<Record<string, Deck>>;
  readonly presets: Readonly<Record<string, Preset>>;
  readonly config: Record<string, unknown>;
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** ms */
  readonly now: number;
}
interface Model {
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly sortf: number;
  readonly css: unknown;
  readonly tmpls: readonly { name: string; ord: number; qfmt: string; afmt: string }[];
  readonly flds: readonly Field[];
  readonly req: readonly (readonly [number, string, readonly number[]])[];
}
interface Field {
  readonly name: string;
  readonly ord: number;
  readonly sticky: boolean;
  readonly rtl: boolean;
  readonly font: string;
  readonly size: number;
}
interface Deck {
  readonly id: number;
  readonly name: string;
  readonly conf: number;
  readonly dyn: number;
  readonly collapsed: boolean;
  readonly lrnToday: unknown;
  readonly revToday: unknown;
  readonly newToday: unknown;
  readonly timeToday: unknown;
}
interface Preset {
  readonly id: number;
  readonly new: object;
  readonly rev: object;
  readonly lapse: object;
}

const words = (text: string): string[] => text.trim().split(/\s+/);
const COLUMNS: Facts['tables'] = {
  col: words('id crt mod scm ver dty usn ls conf models decks dconf tags'),
  notes: words('id guid mid mod usn tags flds sfld csum flags data'),
  cards: words(`id nid did ord mod usn type queue due ivl factor reps lapses left odue odid
    flags data`),
  revlog: words('id cid usn ease ivl lastIvl factor time type'),
  graves: words('usn oid type'),
};
/** Names that templates may use without a field. */
const SPECIAL = words('FrontSide Card CardFlag Deck Subdeck Tags Type');

const num = (row: Row, name: string): number => Number(row[name]);
const isInt = (value: unknown): boolean => Number.isSafeInteger(value);
const within = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && isInt(value) && value >= least && value <= most;
const doubled = (values: readonly unknown[]): unknown[] => {
  const seen = new Set<unknown>();
  return values.filter((value) => seen.size === seen.add(value).size);
};
const fieldNames = (format: string): string[] =>
  [...format.matchAll(/\{\{([^}]*)\}\}/g)].map(
    ([, inside = '']) =>
      inside
        .replace(/^[#^/]/, '')
        .split(':')
        .at(-1)
        ?.trim() ?? '',
  );
const clozeOrds = (text: string): number[] => {
  const numbers = [...text.matchAll(/\{\{c(\d+)::/g)].map(([, n]) => Number(n) - 1);
  return [...new Set(numbers)].sort((a, b) => a - b);
};
const REFERENCES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
const strip = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => REFERENCES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
const fieldsOf = (note: Row): string[] => String(note.flds).split('\x1f');
const modelOf = ({ models }: Facts, note: Row | undefined) => models[String(note?.mid)];
const missing = (object: object, names: string): string[] =>
  words(names).filter((name) => !(name in object));
const all = <T>(record: Readonly<Record<string, T>>): T[] => Object.values(record);

export const RULES: Readonly<Record<string, Check>> = {
  'tables have the columns of schema 11, in order': ({ tables }) =>
    Object.entries(COLUMNS).filter(([name, columns]) => `${tables[name]}` !== `${columns}`),
  'there is one col row, of version 11, neither dirty nor synced': ({ col }) =>
    col.id === 1 && col.ver === 11 && col.dty === 0 && col.ls === 0 ? [] : [col],
  'crt is in s and past; mod and scm are in ms and not ahead': ({ col, now }) =>
    within(col.crt, 1, now / 1000) && within(col.mod, 1e12, now) && within(col.scm, 1e12, now)
      ? []
      : [col],
  'no column is NULL': ({ col, notes, cards, revlog }) =>
    [col, ...notes, ...cards, ...revlog].filter((row) => Object.values(row).includes(null)),
  'numbers are whole': ({ cards, revlog }) =>
    [...cards, ...revlog].filter((row) =>
      Object.entries(row).some(([name, value]) => name !== 'data' && !isInt(value)),
    ),
  'ids are unique, positive and not ahead of tomorrow': ({ notes, cards, revlog, now }) =>
    [notes, cards, revlog].flatMap((rows) => [
      ...doubled(rows.map(({ id }) => id)),
      ...rows.filter(({ id }) => !within(id, 1, now + 86_400_000)),
    ]),
  'guids are unique and not empty': ({ notes }) => [
    ...doubled(notes.map(({ guid }) => guid)),
    ...notes.filter(({ guid }) => typeof guid !== 'string' || guid === ''),
  ],
  'every note has a note type': (facts) => facts.notes.filter((note) => !modelOf(facts, note)),
  'every note has as many fields as its type': (facts) =>
    facts.notes.filter((note) => fieldsOf(note).length !== modelOf(facts, note)?.flds.length),
  'the first field is filled in': ({ notes }) =>
    notes.filter((note) => strip(fieldsOf(note)[0] ?? '') === ''),
  'the sort field is the first field as text': ({ notes }) =>
    notes.filter((note) => strip(fieldsOf(note)[0] ?? '') !== String(note.sfld)),
  'the checksum is that of the sort field': ({ notes }) =>
    notes.filter(({ sfld, csum }) => {
      const hash = createHash('sha1').update(String(sfld)).digest('hex');
      return Number.parseInt(hash.slice(0, 8), 16) !== csum;
    }),
  'tags stand between blanks': ({ notes }) =>
    notes.filter(({ tags }) => !/^(?: \S+(?: \S+)* )?$/.test(String(tags))),
  'there is no media, and nothing that looks like it': ({ notes, models }) => [
    ...notes.filter(({ flds }) =>
      /<img|\[sound:|\[latex\]|\[\$|<object|<audio/i.test(String(flds)),
    ),
    ...all(models).filter(({ css }) => /url\(|@import/.test(String(css))),
  ],
  'every card has a note, and every note a card': ({ notes, cards }) => {
    const ids = new Set(notes.map(({ id }) => id));
    const used = new Set(cards.map(({ nid }) => nid));
    return [
      ...cards.filter(({ nid }) => !ids.has(nid ?? null)),
      ...notes.filter(({ id }) => !used.has(id ?? null)),
    ];
  },
  'no two cards share note and template': ({ cards }) =>
    doubled(cards.map(({ nid, ord }) => `${nid} ${ord}`)),
  'every card has a deck': ({ cards, decks }) => cards.filter(({ did }) => !decks[String(did)]),
  'the cards of a note are those of its templates, or of its clozes': (facts) => {
    const ords = Map.groupBy(facts.cards, ({ nid }) => nid);
    return facts.notes.filter((note) => {
      const model = modelOf(facts, note);
      const wanted =
        model?.type === 1
          ? clozeOrds(fieldsOf(note)[0] ?? '')
          : (model?.tmpls.map(({ ord }) => ord) ?? []);
      const there = (ords.get(note.id) ?? []).map((card) => num(card, 'ord'));
      return `${wanted}` !== `${there.sort((a, b) => a - b)}`;
    });
  },
  'a note type is stored under its id': ({ models }) =>
    Object.entries(models).filter(([id, model]) => id !== String(model.id) || !isInt(model.id)),
  'names of note types are unique and without quotes': ({ models }) => [
    ...doubled(all(models).map(({ name }) => name.toLowerCase())),
    ...all(models).filter(({ name }) => name.includes('"') || name === ''),
  ],
  'a note type is standard or cloze, with fields, templates and style': ({ models }) =>
    all(models).filter(
      (model) =>
        ![0, 1].includes(model.type) ||
        model.flds.length === 0 ||
        model.tmpls.length === 0 ||
        typeof model.css !== 'string' ||
        !within(model.sortf, 0, model.flds.length - 1) ||
        missing(model, 'did mod usn').length > 0,
    ),
  'a cloze type has one template, with the cloze filter on both sides': ({ models }) =>
    all(models).filter(
      ({ type, tmpls }) =>
        type === 1 &&
        (tmpls.length !== 1 ||
          !tmpls.every(({ qfmt, afmt }) => qfmt.includes('{{cloze:') && afmt.includes('{{cloze:'))),
    ),
  'field names are unique, numbered, and allowed': ({ models }) =>
    all(models).filter(
      ({ flds }) =>
        doubled(flds.map(({ name }) => name.toLowerCase())).length > 0 ||
        flds.some(
          ({ name, ord, sticky, rtl, font, size }, index) =>
            ord !== index ||
            /[:{}"]|^[#^/\s]|\s$/.test(name) ||
            SPECIAL.includes(name) ||
            typeof sticky !== 'boolean' ||
            typeof rtl !== 'boolean' ||
            typeof font !== 'string' ||
            !isInt(size),
        ),
    ),
  'templates are numbered, named apart, and ask apart': ({ models }) =>
    all(models).filter(
      ({ tmpls }) =>
        tmpls.some(({ ord }, index) => ord !== index) ||
        doubled(tmpls.map(({ name }) => name.toLowerCase())).length > 0 ||
        doubled(tmpls.map(({ qfmt }) => qfmt)).length > 0,
    ),
  'templates name only fields there are, and the front names one': ({ models }) =>
    all(models).filter(({ flds, tmpls }) => {
      const names = flds.map(({ name }) => name);
      const known = [...names, ...SPECIAL];
      return tmpls.some(
        ({ qfmt, afmt }) =>
          !fieldNames(qfmt).some((name) => names.includes(name)) ||
          ![...fieldNames(qfmt), ...fieldNames(afmt)].every((name) => known.includes(name)),
      );
    }),
  'sections of templates are closed in order': ({ models }) =>
    all(models)
      .flatMap(({ tmpls }) => tmpls.flatMap(({ qfmt, afmt }) => [qfmt, afmt]))
      .filter((format) => {
        const open: unknown[] = [];
        for (const [, sign, name] of format.matchAll(/\{\{([#^/])([^}]*)\}\}/g)) {
          if (sign !== '/') open.push(name);
          else if (open.pop() !== name) return true;
        }
        return open.length > 0;
      }),
  'what a template requires are fields': ({ models }) =>
    all(models).filter(({ req, tmpls, flds }) =>
      req.some(
        ([ord, kind, ords]) =>
          !within(ord, 0, tmpls.length - 1) ||
          !['any', 'all', 'none'].includes(kind) ||
          !ords.every((field) => within(field, 0, flds.length - 1)),
      ),
    ),
  'a deck is stored under its id, normal, with counts and known options': ({ decks, presets }) =>
    Object.entries(decks).filter(
      ([id, deck]) =>
        id !== String(deck.id) ||
        deck.dyn !== 0 ||
        typeof deck.collapsed !== 'boolean' ||
        !presets[String(deck.conf)] ||
        [deck.lrnToday, deck.revToday, deck.newToday, deck.timeToday].some(
          (today) => !Array.isArray(today) || today.length !== 2 || !today.every(isInt),
        ),
    ),
  'there is the default deck and its options': ({ decks, presets }) =>
    decks['1']?.name === 'Default' && presets['1'] ? [] : [decks],
  'deck names are unique, without empty parts, and their parents are there': ({ decks }) => {
    const names = all(decks).map(({ name }) => name);
    return [
      ...doubled(names.map((name) => name.toLowerCase())),
      ...names.filter((name) => name.split('::').some((part) => part.trim() === '')),
      ...names.filter((name) => {
        const parent = name.split('::').slice(0, -1).join('::');
        return parent !== '' && !names.includes(parent);
      }),
    ];
  },
  'options have every value Anki has no default for': ({ presets }) =>
    Object.entries(presets).flatMap(([id, preset]) => [
      ...(id === String(preset.id) ? [] : [id]),
      ...missing(preset, 'mod name usn maxTaken autoplay timer replayq'),
      ...missing(preset.new, 'delays initialFactor ints order perDay bury'),
      ...missing(preset.rev, 'ease4 ivlFct maxIvl perDay bury hardFactor'),
      ...missing(preset.lapse, 'delays leechAction leechFails minInt mult'),
    ]),
  'the config names the v2 scheduler, the rollover and the time zone': ({ config }) =>
    config.schedVer === 2 &&
    within(config.rollover, 0, 23) &&
    within(config.creationOffset, -23 * 60, 23 * 60) &&
    within(config.nextPos, 1, 10_000_000)
      ? []
      : [config],
  'type and queue go together': ({ cards }) =>
    cards.filter(({ type, queue }) => {
      const queues = { 0: [0], 1: [1, 3], 2: [2], 3: [1, 3] }[Number(type)];
      return !queues || ![-1, -2, ...queues].includes(Number(queue));
    }),
  'due is a position, a day of the collection, or a time': ({ cards, col, now }) =>
    cards.filter(({ type, due }) => {
      if (type === 0) return !within(due, 0, 10_000_000);
      if (type === 2) return !within(due, 0, 365_000);
      return !within(due, Number(col.crt), now / 1000 + 365 * 86_400);
    }),
  'intervals, ease, counts and steps are in range': ({ cards }) =>
    cards.filter(
      ({ type, ivl, factor, reps, lapses, left }) =>
        !within(ivl, type === 2 || type === 3 ? 1 : 0, 36_500) ||
        !(type === 0 ? factor === 0 : within(factor, 1300, 9999)) ||
        !within(reps, 0, 1e6) ||
        !within(lapses, 0, Number(reps)) ||
        !(type === 1 || type === 3 ? within(Number(left) % 1000, 1, 9) : left === 0),
    ),
  'no card is in a filtered deck, or flagged': ({ cards }) =>
    cards.filter(({ odue, odid, flags }) => odue !== 0 || odid !== 0 || flags !== 0),
  'what FSRS keeps of a card is in range': ({ cards }) =>
    cards.filter(({ type, data }) => {
      const { s, d, dr, decay, lrt } = JSON.parse(String(data));
      if (type === 0) return s !== undefined || d !== undefined;
      const memory = s > 0 && s <= 36_500 && d >= 1 && d <= 10;
      return !(memory && dr >= 0.7 && dr <= 0.99 && decay >= 0.1 && decay <= 0.8 && lrt < 1e11);
    }),
  'a review belongs to a card': ({ cards, revlog }) => {
    const ids = new Set(cards.map(({ id }) => id));
    return revlog.filter(({ cid }) => !ids.has(cid));
  },
  'a review has a button, a kind, an interval and a time': ({ revlog }) =>
    revlog.filter(
      ({ type, ease, ivl, time, factor }) =>
        !within(type, 0, 5) ||
        !(type === 4 ? ease === 0 : within(ease, 1, 4)) ||
        !within(ivl, -86_400 * 365, 36_500) ||
        !within(time, 0, 2 ** 32 - 1) ||
        !(type === 4 ? factor === 0 : within(factor, 100, 1100)),
    ),
  'a card counts the reviews it has since it was reset': ({ cards, revlog }) => {
    const counts = new Map<unknown, number>();
    for (const { cid, type } of revlog)
      counts.set(cid, type === 4 ? 0 : (counts.get(cid) ?? 0) + 1);
    return revlog.length === 0
      ? []
      : cards.filter(({ id, reps }) => (counts.get(id) ?? 0) !== reps);
  },
};

export function readFacts(db: Database.Database, now: number): Facts {
  const rows = (table: string) => db.prepare(`select * from ${table} order by 1`).all() as Row[];
  const [col] = rows('col');
  if (!col) throw new Error('The collection has no col row.');
  const json = (name: string) => JSON.parse(String(col[name]));
  const columns = (table: string) =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  return {
    col,
    notes: rows('notes'),
    cards: rows('cards'),
    revlog: rows('revlog'),
    models: json('models'),
    decks: json('decks'),
    presets: json('dconf'),
    config: json('conf'),
    tables: Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, columns(name)])),
    now,
  };
}

/** Names of the rules that are broken, each with the first thing that breaks it. */
export function brokenRules(facts: Facts): (readonly [string, unknown])[] {
  return Object.entries(RULES).flatMap(([name, check]) => {
    const broken = check(facts);
    return broken.length > 0 ? [[name, broken[0]] as const] : [];
  });
}
