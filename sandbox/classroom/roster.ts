/** Reads a list of names: a CSV or TSV file with a column `name`, or one name a line. */
import Papa from 'papaparse';
import { ClassroomError } from './error.ts';

const MAX_ROWS = 1_000;
const HEADS = /^(?:name|learner|student|full name)$/i;
/** How a spreadsheet keeps text from being run: the apostrophe is not part of it. */
const GUARD = /^'(?=[=+\-@\t\r])/;

export interface RosterRow {
  /** As in the file, from 1. */
  readonly row: number;
  readonly name: string;
}

/** Throws `bad-file` when there is nothing to read, or far too much. */
export function readRoster(text: string): readonly RosterRow[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: false });
  const heads = data[0]?.map((cell) => cell.trim()) ?? [];
  const column = heads.findIndex((head) => HEADS.test(head));
  const rows = data
    .map((cells, at) => ({ row: at + 1, name: (cells[Math.max(column, 0)] ?? '').trim() }))
    .slice(column < 0 ? 0 : 1)
    .filter(({ name }) => name !== '')
    .map(({ row, name }) => ({ row, name: name.replace(GUARD, '') }));
  if (rows.length === 0) {
    throw new ClassroomError(
      'bad-file',
      'There are no names in the file. Give it one name a line, or a column called "name".',
    );
  }
  if (rows.length > MAX_ROWS) {
    throw new ClassroomError(
      'bad-file',
      `The file has ${rows.length} names; a class takes ${MAX_ROWS} at once. Split it.`,
    );
  }
  return rows;
}
