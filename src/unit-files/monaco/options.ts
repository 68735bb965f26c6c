import type * as Monaco from 'monaco-editor/editor';
import type { UnitFilesClient } from '../client.ts';
import type { SystemdVersion } from '../directives/directives.ts';
import type { Diagnostic, UnitWorkspace } from '../types.ts';

/** What is used of Monaco. */
export type MonacoApi = Pick<typeof Monaco, 'editor' | 'languages' | 'MarkerSeverity' | 'Uri'>;

export interface UnitFilesOptions {
  readonly client: UnitFilesClient;
  /** The unit a model holds and the files around it, as they stand now; null leaves the model alone. */
  workspace(model: Monaco.editor.ITextModel): UnitWorkspace | null;
  /** Of systemd on the target machine. */
  version(): SystemdVersion;
  /** Called whenever a model's problems change: for tab counts and the list under the editor. */
  onDiagnostics?(model: Monaco.editor.ITextModel, diagnostics: readonly Diagnostic[]): void;
  /** The service could not judge a file; {@link UnitFilesError} says why. */
  onError?(error: unknown): void;
  /** Address of a lesson, null when there is none; absent: problems carry no link. */
  lessonUrl?(slug: string): string | null;
}
