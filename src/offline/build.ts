/** What one build of the site consists of, as its service worker knows it. */
export interface Build {
  /** Made from names and contents of all files: the same build, the same version. */
  readonly version: string;
  /** By path. A page has the path it is read at, which ends in a slash. */
  readonly files: Readonly<Record<string, BuiltFile>>;
  /** What every visitor keeps: the cards, the language service, the way back into the course. */
  readonly shell: readonly string[];
  /** For each page the files it cannot do without. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
}

export interface BuiltFile {
  /** SHA-256 in hex, shortened. */
  readonly hash: string;
  readonly bytes: number;
}

/** The path of {@link Build.files} that a request's path means, if it is of this build. */
export function fileAt(build: Build, pathname: string): string | undefined {
  for (const path of [pathname, `${pathname}/`, pathname.replace(/index\.html$/, '')]) {
    if (Object.hasOwn(build.files, path)) return path;
  }
  return undefined;
}

/** A page and what it needs. */
export function withNeeds(build: Build, path: string): readonly string[] {
  return [path, ...(build.needs[path] ?? [])];
}
