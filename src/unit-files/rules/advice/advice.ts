import type { SystemdVersion } from '../../directives/directives.ts';
import type { Span } from '../../parser/document.ts';
import type { Severity } from '../../types.ts';
import type { Finding } from '../findings.ts';
import type { Surroundings } from './surroundings.ts';

/** A change to the edited file that removes what the finding is about. */
export interface SpanFix {
  /** What the button says: the result, for example "Add StandardInput=socket". */
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** A finding that brings its own fixes. Where none is safe, `detail` says what to do instead. */
export interface Advice extends Finding {
  readonly fixes: readonly SpanFix[];
}

/** What a rule says; its id and the file are filled in. */
export interface Remark {
  readonly span: Span;
  readonly message: string;
  readonly detail: string;
  /** `info` states a fact worth knowing; `warning` is a mistake. */
  readonly severity?: Extract<Severity, 'warning' | 'info'>;
  readonly fixes?: readonly SpanFix[];
}

/** Looks at the edited unit and what stands around it. */
export interface AdviceRule {
  /** Stable id of its findings; `lessons.ts` says where it is taught. */
  readonly id: string;
  check(surroundings: Surroundings, version: SystemdVersion): Iterable<Remark>;
}
