/**
 * Records test/unit-files/values/verdicts.txt: what systemd itself makes of values of every type.
 *
 *   node sandbox/unit-files/record.ts ROOT…
 *
 * Each ROOT is a directory with a systemd unpacked in it, one for every supported version. Of every
 * value type one directive is asked about the samples of its kind; a few of each verdict are kept.
 */
import { writeFileSync } from 'node:fs';
import { directivesOf, type SystemdVersion } from '../../src/unit-files/directives/directives.ts';
import type { UnitWorkspace } from '../../src/unit-files/types.ts';
import { samplesFor } from '../../test/unit-files/oracle/values.ts';
import { judge } from './oracle.ts';
import { type Root, rootsOf } from './root.ts';

const OUTPUT = new URL('../../test/unit-files/values/verdicts.txt', import.meta.url);
const KEPT = 7;

const HEADER = `What systemd makes of values, recorded by sandbox/unit-files/record.ts: its verdict (252's and 257's
where they differ, - for a directive that is not there yet) and the value.
`;

/** A unit that is fine but for one setting. */
function unitWith(section: string, key: string, value: string): UnitWorkspace {
  const socket = section === 'Socket';
  const start = socket ? '[Socket]\nListenStream=80\n' : '[Service]\nExecStart=/bin/true\n';
  const name = socket ? 'a.socket' : 'b.service';
  return {
    unit: { name, content: `${start}[${section}]\n${key}=${value}\n` },
    companions: [{ name: 'a.service', content: '[Service]\nExecStart=/bin/true\n' }],
  };
}

interface Subject {
  readonly section: string;
  readonly key: string;
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
      .map(({ key, type }) => ({ section, key, values: ['', ...samplesFor(type)] })),
  );
}

async function verdicts(root: Root, { section, key, values }: Subject): Promise<string[]> {
  const known = directivesOf(root.version as SystemdVersion).find(section, key);
  if (!known) return values.map(() => '-');
  const workspaces = values.map((value) => unitWith(section, key, value));
  const run = async (argv: readonly string[], options: { readonly stdin: string }) =>
    root.run(argv, options.stdin);
  return (await judge(run, workspaces)).map(({ verdict }) => verdict);
}

const roots = rootsOf(process.argv.slice(2));
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
  blocks.push(`${subject.section}.${subject.key}\n${lines.join('\n')}`);
  console.log(`${blocks.length} ${subject.section}.${subject.key}`);
}
writeFileSync(OUTPUT, `${HEADER}\n${blocks.join('\n\n')}\n`);
