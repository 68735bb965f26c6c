/**
 * Large files, downloaded only when asked for: resumed after a cut, checked against their SHA-256,
 * and kept in Cache Storage under it, so that a new version of the site fetches only what changed.
 */
import type { Artefact } from '../schemas/artefact.ts';
import { ArtefactCache } from './artefact-cache.ts';
import { download } from './artefact-download.ts';
import type { ArtefactError } from './artefact-error.ts';

export interface ArtefactProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with what is there already, then as bytes come in. */
  readonly onProgress?: ((progress: ArtefactProgress) => void) | undefined;
}

export interface Loaded {
  readonly content: ArrayBuffer;
  /** Why it has to be downloaded again next time; absent when it is kept. */
  readonly notKept?: ArtefactError;
}

/** What the browser has to offer. Pages on plain http have neither caches nor hashes. */
export interface ArtefactEffects {
  readonly fetch: typeof fetch;
  readonly caches?: CacheStorage | undefined;
  readonly digest?: ((content: BufferSource) => Promise<ArrayBuffer>) | undefined;
  /** Runs one work of that name at a time, in all tabs. */
  readonly exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Rejects with the signal's reason when it is aborted meanwhile. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export class Artefacts {
  private readonly effects: ArtefactEffects;
  private readonly cache: ArtefactCache;

  constructor(effects: ArtefactEffects) {
    this.effects = effects;
    this.cache = new ArtefactCache(effects.caches);
  }

  /** Those that would have to be downloaded: the sum of their bytes is what to ask a person for. */
  async missing(artefacts: readonly Artefact[]): Promise<Artefact[]> {
    const there = await Promise.all(artefacts.map(({ sha256 }) => this.cache.has(sha256)));
    return artefacts.filter((_, index) => !there[index]);
  }

  /** A file that is kept, for reading parts of it; undefined: it is not. */
  async kept({ sha256 }: Artefact): Promise<Blob | undefined> {
    return this.cache.find(sha256);
  }

  /**
   * Answers a file's content, from the cache or from the network. Where the browser has no room for
   * it the content is answered all the same, with `notKept`. Throws {@link ArtefactError}
   * `unreachable` or `damaged`, and the signal's reason when it is aborted; what came in until then
   * is kept, and the next call goes on from there.
   */
  async load(artefact: Artefact, options: LoadOptions = {}): Promise<Loaded> {
    const { signal, onProgress } = options;
    const totalBytes = artefact.bytes;
    return this.effects.exclusively(`artefact ${artefact.sha256}`, async () => {
      const kept = await this.cache.read(artefact.sha256);
      if (kept) {
        onProgress?.({ doneBytes: totalBytes, totalBytes });
        return { content: kept };
      }
      const content = await download(artefact, {
        ...this.effects,
        parts: this.cache.parts(artefact.sha256),
        signal,
        onBytes: (doneBytes) => onProgress?.({ doneBytes, totalBytes }),
      });
      const notKept = await this.cache.keep(artefact, content);
      return { content, ...(notKept && { notKept }) };
    });
  }

  /**
   * Makes sure that all of them are here for the next time without a network. Throws as
   * {@link load}, and `full` when the browser refuses the room.
   */
  async keep(artefacts: readonly Artefact[], options: LoadOptions = {}): Promise<void> {
    const totalBytes = artefacts.reduce((sum, { bytes }) => sum + bytes, 0);
    let before = 0;
    for (const artefact of artefacts) {
      const { notKept } = await this.load(artefact, {
        signal: options.signal,
        onProgress: ({ doneBytes }) =>
          options.onProgress?.({ doneBytes: before + doneBytes, totalBytes }),
      });
      if (notKept) throw notKept;
      before += artefact.bytes;
    }
  }

  /** Removes all others, half-finished ones too: they belong to versions that are gone. */
  async discardAllBut(artefacts: readonly Artefact[]): Promise<void> {
    await this.cache.retain(new Set(artefacts.map(({ sha256 }) => sha256)));
  }
}

/**
 * The artefacts of this browser, in a page or in a worker.
 * @public
 */
export function openArtefacts(): Artefacts {
  const { caches, crypto, navigator } = globalThis;
  return new Artefacts({
    fetch: (input, init) => fetch(input, init),
    caches,
    digest: crypto?.subtle && ((content) => crypto.subtle.digest('SHA-256', content)),
    exclusively: (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
    wait,
  });
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
