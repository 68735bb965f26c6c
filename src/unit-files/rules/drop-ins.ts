import type { UnitFile } from '../types.ts';
import { parseUnitName, templateOf, type UnitName } from '../values/unit-name.ts';

/** Drop-ins of a unit in the order systemd reads them: by file name, the most specific folder's. */
export function dropInsOf(id: string, name: UnitName, files: Iterable<UnitFile>): UnitFile[] {
  const folders = [...foldersOf(id), name.type].map((folder) => `${folder}.d`);
  const found = new Map<string, { readonly rank: number; readonly file: UnitFile }>();
  for (const file of files) {
    const [folder = '', base = '', ...rest] = file.name.split('/');
    const rank = folders.indexOf(folder);
    if (rank < 0 || rest.length > 0 || !isDropIn(base)) continue;
    const known = found.get(base);
    if (!known || rank < known.rank) found.set(base, { rank, file });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { file }]) => file);
}

/** `NAME.conf`; hidden files don't count. */
function isDropIn(name: string): boolean {
  return name.endsWith('.conf') && !name.startsWith('.');
}

/** Names whose folders hold drop-ins: the unit's, its template's, and those with fewer dashes. */
function foldersOf(id: string): string[] {
  const name = parseUnitName(id);
  if (!name) return [];
  const shorter = shorterPrefix(name.prefix);
  const instance = name.kind === 'instance' ? `@${name.instance}` : '';
  return [
    id,
    ...(name.kind === 'instance' ? foldersOf(templateOf(name)) : []),
    ...(shorter ? foldersOf(`${shorter}${instance}.${name.type}`) : []),
  ];
}

/** `a-` for `a-b`; undefined when there is no dash to cut at. */
function shorterPrefix(prefix: string): string | undefined {
  const text = prefix.endsWith('-') ? prefix.slice(0, -1) : prefix;
  const dash = text.lastIndexOf('-');
  return dash > 0 ? text.slice(0, dash + 1) : undefined;
}
