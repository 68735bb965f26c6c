import type { Range } from './types.ts';

/** A section with its assignments; a section that is opened twice appears twice. */
export interface OutlineSection {
  readonly name: string;
  /** From the header to the last line that says something. */
  readonly range: Range;
  readonly header: Range;
  readonly assignments: readonly {
    readonly key: string;
    readonly value: string;
    readonly range: Range;
  }[];
}
