/** From the files of a build to what its service worker has to know. */
import { createHash } from 'node:crypto';
import type { Build, BuiltFile } from './build.ts';

/** Kept by everyone, with all they need: where to start, the cards, and the words for no network. */
const SHELL = /^\/(?:$|review\/|offline\/|404\.html$)/;
/** The large editor is kept once a page has loaded it: phones never do. */
const LARGE_BYTES = 500_000;
const TEXT = /\.(?:html|js|css|webmanifest)$/;
/** Other alphabets are loaded where a text has them. */
const OTHER_ALPHABET = /roboto-(?!latin-wght).*\.woff2$/;

/** `files` are the contents by path below the site's root, for example `review/index.html`. */
export function describeBuild(files: ReadonlyMap<string, Uint8Array>): Build {
  const described: Record<string, BuiltFile> = {};
  const mentions = new Map<string, readonly string[]>();
  const names = [...files.keys()].filter((name) => !name.endsWith('.html'));
  for (const [name, content] of files) {
    described[pathOf(name)] = { hash: hashOf(content), bytes: content.byteLength };
    const text = TEXT.test(name) ? new TextDecoder().decode(content) : '';
    mentions.set(
      name,
      names.filter(
        (other) => other !== name && text.includes(other.slice(other.lastIndexOf('/') + 1)),
      ),
    );
  }
  const needed = (page: string): string[] => {
    const found = new Set<string>();
    const follow = (name: string): void => {
      for (const other of mentions.get(name) ?? []) {
        const { bytes = 0 } = described[pathOf(other)] ?? {};
        if (found.has(other) || bytes > LARGE_BYTES || OTHER_ALPHABET.test(other)) continue;
        found.add(other);
        follow(other);
      }
    };
    follow(page);
    return [...found].map(pathOf).sort();
  };
  const pages = [...files.keys()].filter((name) => name.endsWith('.html'));
  const needs = Object.fromEntries(pages.map((page) => [pathOf(page), needed(page)]));
  const shell = Object.keys(described)
    .filter((path) => SHELL.test(path))
    .flatMap((path) => [path, ...(needs[path] ?? [])]);
  return {
    version: hashOf(JSON.stringify(described)),
    files: described,
    shell: [...new Set(shell)].sort(),
    needs,
  };
}

function pathOf(name: string): string {
  return `/${name.replace(/(^|\/)index\.html$/, '$1')}`;
}

function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
