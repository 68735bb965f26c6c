/**
 * Reads single files out of a zip (APPNOTE 6.3), trusting nothing it says: sizes are counted while
 * the data unpacks, and each file is checked against its checksum.
 */
import { Inflate } from 'fflate';
import { ExchangeError } from './error.ts';

const END = 0x0605_4b50;
const ENTRY = 0x0201_4b50;
const LOCAL = 0x0403_4b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
/** Packages hold one entry for each picture and sound. */
const MAX_ENTRIES = 20_000;
const CHUNK = 65_536;

export interface Zip {
  readonly names: readonly string[];
  /** Unpacks no more than `limit` bytes. Throws {@link ExchangeError}. */
  read(name: string, limit: number): Uint8Array<ArrayBuffer> | undefined;
}

interface ZipEntry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly offset: number;
}

/** Throws {@link ExchangeError}. */
export function openZip(file: Uint8Array): Zip {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) {
    throw new ExchangeError(
      'too-large',
      `The file holds ${count} files; more than ${MAX_ENTRIES} are not read. Export it without media.`,
    );
  }
  const entries = readEntries(view, file, view.getUint32(end + 16, true), count);
  return {
    names: [...entries.keys()],
    read(name, limit) {
      const entry = entries.get(name);
      return entry && unpack(view, file, entry, limit);
    },
  };
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  if (view.byteLength < 4 || ![LOCAL, END].includes(view.getUint32(0, true))) throw notZip();
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

function readEntries(
  view: DataView,
  file: Uint8Array,
  start: number,
  count: number,
): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) throw damaged();
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const [nameLength = 0, extra = 0, comment = 0] = lengths;
    const name = new TextDecoder().decode(file.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function unpack(
  view: DataView,
  file: Uint8Array,
  { method, crc, packed, offset }: ZipEntry,
  limit: number,
): Uint8Array<ArrayBuffer> {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL) throw damaged();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > view.byteLength) throw damaged();
  const data = file.subarray(start, start + packed);
  const out = collect(limit);
  if (method === 0) out.add(data);
  else if (method === 8) inflate(data, out.add);
  else throw damaged();
  const whole = out.whole();
  if (crc32(whole) !== crc) throw damaged();
  return whole;
}

function inflate(data: Uint8Array, add: (chunk: Uint8Array) => void): void {
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    add(chunk);
    ended = final;
  });
  try {
    for (let at = 0; at < data.length; at += CHUNK) {
      stream.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
    }
  } catch (error) {
    throw error instanceof ExchangeError ? error : damaged(error);
  }
  if (!ended) throw damaged();
}

/** Keeps what comes, and throws as soon as it is more than `limit` bytes. */
export function collect(limit: number): {
  add(chunk: Uint8Array): void;
  whole(): Uint8Array<ArrayBuffer>;
} {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk) {
      size += chunk.byteLength;
      if (size > limit) {
        throw new ExchangeError(
          'too-large',
          `The file unpacks into more than ${Math.round(limit / 1e6)} MB, which no such file does. Nothing was taken in.`,
        );
      }
      chunks.push(chunk.slice());
    },
    whole() {
      const whole = new Uint8Array(size);
      let at = 0;
      for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.byteLength;
      }
      return whole;
    },
  };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffff_ffff) >>> 0;
}

function notZip(): ExchangeError {
  return new ExchangeError(
    'not-ours',
    'This is no Anki package. Choose a file that ends in .apkg or .colpkg.',
  );
}

function damaged(cause?: unknown): ExchangeError {
  return new ExchangeError(
    'damaged',
    'The package is cut off or was changed on its way. Copy it again, or export it again from Anki.',
    { cause },
  );
}
