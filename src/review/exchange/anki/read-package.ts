/** The collection inside an .apkg or .colpkg file, of whichever age. */
import { Decompress } from 'fzstd';
import { ExchangeError } from '../error.ts';
import { collect, openZip } from '../zip.ts';

/** Bytes. */
export interface PackageLimits {
  readonly file: number;
  /** The collection when unpacked. */
  readonly collection: number;
}

/** 100,000 notes with their reviews take about 100 MB. */
export const PACKAGE_LIMITS: PackageLimits = { file: 300_000_000, collection: 500_000_000 };

/** PackageMetadata.version of import_export.proto, and the file that version reads. */
const COLLECTIONS: Readonly<Record<number, string>> = {
  1: 'collection.anki2',
  2: 'collection.anki21',
  3: 'collection.anki21b',
};

/** The SQLite file. Throws {@link ExchangeError}. */
export function readCollection(
  file: Uint8Array,
  limits: PackageLimits = PACKAGE_LIMITS,
): Uint8Array<ArrayBuffer> {
  if (file.byteLength > limits.file) {
    throw new ExchangeError(
      'too-large',
      `The package has more than ${Math.round(limits.file / 1e6)} MB. Export it again without media.`,
    );
  }
  const zip = openZip(file);
  const meta = zip.read('meta', 1000);
  const version = meta ? versionIn(meta) : zip.names.includes('collection.anki21') ? 2 : 1;
  const name = COLLECTIONS[version];
  if (name === undefined) {
    throw new ExchangeError(
      'newer',
      'The package comes from a newer Anki than this page knows. Export it again with “Support older Anki versions” ticked.',
    );
  }
  const packed = zip.read(name, version === 3 ? limits.file : limits.collection);
  if (!packed) {
    throw new ExchangeError(
      'not-ours',
      'There is no Anki collection in this file. Choose a file that ends in .apkg or .colpkg.',
    );
  }
  return version === 3 ? unpackZstd(packed, limits.collection) : packed;
}

/** Field 1 of the message, a varint; 0 when it is not there. */
function versionIn(meta: Uint8Array): number {
  return meta[0] === 0x08 ? (meta[1] ?? 0) : 0;
}

const CHUNK = 65_536;

function unpackZstd(packed: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const out = collect(limit);
  try {
    const stream = new Decompress((chunk) => out.add(chunk));
    for (let at = 0; at < packed.length; at += CHUNK) {
      stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
    }
    return out.whole();
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError(
      'damaged',
      'The collection in the package does not unpack. Export it again from Anki.',
      { cause },
    );
  }
}
