import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a manual page says about when a directive came. */
export interface ManualEntry {
  /** For example `systemd.socket(5)`. */
  readonly page: string;
  /** systemd version that brought the directive; undefined when it is older than the record (183). */
  readonly since: number | undefined;
}

const PAGES =
  /^(systemd\.(unit|service|socket|exec|kill|resource-control|timer|path|mount|swap|automount|scope|slice))\.5(\.gz)?$/;

/** Reads the manual pages of unit files under a root directory: directive → entry. */
export function readManual(root: string): Map<string, ManualEntry> {
  const directory = join(root, 'usr/share/man/man5');
  const entries = new Map<string, ManualEntry>();
  for (const name of readdirSync(directory).sort()) {
    const page = PAGES.exec(name)?.[1];
    if (!page) continue;
    const bytes = readFileSync(join(directory, name));
    const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    for (const [key, since] of directivesOf(text)) {
      if (!entries.has(key)) entries.set(key, { page: `${page}(5)`, since });
    }
  }
  return entries;
}

/** Directives a page describes: a paragraph of names, then an indented block that ends in its version. */
function* directivesOf(roff: string): Generator<[string, number | undefined]> {
  const lines = roff.split('\n');
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] !== '.RS 4') continue;
    const names = [...(lines[i - 1] ?? '').matchAll(/\\fI([A-Za-z0-9]+)=[^\\]*\\fR/g)].map(
      (m) => m[1],
    );
    if (names.length === 0) continue;
    const since = versionOf(lines, i + 1);
    for (const name of names) if (name) yield [name, since];
  }
}

function versionOf(lines: readonly string[], from: number): number | undefined {
  let depth = 1;
  let since: number | undefined;
  for (let i = from; i < lines.length && depth > 0; i++) {
    const line = lines[i] ?? '';
    if (line.startsWith('.RS')) depth += 1;
    if (line.startsWith('.RE')) depth -= 1;
    const version = depth === 1 && /^Added in version (\d+)/.exec(line)?.[1];
    if (version) since = Number(version);
  }
  return since;
}
