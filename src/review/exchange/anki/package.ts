/** An .apkg file: a zip with a collection and, for the media there are none of, an empty list. */
import { strToU8, zipSync } from 'fflate';
import type { SqlJsStatic } from '../sqlite.ts';
import { type CollectionInput, writeCollection } from './collection.ts';

export function writeApkg(sqlite: SqlJsStatic, input: CollectionInput): Uint8Array<ArrayBuffer> {
  const mtime = new Date(input.now);
  const zipped = zipSync({
    'collection.anki2': [writeCollection(sqlite, input), { level: 6, mtime }],
    media: [strToU8('{}'), { level: 0, mtime }],
  });
  return new Uint8Array(zipped);
}
