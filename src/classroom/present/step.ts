/** Where the class as a whole is, for the screen everybody looks at. */
import type { GridRow } from '../grid/rows.ts';

/** The class goes on to the next check when this share of those present pass it. */
const MOST = 0.75;

export interface CheckProgress {
  readonly passed: number;
  readonly failing: number;
  readonly of: number;
}

/** Those who are here, or passed something before they left. */
export function progressOf(rows: readonly GridRow[], checks: number): readonly CheckProgress[] {
  const here = rows.filter(({ away, passed }) => !away || passed > 0);
  return Array.from({ length: checks }, (_, at) => {
    const count = (wanted: string) =>
      here.filter(({ cells }) => cells[at]?.state === wanted).length;
    return { passed: count('pass'), failing: count('fail'), of: here.length };
  });
}

/** Index of the first check that the class has still to pass; null when it has passed them all. */
export function classStep(progress: readonly CheckProgress[]): number | null {
  const at = progress.findIndex(({ passed, of }) => of === 0 || passed < of * MOST);
  return at < 0 ? null : at;
}
