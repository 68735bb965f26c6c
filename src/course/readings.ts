/** How systemd reads values: worked out while the site is built, so that no page carries the list of directives for it. */
import type { Reading, Readings } from '../review/served.ts';
import { directivesOf } from '../unit-files/directives/directives.ts';
import { parseUnitFile } from '../unit-files/parser/parse.ts';

/** The readings of assignments by their names `Section.Key`; those read to the letter are left out. */
export function readingsOf(names: Iterable<string>): Readings {
  const directives = directivesOf(252);
  const readings: Record<string, Reading> = {};
  for (const name of names) {
    const dot = name.indexOf('.');
    const type = directives.find(name.slice(0, dot), name.slice(dot + 1))?.type;
    if (type === 'bool' || type === 'tristate') readings[name] = 'boolean';
    else if (type?.startsWith('sec')) readings[name] = 'time';
  }
  return readings;
}

/** The names of what these lines of a section assign. */
export function assignedBy(section: string, lines: readonly string[]): readonly string[] {
  return parseUnitFile([`[${section}]`, ...lines].join('\n')).items.flatMap((item) =>
    item.kind === 'assignment' ? [`${item.section}.${item.key}`] : [],
  );
}
