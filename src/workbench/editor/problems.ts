/** What the language service says of every file, as the learner types. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { startUnitFiles, type UnitFilesClient, UnitFilesError } from '../../unit-files/client.ts';
import type { SystemdVersion } from '../../unit-files/directives/directives.ts';
import type { Diagnostic, UnitWorkspace } from '../../unit-files/types.ts';
import type { FileState } from './file-state.ts';
import { companionsOf } from './unit-workspace.ts';
import type { Workspace } from './workspace.ts';

/** How long after the last key stroke the files are judged, ms. */
const JUDGE_DELAY_MS = 150;

type ByFile = ReadonlyMap<string, readonly Diagnostic[]>;

export interface ProblemsOptions {
  readonly workspace: Workspace;
  /** systemd's major version on the learner's machine. */
  readonly version: () => SystemdVersion;
  /** Starts the language service; a worker of this site when absent. */
  readonly startClient?: () => UnitFilesClient;
}

export class Problems {
  private readonly options: ProblemsOptions;
  private started: UnitFilesClient | undefined;
  private stopJudging: (() => void) | undefined;
  readonly byFile = signal<ByFile>(new Map());
  /** Those of the file in front, from top to bottom. */
  readonly current: ReadonlySignal<readonly Diagnostic[]> = computed(
    () => this.byFile.value.get(this.options.workspace.active.value) ?? [],
  );

  constructor(options: ProblemsOptions) {
    this.options = options;
  }

  get client(): UnitFilesClient {
    this.started ??= (this.options.startClient ?? startUnitFiles)();
    return this.started;
  }

  version(): SystemdVersion {
    return this.options.version();
  }

  /** The unit at a path with the files around it; null when the path is not a unit file. */
  workspaceOf(path: string): UnitWorkspace | null {
    return companionsOf(path, this.options.workspace.files.value);
  }

  /** Judges all files whenever one changes, until Monaco does so or until disposed. */
  start(): void {
    if (this.stopJudging) return;
    let judging = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const files = this.options.workspace.files.value;
      const version = this.options.version();
      clearTimeout(timer);
      timer = setTimeout(() => {
        judging.abort();
        judging = new AbortController();
        void this.judge(files, version, judging.signal);
      }, JUDGE_DELAY_MS);
    });
    this.stopJudging = () => {
      stop();
      clearTimeout(timer);
      judging.abort();
      this.stopJudging = undefined;
    };
  }

  /** The editor judges by itself from here on and tells {@link report}. */
  handOver(): void {
    this.stopJudging?.();
  }

  report(path: string, found: readonly Diagnostic[]): void {
    const own = found
      .filter(({ file }) => file === undefined || path.endsWith(`/${file}`))
      .toSorted((a, b) => a.range.start.line - b.range.start.line);
    this.byFile.value = new Map(this.byFile.value).set(path, own);
  }

  dispose(): void {
    this.stopJudging?.();
    this.started?.dispose();
    this.started = undefined;
  }

  private async judge(
    files: readonly FileState[],
    version: SystemdVersion,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      for (const { path } of files) {
        const workspace = companionsOf(path, files);
        const found = workspace ? await this.client.diagnose({ workspace, version }, signal) : [];
        this.report(path, found);
      }
    } catch (error) {
      // A newer text is being judged; or the checker is gone, and the editor works without it.
      if (!signal.aborted && !(error instanceof UnitFilesError)) throw error;
    }
  }
}
