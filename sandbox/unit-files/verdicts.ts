import { writeFileSync } from 'node:fs';
import { directivesOf, type SystemdVersion } from '../../src/unit-files/directives/directives.ts';
import { samplesFor } from '../../test/unit-files/oracle/values.ts';
import { unitWith } from '../../test/unit-files/verify.ts';
import { judge } from './oracle.ts';
import type { Root } from './root.ts';

const OUTPUT = new URL('../../test/unit-files/values/verdicts.txt', import.meta.url);
const KEPT = 7;

const HEADER = `What systemd makes of values, recorded by sandbox/unit-files/generate.ts: its verdict (252's and 257's
where they differ, - for a directive that is not there yet) and the value.
`;

interface Subject {
  /** `Section.Key`. */
  readonly directive: string;
  readonly values: readonly string[];
}

/** One directive a value type, of the four sections. */
function subjects(version: SystemdVersion): Subject[] {
  const seen = new Set<string>();
  return ['Socket', 'Service', 'Unit'].flatMap((section) =>
    directivesOf(version)
      .ofSection(section)
      .filter(({ type, argument }) => {
        const kind = `${type} ${argument.startsWith('SOCKET_') || argument === 'true' ? argument : ''}`;
        return !seen.has(kind) && seen.add(kind);
      })
      .map(({ key, type }) => ({
        directive: `${section}.${key}`,
        values: ['', ...samplesFor(type)],
      })),
  );
}

async function verdicts(root: Root, { directive, values }: Subject): Promise<string[]> {
  const [section = '', key = ''] = directive.split('.');
  const known = directivesOf(root.version as SystemdVersion).find(section, key);
  if (!known) return values.map(() => '-');
  const workspaces = values.map((value) => unitWith(directive, value));
  const run = async (argv: readonly string[], options: { readonly stdin: string }) =>
    root.run(argv, options.stdin);
  return (await judge(run, workspaces)).map(({ verdict }) => verdict);
}

/**
 * Records test/unit-files/values/verdicts.txt: of every value type one directive is asked about the
 * samples of its kind, and a few values of each verdict are kept.
 */
export async function recordVerdicts(roots: readonly Root[]): Promise<void> {
  const newest = roots.at(-1)?.version as SystemdVersion;
  const blocks: string[] = [];
  for (const subject of subjects(newest)) {
    const columns = await Promise.all(roots.map((root) => verdicts(root, subject)));
    const kept = new Map<string, number>();
    const lines = subject.values.flatMap((value, index) => {
      const said = [...new Set(columns.map((column) => column[index] ?? ''))].join('/');
      const count = (kept.get(said) ?? 0) + 1;
      kept.set(said, count);
      return count <= KEPT ? [`  ${said.padEnd(9)}${value}`.trimEnd()] : [];
    });
    blocks.push(`${subject.directive}\n${lines.join('\n')}`);
    console.log(`${blocks.length} ${subject.directive}`);
  }
  writeFileSync(OUTPUT, `${HEADER}\n${blocks.join('\n\n')}\n`);
}
