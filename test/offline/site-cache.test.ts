import { beforeEach, describe, expect, test } from 'vitest';
import { describeBuild } from '../../src/offline/describe-build.ts';
import { SiteCache } from '../../src/offline/site-cache.ts';
import { MemoryCaches } from './memory-caches.ts';

const PAGES = { '/': 'home', '/review/': 'review', '/offline/': 'none', '/learn/one/': 'lesson' };

/** The site with a word changed, as a server has it. */
function version(word: string) {
  const pages = Object.entries(PAGES).map(([path, text]) => [path, `${text} ${word}`] as const);
  const files = pages.map(([path, text]) => [`${path.slice(1)}index.html`, text] as const);
  const encoded = files.map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return { build: describeBuild(new Map(encoded)), pages: new Map<string, string>(pages) };
}
const A = version('A');
const B = version('B');

let caches: MemoryCaches;
let served: ReadonlyMap<string, string>;
let asked: string[];

beforeEach(() => {
  caches = new MemoryCaches();
  served = A.pages;
  asked = [];
});

const site = ({ build }: typeof A) =>
  new SiteCache(build, {
    caches,
    fetch: async (path) => {
      asked.push(String(path));
      const text = served.get(String(path));
      if (text === undefined) throw new TypeError('cut');
      return new Response(text);
    },
    digest: (content) => crypto.subtle.digest('SHA-256', content),
  });
const text = async (response: Response | undefined) => response?.text();

describe('the cache of a version', () => {
  test('holds the shell after the install, and lessons once they were read', async () => {
    await site(A).install();
    expect(await text(await site(A).read('/review/'))).toBe('review A');
    expect(await site(A).read('/learn/one/')).toBeUndefined();
    await site(A).keepPages(['/learn/one', '/nowhere', '/api/health']);
    expect(await text(await site(A).read('/learn/one/'))).toBe('lesson A');
  });

  test('an install that is cut leaves nothing of itself and all of the old one', async () => {
    await site(A).install();
    served = new Map([...B.pages].filter(([path]) => path !== '/review/'));
    await expect(site(B).install()).rejects.toThrow('cut');
    expect(await site(B).versions()).toEqual([A.build.version]);
    expect(await text(await site(A).read('/'))).toBe('home A');
  });

  test('a server that has some files of another version is not installed from', async () => {
    served = new Map([...A.pages, ['/review/', 'review B']]);
    await expect(site(A).install()).rejects.toThrow('is not of version');
    expect(await site(A).versions()).toEqual([]);
    expect(await site(A).take('/', new Response('home B'))).toBe(false);
  });

  test('a new version brings along what was read in the old one, unchanged files without a request', async () => {
    await site(A).install();
    await site(A).keepPages(['/learn/one/']);
    const half = version('A');
    half.pages.set('/review/', 'review C');
    const files = [...half.pages].map(
      ([path, text]) => [`${path.slice(1)}index.html`, new TextEncoder().encode(text)] as const,
    );
    const C = { build: describeBuild(new Map(files)), pages: half.pages };
    served = C.pages;
    asked = [];
    await site(C).install();
    expect(asked).toEqual(['/review/']);
    expect(await text(await site(C).read('/learn/one/'))).toBe('lesson A');
    expect(await text(await site(C).readFrom(A.build.version, '/review/'))).toBe('review A');
  });

  test('the whole course is kept with progress in bytes; a refusal for want of room is told', async () => {
    await site(A).install();
    const total = [...A.pages.values()].join('').length;
    expect((await site(A).kept()).totalBytes).toBe(total);
    const progress: number[] = [];
    await site(A).keepCourse(({ keptBytes }) => progress.push(keptBytes));
    expect(progress.at(-1)).toBe(total);
    expect(await site(A).kept()).toEqual({ keptBytes: total, totalBytes: total });

    await site(A).remove(A.build.version);
    caches.room = 5;
    await expect(site(A).keepCourse(() => {})).rejects.toThrow('full');
  });
});
