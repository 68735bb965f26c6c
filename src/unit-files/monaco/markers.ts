import type * as Monaco from 'monaco-editor/editor';
import type { Diagnostic, Voice } from '../types.ts';
import { toMonaco } from './convert.ts';
import type { MonacoApi } from './options.ts';

/** More than anyone reads, and few enough to draw at once. */
const SHOWN = 500;

/** Marker owners, which keep the voices apart. */
export const OWNERS: Readonly<Record<Voice, string>> = {
  systemd: 'unit-files-systemd',
  advice: 'unit-files-advice',
};

/** Shows a model's own problems: systemd's as errors and warnings, advice as hints. */
export function showMarkers(
  monaco: MonacoApi,
  model: Monaco.editor.ITextModel,
  diagnostics: readonly Diagnostic[],
  lessonUrl: ((slug: string) => string | null) | undefined,
): void {
  for (const voice of ['systemd', 'advice'] as const) {
    const own = diagnostics.filter((one) => one.voice === voice && one.file === undefined);
    monaco.editor.setModelMarkers(
      model,
      OWNERS[voice],
      own.slice(0, SHOWN).map((one) => markerOf(monaco, one, lessonUrl)),
    );
  }
}

export function markerOf(
  { MarkerSeverity, Uri }: MonacoApi,
  { id, voice, severity, range, message, detail, lesson }: Diagnostic,
  lessonUrl?: (slug: string) => string | null,
): Monaco.editor.IMarkerData {
  const url = lesson === undefined ? null : (lessonUrl?.(lesson) ?? null);
  const levels = {
    systemd: {
      error: MarkerSeverity.Error,
      warning: MarkerSeverity.Warning,
      info: MarkerSeverity.Info,
    },
    advice: {
      error: MarkerSeverity.Info,
      warning: MarkerSeverity.Info,
      info: MarkerSeverity.Hint,
    },
  };
  return {
    ...toMonaco(range),
    severity: levels[voice][severity],
    source: voice,
    code: url === null ? id : { value: id, target: Uri.parse(url) },
    message: detail === undefined ? message : `${message}\n${detail}`,
  };
}

export function clearMarkers(monaco: MonacoApi, model: Monaco.editor.ITextModel): void {
  for (const owner of Object.values(OWNERS)) monaco.editor.setModelMarkers(model, owner, []);
}
