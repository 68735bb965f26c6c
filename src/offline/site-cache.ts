/** The cache of one version of the site: only files whose content that version names get in. */
import { type Build, fileAt, withNeeds } from './build.ts';

const PREFIX = 'site-';

export interface SiteCacheEffects {
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  readonly digest: (content: BufferSource) => Promise<ArrayBuffer>;
}

export interface Kept {
  /** Of the course's pages and files. */
  readonly keptBytes: number;
  readonly totalBytes: number;
}

/** A file is not what the build says: the server has another version by now. */
export class OtherVersionError extends Error {
  override readonly name = 'OtherVersionError';
}

export class SiteCache {
  private readonly build: Build;
  private readonly effects: SiteCacheEffects;

  constructor(build: Build, effects: SiteCacheEffects) {
    this.build = build;
    this.effects = effects;
  }

  /**
   * Gets the shell, and what `earlier` versions had kept of the course. Rejects when anything of the
   * shell is missing or of another version, and leaves nothing behind: the version before stays.
   */
  async install(): Promise<void> {
    try {
      const shell = new Set(this.build.shell);
      await this.keepAll([...shell]);
      const carried = new Set(
        (await this.keptEarlier()).flatMap((path) => withNeeds(this.build, path)),
      );
      // A lesson that cannot be got again is a loss, but no reason to stay with the old version.
      await this.keepAll([...carried].filter((path) => !shell.has(path))).catch(() => {});
    } catch (error) {
      await this.effects.caches.delete(PREFIX + this.build.version);
      throw error;
    }
  }

  async read(path: string): Promise<Response | undefined> {
    return (await this.open()).match(path);
  }

  /** A file of a version, from its own cache only. */
  async readFrom(version: string, path: string): Promise<Response | undefined> {
    if (!(await this.effects.caches.has(PREFIX + version))) return undefined;
    const cache = await this.effects.caches.open(PREFIX + version);
    return cache.match(path);
  }

  /** From any version: for names that are made from the content. */
  async readAny(path: string): Promise<Response | undefined> {
    for (const version of await this.versions()) {
      const found = await this.readFrom(version, path);
      if (found) return found;
    }
    return undefined;
  }

  /** Keeps an answer of the network if its content is the one of this build. */
  async take(path: string, response: Response): Promise<boolean> {
    if (!response.ok || response.redirected) return false;
    const content = await response.arrayBuffer();
    if (!(await this.isOurs(path, content))) return false;
    const headers = new Headers(response.headers);
    // Those of the transfer; the rest, the content security policy above all, belongs to the file.
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    await (await this.open()).put(path, new Response(content, { headers }));
    return true;
  }

  /** Keeps pages with what they need; addresses this build does not know are left out. */
  async keepPages(pathnames: readonly string[]): Promise<void> {
    const known = pathnames.flatMap((pathname) => fileAt(this.build, pathname) ?? []);
    await this.keepAll([...new Set(known.flatMap((path) => withNeeds(this.build, path)))]);
  }

  async keepCourse(onProgress: (kept: Kept) => void): Promise<void> {
    await this.keepAll(Object.keys(this.build.files), onProgress);
  }

  async kept(): Promise<Kept> {
    const there = await this.paths(this.build.version);
    const all = Object.entries(this.build.files);
    const sum = (files: typeof all) => files.reduce((bytes, [, file]) => bytes + file.bytes, 0);
    return {
      keptBytes: sum(all.filter(([path]) => there.has(path))),
      totalBytes: sum(all),
    };
  }

  /** Versions that have a cache. */
  async versions(): Promise<string[]> {
    const names = await this.effects.caches.keys();
    return names.flatMap((name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : []));
  }

  async remove(version: string): Promise<void> {
    await this.effects.caches.delete(PREFIX + version);
  }

  private async keepAll(
    paths: readonly string[],
    onProgress: (kept: Kept) => void = () => {},
  ): Promise<void> {
    const bytesOf = (path: string) => this.build.files[path]?.bytes ?? 0;
    const totalBytes = paths.reduce((sum, path) => sum + bytesOf(path), 0);
    let keptBytes = 0;
    const waiting = [...paths];
    const work = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await this.keep(path).catch((error: unknown) => {
          waiting.length = 0;
          throw error;
        });
        keptBytes += bytesOf(path);
        onProgress({ keptBytes, totalBytes });
      }
    };
    // All of them have ended before a failure is told: nothing is written behind the caller's back.
    const ends = await Promise.allSettled([work(), work(), work(), work()]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async keep(path: string): Promise<void> {
    if (await this.read(path)) return;
    const known = await this.readAny(path);
    if (known && (await this.take(path, known))) return;
    // Past the HTTP cache, which may hold the file of another version.
    const response = await this.effects.fetch(path, { cache: 'no-cache', credentials: 'omit' });
    if (await this.take(path, response)) return;
    throw new OtherVersionError(`${path} is not of version ${this.build.version}`);
  }

  private async keptEarlier(): Promise<string[]> {
    const found = new Set<string>();
    for (const version of await this.versions()) {
      for (const path of await this.paths(version)) {
        if (version !== this.build.version && Object.hasOwn(this.build.files, path))
          found.add(path);
      }
    }
    return [...found];
  }

  private async paths(version: string): Promise<Set<string>> {
    const cache = await this.effects.caches.open(PREFIX + version);
    return new Set((await cache.keys()).map(({ url }) => decodeURI(new URL(url).pathname)));
  }

  private async isOurs(path: string, content: ArrayBuffer): Promise<boolean> {
    const expected = this.build.files[path]?.hash;
    if (expected === undefined) return false;
    const digest = new Uint8Array(await this.effects.digest(content));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.startsWith(expected);
  }

  private open(): Promise<Cache> {
    return this.effects.caches.open(PREFIX + this.build.version);
  }
}
