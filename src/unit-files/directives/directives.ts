import { DIRECTIVE_ROWS } from './directives.generated.ts';

/** Versions of systemd the service knows: Debian 12's and Debian 13's. */
export type SystemdVersion = 252 | 257;

export const SYSTEMD_VERSIONS: readonly SystemdVersion[] = [252, 257];

/** Sections, key, value type, argument, value type before 253, first version (0: both), since (0: always), page, replacement. */
export type DirectiveRow = readonly [
  sections: string,
  key: string,
  type: string,
  argument: string,
  typeBefore253: string,
  first: number,
  since: number,
  page: string,
  replacedBy: string,
];

/** A setting of one section as one version of systemd knows it. */
export interface Directive {
  readonly section: string;
  readonly key: string;
  /** How its value is read: a key of the value parsers in `values/`. */
  readonly type: string;
  /** What the value parser is told besides the value, for example `RLIMIT_NOFILE`. */
  readonly argument: string;
  /** Version that brought it; undefined when older than the record. */
  readonly since: number | undefined;
  /** Manual page, for example `systemd.socket(5)`; undefined for old names that are no longer documented. */
  readonly page: string | undefined;
  /** What to write instead of a deprecated name. */
  readonly replacedBy: string | undefined;
}

/** The directives of one systemd version. */
export interface Directives {
  /** Exact, as systemd looks them up: upper and lower case differ. */
  find(section: string, key: string): Directive | undefined;
  /** In alphabetical order. */
  ofSection(section: string): readonly Directive[];
  /** Sections that know this key. */
  sectionsOf(key: string): readonly string[];
}

const tables = new Map<SystemdVersion, Directives>();

export function directivesOf(version: SystemdVersion): Directives {
  const known = tables.get(version) ?? buildTable(version);
  tables.set(version, known);
  return known;
}

function buildTable(version: SystemdVersion): Directives {
  const sections = new Map<string, Map<string, Directive>>();
  for (const row of DIRECTIVE_ROWS) {
    const [names, key, type, argument, before, first, since, page, replacedBy] = row;
    if (first > version) continue;
    for (const section of names.split(' ')) {
      const keys = sections.get(section) ?? new Map<string, Directive>();
      sections.set(section, keys);
      keys.set(key, {
        section,
        key,
        type: version < 253 && before ? before : type,
        argument,
        since: since || undefined,
        page: page || undefined,
        replacedBy: replacedBy || undefined,
      });
    }
  }
  return {
    find: (section, key) => sections.get(section)?.get(key),
    ofSection: (section) =>
      [...(sections.get(section)?.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1)),
    sectionsOf: (key) => [...sections].filter(([, keys]) => keys.has(key)).map(([name]) => name),
  };
}
