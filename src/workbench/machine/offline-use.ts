/** Whether the machine in the tab works without a network, and the download after which it does. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { LoadOptions } from '../../offline/artefacts.ts';
import { messageOf } from './connection.ts';

export interface OfflineSource {
  /** Bytes to download before the machine needs no network; undefined: that is not on offer. */
  missingBytes(): Promise<number | undefined>;
  /** Downloads them, and the course. Goes on where an earlier download was cut. Throws SessionError. */
  keep(options: LoadOptions): Promise<void>;
}

export type OfflineState =
  /** Not known, or not on offer. */
  | { readonly t: 'none' }
  | { readonly t: 'missing'; readonly bytes: number }
  | { readonly t: 'keeping'; readonly doneBytes: number; readonly totalBytes: number }
  /** The download broke off; `message` says what to do. */
  | { readonly t: 'failed'; readonly bytes: number; readonly message: string }
  | { readonly t: 'ready' };

export class OfflineUse {
  private readonly source: () => Promise<OfflineSource>;
  private readonly current = signal<OfflineState>({ t: 'none' });
  readonly state: ReadonlySignal<OfflineState> = this.current;
  private download: AbortController | undefined;

  constructor(source: () => Promise<OfflineSource>) {
    this.source = source;
  }

  /** Finds out how things are. Never rejects. */
  async look(): Promise<void> {
    if (this.download) return;
    const missing = await this.missing();
    if (missing === undefined) this.current.value = { t: 'none' };
    else this.current.value = missing === 0 ? { t: 'ready' } : { t: 'missing', bytes: missing };
  }

  /** Downloads what is missing; resolves when that is over, whichever way. */
  async keep(): Promise<void> {
    if (this.download) return;
    const download = new AbortController();
    const { signal } = download;
    this.download = download;
    const bytes = (await this.missing()) ?? 0;
    this.current.value = { t: 'keeping', doneBytes: 0, totalBytes: bytes };
    try {
      const source = await this.source();
      await source.keep({
        signal,
        onProgress: ({ doneBytes, totalBytes }) => {
          this.current.value = { t: 'keeping', doneBytes, totalBytes };
        },
      });
      this.current.value = { t: 'ready' };
    } catch (error) {
      this.current.value = signal.aborted
        ? { t: 'missing', bytes }
        : { t: 'failed', bytes, message: messageOf(error) };
    } finally {
      this.download = undefined;
    }
  }

  /** Calls the download off; what has come in stays. */
  cancel(): void {
    this.download?.abort();
  }

  private async missing(): Promise<number | undefined> {
    return (await this.source()).missingBytes().catch(() => undefined);
  }
}
