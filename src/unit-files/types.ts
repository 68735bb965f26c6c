/** Public types of the unit-file language service. Positions are zero-based, columns in UTF-16 code units. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `systemd`: what systemd-analyze verify reports. `advice`: what it is silent about. Never mixed. */
export type Voice = 'systemd' | 'advice';

/**
 * In the systemd voice: `error` when the unit or one beside it is refused, `warning` when a setting
 * is left out (verify fails for both), `info` when verify prints the line and exits with 0.
 */
export type Severity = 'error' | 'warning' | 'info';

/** A change that repairs a problem; edits do not overlap. */
export interface Fix {
  /** What the button says: the result, for example "Change to socket". */
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

export interface Diagnostic {
  /** Stable id, for example `unknown-directive`. */
  readonly id: string;
  readonly voice: Voice;
  readonly severity: Severity;
  readonly range: Range;
  /** One plain sentence: the fault. */
  readonly message: string;
  /** One more sentence: the consequence or what to do. */
  readonly detail?: string;
  /** Slug of the lesson that explains it. */
  readonly lesson?: string;
  readonly fixes: readonly Fix[];
  /** File the diagnostic belongs to when it stands in a companion. */
  readonly file?: string;
  /** Line systemd-analyze verify names, from 1; absent when it complains about the unit as a whole. */
  readonly line?: number;
}

/** A unit file by its base name; a drop-in by `NAME.service.d/FILE.conf`. */
export interface UnitFile {
  readonly name: string;
  /** Text; bytes that are not UTF-8 as `decodeUnitFile` in parser/text.ts maps them. */
  readonly content: string;
}

/** The unit being edited and the files around it. */
export interface UnitWorkspace {
  readonly unit: UnitFile;
  readonly companions: readonly UnitFile[];
  /** Absolute paths of programs the machine was asked for and does not have. */
  readonly missing?: readonly string[];
}
