/** Cache Storage in memory: names, addresses and copies of answers; and a limit on its bytes. */
export class MemoryCaches implements CacheStorage {
  private readonly named = new Map<string, MemoryCache>();
  /** What fits in, bytes. */
  room = Number.POSITIVE_INFINITY;
  /** Storage is switched off. */
  refuses = false;

  async open(name: string): Promise<MemoryCache> {
    if (this.refuses) throw new DOMException('no', 'SecurityError');
    const cache = this.named.get(name) ?? new MemoryCache((more) => this.used + more <= this.room);
    this.named.set(name, cache);
    return cache;
  }

  get used(): number {
    return [...this.named.values()].reduce((sum, cache) => sum + cache.used, 0);
  }

  async keys(): Promise<string[]> {
    return [...this.named.keys()];
  }

  async has(name: string): Promise<boolean> {
    return this.named.has(name);
  }

  async delete(name: string): Promise<boolean> {
    return this.named.delete(name);
  }

  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    for (const cache of this.named.values()) {
      const found = await cache.match(request);
      if (found) return found;
    }
    return undefined;
  }
}

interface Kept {
  readonly bytes: ArrayBuffer;
  readonly init: ResponseInit;
}

export class MemoryCache implements Cache {
  private readonly kept = new Map<string, Kept>();
  private readonly fits: (bytes: number) => boolean;

  constructor(fits: (bytes: number) => boolean) {
    this.fits = fits;
  }

  get used(): number {
    return [...this.kept.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  }

  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    const kept = this.kept.get(addressOf(request));
    return kept && new Response(kept.bytes.slice(), kept.init);
  }

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    const bytes = await response.arrayBuffer();
    if (!this.fits(bytes.byteLength)) throw new DOMException('full', 'QuotaExceededError');
    const { status, headers } = response;
    this.kept.set(addressOf(request), { bytes, init: { status, headers } });
  }

  async delete(request: RequestInfo | URL): Promise<boolean> {
    return this.kept.delete(addressOf(request));
  }

  async keys(): Promise<Request[]> {
    return [...this.kept.keys()].map((address) => new Request(address));
  }

  async matchAll(): Promise<Response[]> {
    throw new Error('not used');
  }

  async add(): Promise<void> {
    throw new Error('not used');
  }

  async addAll(): Promise<void> {
    throw new Error('not used');
  }
}

function addressOf(request: RequestInfo | URL): string {
  const address = request instanceof Request ? request.url : String(request);
  return new URL(address, 'http://lab.test').href;
}
