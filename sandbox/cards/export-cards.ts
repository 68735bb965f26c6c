/** The course's cards as files for other programs. */
import { extname } from 'node:path';
import { writeApkg } from '../../src/review/exchange/anki/package.ts';
import type { CourseNotes } from '../../src/review/exchange/notes.ts';
import { loadSqlite } from '../../src/review/exchange/sqlite.ts';
import { ankiText, spreadsheet } from '../../src/review/exchange/text/write.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';

export interface ExportWish {
  /** A name that ends in .apkg, .txt or .csv. */
  readonly out: string;
  /** Text beside the package. */
  readonly csv: boolean;
  /** ms */
  readonly now: number;
}

type NamedFile = readonly [name: string, content: Uint8Array | string];

/** The files to write. Throws an Error that says what to do. */
export async function exportCards(
  notes: CourseNotes,
  { out, csv, now }: ExportWish,
): Promise<NamedFile[]> {
  switch (extname(out)) {
    case '.txt':
      return [[out, ankiText(notes)]];
    case '.csv':
      return [[out, spreadsheet(notes)]];
    case '.apkg': {
      const input = {
        ...notes,
        settings: DEFAULT_SETTINGS,
        now,
        offsetMin: (at: number) => new Date(at).getTimezoneOffset(),
      };
      const apkg: NamedFile = [out, writeApkg(await loadSqlite(), input)];
      return csv ? [apkg, [out.replace(/\.apkg$/, '.txt'), ankiText(notes)]] : [apkg];
    }
    default:
      throw new Error(`${out} ends in none of .apkg, .txt and .csv. Choose one of them.`);
  }
}
