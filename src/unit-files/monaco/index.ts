/**
 * The language service in Monaco. Types only are imported from monaco-editor: the caller decides
 * how and when the editor is loaded and passes it in.
 */
import type * as Monaco from 'monaco-editor/editor';
import type { UnitFilesClient } from '../client.ts';
import type { Diagnostic, UnitWorkspace } from '../types.ts';

export type MonacoApi = Pick<typeof Monaco, 'editor' | 'languages' | 'MarkerSeverity' | 'Uri'>;

/** Language id to create models with. */
export const UNIT_FILE_LANGUAGE = 'systemd-unit';

export interface UnitFilesOptions {
  readonly client: UnitFilesClient;
  /** The unit a model holds and the files around it, as they stand now; null leaves the model alone. */
  workspace(model: Monaco.editor.ITextModel): UnitWorkspace | null;
  /** systemd's major version on the target machine. */
  version(): number;
  /** Called whenever a model's problems change: for tab counts and the list under the editor. */
  onDiagnostics?(model: Monaco.editor.ITextModel, diagnostics: readonly Diagnostic[]): void;
  /** Address of a lesson; absent: problems carry no link. */
  lessonUrl?(slug: string): string;
}

export interface UnitFilesConnection extends Monaco.IDisposable {
  /** Judges all models again: a companion or the version changed outside the editor. */
  refresh(): void;
}

/** Registers the language once and serves every model of it until disposed. */
export declare function connectUnitFiles(
  monaco: MonacoApi,
  options: UnitFilesOptions,
): UnitFilesConnection;
