import type * as Monaco from 'monaco-editor/editor';
import type { Diagnostic } from '../types.ts';
import { UNIT_FILE_LANGUAGE } from './language.ts';
import { clearMarkers, showMarkers } from './markers.ts';
import type { MonacoApi, UnitFilesOptions } from './options.ts';

/** Pause after a keystroke before a file is judged. */
const PAUSE_MS = 120;

type Model = Monaco.editor.ITextModel;

interface Watched {
  readonly listener: Monaco.IDisposable;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: AbortController | undefined;
  /** Of the text at `version`. */
  diagnostics: readonly Diagnostic[];
  version: number;
}

/** Keeps the markers of every unit file model up to date. */
export class Diagnosing {
  readonly #monaco: MonacoApi;
  readonly #options: UnitFilesOptions;
  readonly #models = new Map<Model, Watched>();
  readonly #listeners: readonly Monaco.IDisposable[];

  constructor(monaco: MonacoApi, options: UnitFilesOptions) {
    this.#monaco = monaco;
    this.#options = options;
    const { editor } = monaco;
    this.#listeners = [
      editor.onDidCreateModel((model) => this.#watch(model)),
      editor.onWillDisposeModel((model) => this.#forget(model)),
      editor.onDidChangeModelLanguage(({ model }) => {
        this.#forget(model);
        this.#watch(model);
      }),
    ];
    for (const model of editor.getModels()) this.#watch(model);
  }

  /** Judges every model soon: what stands in one concerns the others. */
  refresh(): void {
    for (const [model, watched] of this.#models) this.#schedule(model, watched, 0);
  }

  /** Problems of the text as it stands, judged now if they are not known. */
  async current(model: Model, signal: AbortSignal): Promise<readonly Diagnostic[]> {
    const watched = this.#models.get(model);
    if (!watched) return [];
    if (watched.version === model.getVersionId()) return watched.diagnostics;
    const workspace = this.#options.workspace(model);
    if (!workspace) return [];
    const version = this.#options.version();
    return await this.#options.client.diagnose({ workspace, version }, signal);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const model of [...this.#models.keys()]) {
      this.#forget(model);
      clearMarkers(this.#monaco, model);
    }
  }

  #watch(model: Model): void {
    if (model.getLanguageId() !== UNIT_FILE_LANGUAGE || this.#models.has(model)) return;
    const watched: Watched = {
      listener: model.onDidChangeContent(() => this.#typed()),
      timer: undefined,
      running: undefined,
      diagnostics: [],
      version: -1,
    };
    this.#models.set(model, watched);
    this.refresh();
  }

  #forget(model: Model): void {
    const watched = this.#models.get(model);
    if (!watched) return;
    watched.listener.dispose();
    clearTimeout(watched.timer);
    watched.running?.abort();
    this.#models.delete(model);
    this.refresh();
  }

  #typed(): void {
    for (const [model, watched] of this.#models) this.#schedule(model, watched, PAUSE_MS);
  }

  #schedule(model: Model, watched: Watched, delay: number): void {
    clearTimeout(watched.timer);
    watched.running?.abort();
    watched.timer = setTimeout(() => void this.#judge(model, watched), delay);
  }

  async #judge(model: Model, watched: Watched): Promise<void> {
    const workspace = this.#options.workspace(model);
    if (!workspace) return this.#show(model, watched, []);
    const running = new AbortController();
    watched.running = running;
    const query = { workspace, version: this.#options.version() };
    const textVersion = model.getVersionId();
    try {
      const diagnostics = await this.#options.client.diagnose(query, running.signal);
      if (running.signal.aborted) return;
      watched.version = textVersion;
      this.#show(model, watched, diagnostics);
    } catch (error) {
      if (!running.signal.aborted) this.#options.onError?.(error);
    }
  }

  #show(model: Model, watched: Watched, diagnostics: readonly Diagnostic[]): void {
    watched.diagnostics = diagnostics;
    showMarkers(this.#monaco, model, diagnostics, this.#options.lessonUrl);
    this.#options.onDiagnostics?.(model, diagnostics);
  }
}
