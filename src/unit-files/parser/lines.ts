/** A line as systemd cuts it. Offsets are UTF-16 units into the text. */
export interface PhysicalLine {
  /** As systemd counts, from 1. */
  readonly number: number;
  readonly start: number;
  /** Before the marker that ends the line. */
  readonly end: number;
}

const LF = 10;
const CR = 13;

/**
 * Cuts text into lines the way systemd does: LF, CR and NUL end a line, and so do CR LF and LF CR
 * as one marker, each with at most one NUL behind it.
 */
export function* physicalLines(text: string): Generator<PhysicalLine> {
  const marker = /[\n\r\0]/g;
  let number = 0;
  let start = 0;
  while (start < text.length) {
    marker.lastIndex = start;
    const end = marker.exec(text)?.index ?? text.length;
    number += 1;
    yield { number, start, end };
    start = end + markerLength(text, end);
  }
}

function markerLength(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first !== LF && first !== CR) return 1;
  const pair = text.charCodeAt(at + 1) === (first === LF ? CR : LF) ? 2 : 1;
  return text.charCodeAt(at + pair) === 0 ? pair + 1 : pair;
}
