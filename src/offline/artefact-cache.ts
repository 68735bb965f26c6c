/** Where artefacts lie: Cache Storage, under their hash. Works without one too, keeping nothing. */
import type { Artefact } from '../schemas/artefact.ts';
import { ArtefactError } from './artefact-error.ts';
import { inMegabytes } from './megabytes.ts';

const CACHE = 'artefacts';
/** No page answers here; it only names what is kept. */
const KEPT = 'https://artefacts.invalid/';

/** The beginning of a file whose download was cut. */
export interface Parts {
  /** All bytes from 0 on that are there without a gap. */
  read(): Promise<Uint8Array<ArrayBuffer>[]>;
  /** Keeps bytes that begin at `from`; where there is no room nothing happens. */
  add(from: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  clear(): Promise<void>;
}

export class ArtefactCache {
  private readonly storage: CacheStorage | undefined;

  constructor(storage: CacheStorage | undefined) {
    this.storage = storage;
  }

  async has(sha256: string): Promise<boolean> {
    return (await (await this.open())?.match(KEPT + sha256)) !== undefined;
  }

  async read(sha256: string): Promise<ArrayBuffer | undefined> {
    return (await (await this.open())?.match(KEPT + sha256))?.arrayBuffer();
  }

  /** The kept file without its bytes: they stay on the disk until a part of them is asked for. */
  async find(sha256: string): Promise<Blob | undefined> {
    return (await (await this.open())?.match(KEPT + sha256))?.blob();
  }

  /** Keeps a whole file in place of its parts, or answers why it does not. */
  async keep(
    { sha256, bytes }: Artefact,
    content: ArrayBuffer,
  ): Promise<ArtefactError | undefined> {
    const cache = await this.open();
    if (!cache) {
      return new ArtefactError(
        'refused',
        'This browser keeps nothing for this page, so it is downloaded again next time. Open the site over https, allow site data, or leave the private window.',
      );
    }
    // The parts first, so that the room is never needed twice: all bytes are in memory.
    await this.parts(sha256).clear();
    try {
      await cache.put(KEPT + sha256, new Response(content));
      return undefined;
    } catch (cause) {
      return new ArtefactError(
        'full',
        `The browser has no room for ${inMegabytes(bytes)} more, so it is downloaded again next time. Free some space on this device, then try again.`,
        { cause },
      );
    }
  }

  parts(sha256: string): Parts {
    const prefix = `${KEPT + sha256}/`;
    const ours = async () => {
      const cache = await this.open();
      const keys = cache ? await cache.keys() : [];
      return { cache, keys: keys.filter(({ url }) => url.startsWith(prefix)) };
    };
    const offset = ({ url }: Request) => Number(url.slice(prefix.length));
    return {
      async read() {
        const { cache, keys } = await ours();
        const found: Uint8Array<ArrayBuffer>[] = [];
        let at = 0;
        for (const key of keys.toSorted((a, b) => offset(a) - offset(b))) {
          if (offset(key) !== at) break;
          const part = await cache?.match(key);
          if (!part) break;
          const bytes = new Uint8Array(await part.arrayBuffer());
          found.push(bytes);
          at += bytes.byteLength;
        }
        return found;
      },
      add: async (from, bytes) => {
        const cache = await this.open();
        // A part is a convenience: without room for it the download goes on in memory.
        await cache?.put(prefix + from, new Response(bytes)).catch(() => {});
      },
      async clear() {
        const { cache, keys } = await ours();
        for (const key of keys) await cache?.delete(key);
      },
    };
  }

  /** Removes everything of other hashes. */
  async retain(hashes: ReadonlySet<string>): Promise<void> {
    const cache = await this.open();
    for (const key of cache ? await cache.keys() : []) {
      const [sha256 = ''] = key.url.slice(KEPT.length).split('/');
      if (!hashes.has(sha256)) await cache?.delete(key);
    }
  }

  /** Storage that is switched off is as good as none. */
  private async open(): Promise<Cache | undefined> {
    try {
      return await this.storage?.open(CACHE);
    } catch {
      return undefined;
    }
  }
}
