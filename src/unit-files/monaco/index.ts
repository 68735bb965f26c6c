/**
 * The language service in Monaco. Types only are imported from monaco-editor: the caller decides
 * how and when the editor is loaded and passes it in.
 */
import type * as Monaco from 'monaco-editor/editor';
import type { UnitFilesClient } from '../client.ts';
import type { SystemdVersion } from '../directives/directives.ts';
import type { Diagnostic, UnitWorkspace } from '../types.ts';
import { Diagnosing } from './diagnosing.ts';
import { registerLanguage } from './language.ts';
import { registerProviders } from './providers.ts';

export { UNIT_FILE_LANGUAGE } from './language.ts';

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

export interface UnitFilesConnection extends Monaco.IDisposable {
  /** Judges all models again: a companion or the version changed outside the editor. */
  refresh(): void;
}

/** Registers the language and serves every model of it until disposed. */
export function connectUnitFiles(
  monaco: MonacoApi,
  options: UnitFilesOptions,
): UnitFilesConnection {
  const diagnosing = new Diagnosing(monaco, options);
  const registered = [
    ...registerLanguage(monaco),
    ...registerProviders(monaco, options, diagnosing),
  ];
  return {
    refresh: () => diagnosing.refresh(),
    dispose() {
      for (const one of registered) one.dispose();
      diagnosing.dispose();
    },
  };
}
