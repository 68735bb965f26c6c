/** Reads a tar archive as mmdebstrap writes it: ustar headers, pax names. Kept in memory. */

export interface TarEntry {
  /** Without a leading `./` or a trailing `/`; empty for the root itself. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  readonly content: Uint8Array;
  /** Where a symbolic or a hard link leads. */
  readonly target: string;
}

const BLOCK = 512;
const TYPES: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '\0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'directory',
};

const text = new TextDecoder();

function field(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return text.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or base 256 when the first bit is set. */
function number(header: Uint8Array, from: number, length: number): number {
  const first = header[from] ?? 0;
  if (first & 0x80) {
    let value = first & 0x7f;
    for (const byte of header.subarray(from + 1, from + length)) value = value * 256 + byte;
    return value;
  }
  return Number.parseInt(field(header, from, length).trim() || '0', 8);
}

/** Records `LENGTH KEY=VALUE\n` of a pax extended header. */
function pax(content: Uint8Array): Record<string, string> {
  const records: Record<string, string> = {};
  for (let at = 0; at < content.length; ) {
    const length = Number.parseInt(text.decode(content.subarray(at, at + 20)), 10);
    if (!(length > 0)) break;
    const record = text.decode(content.subarray(at, at + length - 1));
    const body = record.slice(record.indexOf(' ') + 1);
    const equals = body.indexOf('=');
    records[body.slice(0, equals)] = body.slice(equals + 1);
    at += length;
  }
  return records;
}

const plain = (path: string) => path.replace(/^(\.?\/)+|^\.$/, '').replace(/\/$/, '');

export function* readTar(archive: Uint8Array): Generator<TarEntry, void, undefined> {
  let extended: Record<string, string> = {};
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    if (header[0] === 0) return;
    const size = number(header, 124, 12);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const flag = String.fromCharCode(header[156] ?? 0);
    if (flag === 'x') {
      extended = pax(content);
      continue;
    }
    const prefix = field(header, 345, 155);
    const name = field(header, 0, 100);
    yield {
      path: plain(extended.path ?? (prefix ? `${prefix}/${name}` : name)),
      type: TYPES[flag] ?? 'other',
      mode: number(header, 100, 8),
      uid: number(header, 108, 8),
      gid: number(header, 116, 8),
      mtime: Math.trunc(Number(extended.mtime ?? number(header, 136, 12))),
      content,
      target: extended.linkpath ?? field(header, 157, 100),
    };
    extended = {};
  }
}
