/** Text edits of the language service, applied to plain text. Pure. */
import type { Fix, Position } from '../../unit-files/types.ts';

/** The text after a fix. Edits do not overlap; positions beyond the text count as its end. */
export function applyFix(text: string, fix: Fix): string {
  const lineStarts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((m) => m.index + m[0].length)];
  const offset = ({ line, column }: Position): number => {
    const start = lineStarts[line];
    if (start === undefined) return text.length;
    const end = lineStarts[line + 1] ?? text.length;
    return Math.min(start + column, end);
  };
  return fix.edits
    .map(({ range, text: put }) => ({ from: offset(range.start), to: offset(range.end), put }))
    .sort((a, b) => b.from - a.from)
    .reduce((result, { from, to, put }) => result.slice(0, from) + put + result.slice(to), text);
}

/**
 * The smallest single replacement that turns one text into the other; null when they are equal.
 * Signs of two UTF-16 units stay whole.
 */
export function smallestEdit(
  from: string,
  to: string,
): { readonly start: number; readonly end: number; readonly text: string } | null {
  if (from === to) return null;
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head += 1;
  if (isHigh(from.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  if (isLow(from.charCodeAt(from.length - tail))) tail -= 1;
  return { start: head, end: from.length - tail, text: to.slice(head, to.length - tail) };
}

/** Halves of a surrogate pair. */
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
