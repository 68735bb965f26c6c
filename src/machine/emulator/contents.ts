/** Contents of the root's files, each whole for as long as the guest goes on reading. */
import type { FileSource } from './computer.ts';

/** Nothing has been read for so long, ms: what the guest has read, it keeps itself. */
const IDLE_MS = 10_000;
/** More than any one command reads. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly content: Promise<Uint8Array>;
  readonly bytes: number;
}

export class Contents {
  readonly #files: FileSource;
  /** In the order of their last reading. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(files: FileSource) {
    this.#files = files;
  }

  /** A part of a file of `size` bytes. Rejects as its source does. */
  async read(blob: string, offset: number, count: number, size: number): Promise<Uint8Array> {
    const { content } = this.#take(blob, size);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.clear(), IDLE_MS);
    return (await content).subarray(offset, offset + count);
  }

  /** Lets go of everything. */
  clear(): void {
    clearTimeout(this.#idle);
    this.#kept.clear();
    this.#bytes = 0;
  }

  #take(blob: string, size: number): Kept {
    const known = this.#kept.get(blob);
    const kept = known ?? { content: this.#files.read(blob, size), bytes: size };
    if (known) this.#kept.delete(blob);
    else this.#bytes += size;
    this.#kept.set(blob, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES || oldest === blob) break;
      this.#forget(oldest);
    }
    return kept;
  }

  #forget(blob: string): void {
    this.#bytes -= this.#kept.get(blob)?.bytes ?? 0;
    this.#kept.delete(blob);
  }
}
