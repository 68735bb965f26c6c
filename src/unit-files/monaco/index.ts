/**
 * The language service in Monaco. Types only are imported from monaco-editor: the caller decides
 * how and when the editor is loaded and passes it in.
 */
import type * as Monaco from 'monaco-editor/editor';
import { Diagnosing } from './diagnosing.ts';
import { registerLanguage } from './language.ts';
import type { MonacoApi, UnitFilesOptions } from './options.ts';
import { registerProviders } from './providers.ts';

export { UNIT_FILE_LANGUAGE } from './language.ts';
export type { MonacoApi, UnitFilesOptions } from './options.ts';

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
