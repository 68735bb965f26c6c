/** Lines and columns against offsets in a text whose lines end in `\n`. Pure. */
import type { Position } from '../../unit-files/types.ts';

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, column: offset - start };
}

/** A place beyond the text, or beyond its line, counts as the end of it. */
export function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let at = 0; at < line; at += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column, end < 0 ? text.length : end);
}
