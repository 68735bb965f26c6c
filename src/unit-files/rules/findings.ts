import type { Span } from '../parser/document.ts';
import type { Severity } from '../types.ts';

/** One message of verify, in our words. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly detail: string | undefined;
  /** File it is about. */
  readonly file: string;
  /** Line verify names, from 1; undefined when it names none. */
  readonly line: number | undefined;
  readonly span: Span;
}
