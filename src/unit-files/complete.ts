import type { Range } from './types.ts';

export type CompletionKind = 'section' | 'directive' | 'value' | 'unit' | 'specifier';

/** One thing that could stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label: type, default. */
  readonly detail?: string;
  /** What it does, in one to three sentences. */
  readonly text?: string;
  /** What replaces `range`. */
  readonly insert: string;
  readonly range: Range;
  /** Place in the list, smaller first; the same number sorts by label. */
  readonly rank: number;
  /** Values follow once this is inserted: ask again at once. */
  readonly continues?: true;
}
