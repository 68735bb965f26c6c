import type { Diagnostic } from '../../unit-files/types.ts';

/**
 * Index of the problem to show for a cursor on `line`: one on that line, else the first that can be
 * repaired with a click, else the first. A unit that listens nowhere is often only the consequence
 * of a line that has a fix. Pure.
 */
export function problemInFront(found: readonly Diagnostic[], line: number): number {
  const here = found.findIndex(({ range }) => range.start.line <= line && range.end.line >= line);
  if (here >= 0) return here;
  return Math.max(
    0,
    found.findIndex(({ fixes }) => fixes.length > 0),
  );
}
