/**
 * One file with the contents of all the root's files, for whoever takes them along: an index of
 * fixed-size rows, then the compressed contents one after another. Numbers are little-endian.
 */

/** u32: how many rows follow. */
const HEAD_BYTES = 4;
/** A row: the content's name, u32 where it begins in the file, u32 how long it is. */
const NAME_BYTES = 8;
const ROW_BYTES = NAME_BYTES + 8;

export interface PackedContent {
  /** 16 hexadecimal digits. */
  readonly blob: string;
  /** Size in the pack. */
  readonly bytes: number;
}

/** Reads bytes of a pack, `to` exclusive. */
export type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

/** What a pack begins with; the contents follow in the order given. */
export function packIndex(contents: readonly PackedContent[]): Uint8Array {
  const index = new Uint8Array(HEAD_BYTES + contents.length * ROW_BYTES);
  const view = new DataView(index.buffer);
  view.setUint32(0, contents.length, true);
  let at = index.length;
  for (const [row, { blob, bytes }] of contents.entries()) {
    const start = HEAD_BYTES + row * ROW_BYTES;
    view.setBigUint64(start, nameOf(blob), true);
    view.setUint32(start + NAME_BYTES, at, true);
    view.setUint32(start + NAME_BYTES + 4, bytes, true);
    at += bytes;
  }
  return index;
}

/** Reads a content as it is in the pack; undefined: it is not in there. */
export type ReadPacked = (blob: string) => Promise<Uint8Array | undefined>;

export async function openPack(read: ReadRange): Promise<ReadPacked> {
  const head = viewOf(await read(0, HEAD_BYTES));
  const rows = head.getUint32(0, true);
  const index = viewOf(await read(HEAD_BYTES, HEAD_BYTES + rows * ROW_BYTES));
  const places = new Map<bigint, readonly [from: number, to: number]>();
  for (let start = 0; start < index.byteLength; start += ROW_BYTES) {
    const from = index.getUint32(start + NAME_BYTES, true);
    const to = from + index.getUint32(start + NAME_BYTES + 4, true);
    places.set(index.getBigUint64(start, true), [from, to]);
  }
  return async (blob) => {
    const place = places.get(nameOf(blob));
    return place && read(...place);
  };
}

const nameOf = (blob: string) => BigInt(`0x${blob}`);
const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);
