/** Reads a table of cards as Anki does, headers and all: from Anki, from here, from a spreadsheet. */
import Papa from 'papaparse';
import { ExchangeError } from '../error.ts';
import { escapeHtml, htmlToText } from '../plain-html.ts';
import { fromSpreadsheet, SPREADSHEET_COLUMNS } from './write.ts';

export const MAX_TEXT_BYTES = 64_000_000;
export const MAX_ROWS = 100_000;

export interface TextRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly guid: string;
  readonly noteType: string;
  readonly deck: string;
  readonly tags: readonly string[];
  /** HTML. */
  readonly fields: readonly string[];
  /** The learner's own words beside the card, plain text, if the table has a column for them. */
  readonly myNote: string;
}

/** Throws {@link ExchangeError}. */
export function readText(bytes: Uint8Array): readonly TextRow[] {
  if (bytes.byteLength > MAX_TEXT_BYTES) {
    throw new ExchangeError(
      'too-large',
      `The file has more than ${MAX_TEXT_BYTES / 1e6} MB. Split it, then take in the parts.`,
    );
  }
  const text = decode(bytes);
  const head = readHead(text);
  const body = text.slice(head.length);
  const delimiter = head.delimiter ?? guessDelimiter(body);
  const { data, errors } = Papa.parse<string[]>(body, {
    delimiter,
    comments: '#',
    skipEmptyLines: 'greedy',
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    const line = head.lines + (broken.row ?? 0) + 1;
    throw new ExchangeError(
      'damaged',
      `A quotation mark in or after row ${line} is not closed. Close it, or double it where it is part of the text.`,
    );
  }
  const names = columnNames(head, data[0], delimiter);
  const rows = names.fromRow ? data.slice(1) : data;
  if (rows.length === 0) {
    throw new ExchangeError('not-ours', 'The file has no rows. Each row is one card.');
  }
  if (rows.length > MAX_ROWS) {
    throw new ExchangeError(
      'too-large',
      `The file has ${rows.length} rows; more than ${MAX_ROWS} at once are not taken in. Split it.`,
    );
  }
  const ours = `${names.labels}` === `${SPREADSHEET_COLUMNS}`;
  const html = head.html ?? rows.some((row) => row.some(isHtml));
  const first = head.lines + (names.fromRow ? 2 : 1);
  return rows.map((row, index) => {
    const cells = ours ? row.map(fromSpreadsheet) : row;
    return readRow(cells, first + index, names, head, ours ? false : html);
  });
}

interface Head {
  /** Characters and lines it takes. */
  readonly length: number;
  readonly lines: number;
  readonly delimiter?: string;
  readonly html?: boolean;
  readonly labels?: string;
  readonly tags: readonly string[];
  /** For all rows, where there is no column for it. */
  readonly noteType: string;
  readonly deck: string;
  /** Columns by what they hold, from 1. */
  readonly columns: Readonly<Partial<Record<Meta, number>>>;
}

type Meta = 'guid' | 'notetype' | 'deck' | 'tags';
const META: readonly Meta[] = ['guid', 'notetype', 'deck', 'tags'];

const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
};

function readHead(text: string): Head {
  const values = new Map<string, string>();
  let length = text.startsWith('\uFEFF') ? 1 : 0;
  let lines = 0;
  while (text[length] === '#' || (lines === 0 && text.startsWith('tags:', length))) {
    const end = text.indexOf('\n', length);
    const line = text.slice(length, end < 0 ? text.length : end).replace(/\r$/, '');
    const [, key = '', value = ''] = /^#?([^:]*):?(.*)$/.exec(line) ?? [];
    values.set(key.trim().toLowerCase(), value);
    length = end < 0 ? text.length : end + 1;
    lines++;
  }
  const separator = values.get('separator');
  const delimiter =
    separator === undefined
      ? undefined
      : (DELIMITERS[separator.trim().toLowerCase()] ??
        Object.values(DELIMITERS).find((char) => char === separator));
  const html = values.get('html')?.trim().toLowerCase();
  const labels = values.get('columns');
  return {
    length,
    lines,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(html === 'true' || html === 'false' ? { html: html === 'true' } : {}),
    ...(labels === undefined ? {} : { labels }),
    tags: words(values.get('tags') ?? ''),
    noteType: values.get('notetype')?.trim() ?? '',
    deck: values.get('deck')?.trim() ?? '',
    columns: Object.fromEntries(
      META.flatMap((meta) => {
        const column = Number(values.get(`${meta} column`));
        return Number.isInteger(column) && column > 0 ? [[meta, column]] : [];
      }),
    ),
  };
}

interface Names {
  readonly labels: readonly string[];
  /** They stand in the first row and not in the head. */
  readonly fromRow: boolean;
}

const KNOWN =
  /^(?:front|back|question|answer|text|term|definition|guid|tags|deck|kind|note type|notetype|my note|extra)$/i;

function columnNames(head: Head, first: readonly string[] | undefined, delimiter: string): Names {
  if (head.labels !== undefined) {
    const [labels = []] = Papa.parse<string[]>(head.labels, { delimiter }).data;
    return { labels, fromRow: false };
  }
  const labels = first?.map((label) => label.trim()) ?? [];
  const fromRow = labels.filter((label) => KNOWN.test(label)).length >= Math.min(2, labels.length);
  return fromRow && labels.length > 0 ? { labels, fromRow } : { labels: [], fromRow: false };
}

/** Names of columns that hold no field, for tables that say so in words only. */
const BY_NAME: Readonly<Record<string, Meta | 'my note'>> = {
  guid: 'guid',
  deck: 'deck',
  tags: 'tags',
  kind: 'notetype',
  'note type': 'notetype',
  notetype: 'notetype',
  'my note': 'my note',
};

function readRow(
  cells: readonly string[],
  line: number,
  { labels }: Names,
  head: Head,
  html: boolean,
): TextRow {
  const meta = new Map<string, string>();
  const fields: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const byNumber = META.find((name) => head.columns[name] === index + 1);
    const name = byNumber ?? BY_NAME[labels[index]?.toLowerCase() ?? ''];
    if (name) meta.set(name, cell);
    else fields.push(html ? cell : escapeHtml(cell).replace(/\r?\n/g, '<br>'));
  }
  return {
    line,
    guid: meta.get('guid')?.trim() ?? '',
    noteType: meta.get('notetype')?.trim() || head.noteType,
    deck: meta.get('deck')?.trim() || head.deck,
    tags: [...head.tags, ...words(meta.get('tags') ?? '')],
    fields,
    myNote: html ? htmlToText(meta.get('my note') ?? '') : (meta.get('my note') ?? ''),
  };
}

function decode(bytes: Uint8Array): string {
  const text = attempt(() =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  );
  if (text === undefined || text.includes('\0')) {
    throw new ExchangeError(
      'not-ours',
      'This is no text in UTF-8. Save the table as “CSV UTF-8”, or export it from Anki as “Notes in Plain Text”.',
    );
  }
  return text;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The first of these that occurs in the first line, as Anki guesses. */
function guessDelimiter(body: string): string {
  const [first = ''] = body.split('\n', 1);
  const line = first.replace(/&#?\w+;/g, '');
  return ['\t', '|', ';', ','].find((char) => line.includes(char)) ?? ',';
}

function isHtml(cell: string): boolean {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:[a-z]+|#\d+);/i.test(cell);
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
