import type { Range } from './types.ts';

/** What the thing under the pointer is. */
export interface Hover {
  readonly range: Range;
  /** As it is written in a unit file: `Accept=`, `[Socket]`, `%i`. */
  readonly title: string;
  /** Short facts: type, default, since. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Sentences; code in backticks. */
  readonly text?: string;
  /** Manual page it was checked against, for example `systemd.socket(5)`. */
  readonly page?: string;
  /** Slug of the lesson that teaches it. */
  readonly lesson?: string;
}
