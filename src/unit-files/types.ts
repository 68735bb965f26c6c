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
}

/** A unit file by its base name. */
export interface UnitFile {
  readonly name: string;
  readonly content: string;
}

/** The unit being edited and the files around it. */
export interface UnitWorkspace {
  readonly unit: UnitFile;
  readonly companions: readonly UnitFile[];
}
