import type { Diagnostic } from '../../unit-files/types.ts';

/** Index of the problem to show for a cursor on `line`: one on that line, else the first. Pure. */
export function problemInFront(found: readonly Diagnostic[], line: number): number {
  return Math.max(
    0,
    found.findIndex(({ range }) => range.start.line <= line && range.end.line >= line),
  );
}
