import type { Completion } from './complete.ts';
import type { SystemdVersion } from './directives/directives.ts';
import type { TextEdit } from './format.ts';
import type { Hover } from './hover.ts';
import type { OutlineSection } from './outline.ts';
import type { Diagnostic, Position, UnitWorkspace } from './types.ts';

/** What the worker is asked, by name: parameters and answer. All of it survives structured clone. */
export interface UnitFileCalls {
  /** Both voices, the unit's own problems and those of its companions (`file` set). */
  diagnose: { params: UnitQuery; result: readonly Diagnostic[] };
  complete: { params: PointQuery; result: readonly Completion[] };
  hover: { params: PointQuery; result: Hover | null };
  outline: { params: { readonly content: string }; result: readonly OutlineSection[] };
  /** Edits that tidy the text without changing what systemd reads; none when it is tidy. */
  format: { params: { readonly content: string }; result: readonly TextEdit[] };
}

export type UnitFileMethod = keyof UnitFileCalls;

export interface UnitQuery {
  readonly workspace: UnitWorkspace;
  /** Of systemd on the target machine. */
  readonly version: SystemdVersion;
}

export interface PointQuery extends UnitQuery {
  readonly position: Position;
}

/** To the worker. A cancelled request is answered only if it already ran. */
export type ToWorker =
  | {
      readonly id: number;
      readonly method: UnitFileMethod;
      readonly params: UnitFileCalls[UnitFileMethod]['params'];
    }
  | { readonly cancel: number };

/** From the worker. */
export type FromWorker =
  | { readonly id: number; readonly result: UnitFileCalls[UnitFileMethod]['result'] }
  | { readonly id: number; readonly error: string };
