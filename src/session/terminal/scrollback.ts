const FIRST_BYTES = 4 * 1024;

/** The latest bytes a terminal printed, at most `limit` of them, in memory that grows as needed. */
export class Scrollback {
  private readonly limit: number;
  private bytes = new Uint8Array(0);
  private end = 0;
  private full = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  append(chunk: Uint8Array): void {
    const kept = chunk.subarray(Math.max(0, chunk.length - this.limit));
    if (kept.length < chunk.length) this.full = true;
    this.grow(this.end + kept.length);
    const head = kept.subarray(0, this.bytes.length - this.end);
    this.bytes.set(head, this.end);
    this.bytes.set(kept.subarray(head.length), 0);
    if (this.end + kept.length >= this.limit) this.full = true;
    this.end = (this.end + kept.length) % this.limit;
  }

  /**
   * The bytes in order. When earlier ones were dropped, it starts with a whole line if there is
   * one near, and never inside a UTF-8 sequence.
   */
  contents(): Uint8Array {
    if (!this.full) return this.bytes.slice(0, this.end);
    const all = new Uint8Array(this.limit);
    all.set(this.bytes.subarray(this.end));
    all.set(this.bytes.subarray(0, this.end), this.limit - this.end);
    return all.subarray(safeStart(all));
  }

  private grow(wanted: number): void {
    const size = Math.min(this.limit, wanted);
    if (size <= this.bytes.length) return;
    const roomy = Math.max(size, this.bytes.length * 2, FIRST_BYTES);
    const grown = new Uint8Array(Math.min(this.limit, roomy));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

const NEWLINE = 0x0a;
/** How far a line's end is looked for: a screen drawn without line ends has none. */
const LINE_BYTES = 4 * 1024;

function safeStart(bytes: Uint8Array): number {
  const newline = bytes.subarray(0, LINE_BYTES).indexOf(NEWLINE);
  if (newline >= 0) return newline + 1;
  const start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return start >= 0 ? start : bytes.length;
}
