import type { Range } from './types.ts';

/** One replacement; edits of a list do not overlap and refer to the text before all of them. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}
