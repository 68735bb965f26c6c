/** Cards as text: for Anki, which reads it back unchanged, and for spreadsheets. */
import Papa from 'papaparse';
import { noteTypeName } from '../anki/note-types.ts';
import { COURSE_TITLE, type CourseNotes, type ExchangeNote, FIELDS } from '../notes.ts';
import { htmlToText } from '../plain-html.ts';

/** Guid, note type, deck; then the fields, then the tags. */
const META = 3;
const WIDEST = Math.max(...Object.values(FIELDS).map(({ length }) => length));

/** Tab separated with Anki's file headers. */
export function ankiText({ decks, notes }: CourseNotes): string {
  const titles = new Map(decks.map(({ deck, title }) => [deck, title]));
  const head = [
    '#separator:tab',
    '#html:true',
    '#guid column:1',
    '#notetype column:2',
    '#deck column:3',
    `#tags column:${META + WIDEST + 1}`,
    `#columns:${['Guid', 'Note type', 'Deck', ...fieldColumns(), 'Tags'].join('\t')}`,
  ];
  const rows = notes.map((note) => [
    note.guid,
    noteTypeName(note.kind),
    `${COURSE_TITLE}::${titles.get(note.deck) ?? note.deck}`,
    ...note.fields,
    ...Array.from({ length: WIDEST - note.fields.length }, () => ''),
    note.tags.join(' '),
  ]);
  return `${head.join('\n')}\n${Papa.unparse(rows, { delimiter: '\t', newline: '\n', quotes: QUOTES })}\n`;
}

/** A guid may begin with the sign of a comment. */
const QUOTES = [true];

function fieldColumns(): string[] {
  return Array.from({ length: WIDEST }, (_, index) => `Field ${index + 1}`);
}

/** Names of the columns of {@link spreadsheet}, by which it is known again. */
export const SPREADSHEET_COLUMNS = ['Guid', 'Deck', 'Kind', 'Front', 'Back', 'Tags', 'My note'];

/**
 * Comma separated, plain text, with a first row of names. A spreadsheet takes a cell that begins
 * with one of `=+-@` for a formula and runs it, so such cells begin with an apostrophe here.
 */
export function spreadsheet({ decks, notes }: CourseNotes): string {
  const titles = new Map(decks.map(({ deck, title }) => [deck, title]));
  const rows = notes.map((note) => [
    note.guid,
    titles.get(note.deck) ?? note.deck,
    note.kind,
    ...sides(note),
    note.tags.join(' '),
    htmlToText(note.fields.at(-1) ?? ''),
  ]);
  const cells = [SPREADSHEET_COLUMNS, ...rows.map((row) => row.map(asText))];
  // Excel takes a file without the mark for one in the system's old encoding.
  return `\uFEFF${Papa.unparse(cells, { newline: '\r\n' })}\r\n`;
}

/** The first field, and what else a kind of note says. */
function sides({ fields }: ExchangeNote): readonly [string, string] {
  const [front = '', ...rest] = fields.slice(0, -4);
  return [htmlToText(front), rest.map(htmlToText).filter(Boolean).join('\n')];
}

function asText(cell: string): string {
  return /^[=+\-@\t\r']/.test(cell) ? `'${cell}` : cell;
}

/** Takes {@link spreadsheet}'s apostrophe away. */
export function fromSpreadsheet(cell: string): string {
  return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell;
}
