/**
 * Generates src/unit-files/values/names.generated.ts, the names that depend on how systemd was
 * built and on its libraries:
 *
 *   node sandbox/unit-files/names.ts ROOT…
 *
 * Each ROOT is a directory with a systemd unpacked in it, one for every supported version (`/` for
 * this machine). Words that look like names are taken from the libraries, and systemd-analyze
 * verify says which of them it knows.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OUTPUT = new URL('../../src/unit-files/values/names.generated.ts', import.meta.url);

interface Kind {
  readonly constant: string;
  readonly what: string;
  readonly directive: string;
  readonly library: RegExp;
  readonly name: RegExp;
  readonly write: (name: string) => string;
}

const KINDS: readonly Kind[] = [
  {
    constant: 'SYSTEM_CALLS',
    what: 'System calls of libseccomp',
    directive: 'SystemCallFilter',
    library: /^libseccomp\.so\.\d+$/,
    name: /[a-z_][a-z0-9_]+/g,
    write: (name) => `~${name}`,
  },
  {
    constant: 'SYSTEM_CALL_GROUPS',
    what: 'Groups of system calls, without their @',
    directive: 'SystemCallFilter',
    library: /^libsystemd-shared-.*\.so$/,
    name: /(?<=@)[a-z][a-z0-9-]+/g,
    write: (name) => `~@${name}`,
  },
  {
    constant: 'ADDRESS_FAMILIES',
    what: 'Address families',
    directive: 'RestrictAddressFamilies',
    library: /^libsystemd-shared-.*\.so$/,
    name: /AF_[A-Z0-9_]+/g,
    write: (name) => `~${name}`,
  },
  {
    constant: 'ERROR_NAMES',
    what: 'Error numbers by name',
    directive: 'SystemCallErrorNumber',
    library: /^libsystemd-shared-.*\.so$/,
    name: /E[A-Z0-9]{2,}/g,
    write: (name) => name,
  },
];

const run = (root: string, argv: readonly string[]): { status: number | null; stderr: string } => {
  const [command = '', ...rest] = root === '/' ? argv : ['chroot', root, ...argv];
  const { status, stderr } = spawnSync(command, rest, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', SYSTEMD_UNIT_PATH: '', LC_ALL: 'C' },
    maxBuffer: 1 << 28,
  });
  return { status, stderr };
};

function versionOf(root: string): number {
  const argv = root === '/' ? ['systemctl'] : ['chroot', root, 'systemctl'];
  const [command = '', ...rest] = [...argv, '--version'];
  return Number(/^systemd (\d+)/.exec(execFileSync(command, rest, { encoding: 'utf8' }))?.[1]);
}

/** Words of a library that look like names: whole strings ended by NUL. */
function candidates(root: string, { library, name }: Kind): Set<string> {
  const found = new Set<string>();
  for (const directory of ['usr/lib', 'lib', 'usr/lib/systemd', 'lib/systemd']) {
    for (const folder of ['.', 'x86_64-linux-gnu', 'x86_64-linux-gnu/systemd']) {
      const path = join(root, directory, folder);
      for (const file of listing(path)) {
        if (!library.test(file)) continue;
        for (const [word] of readFileSync(join(path, file), 'latin1').matchAll(name))
          found.add(word);
      }
    }
  }
  return found;
}

function listing(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** The candidates verify takes without a warning. */
function known(root: string, kind: Kind): Set<string> {
  const names = [...candidates(root, kind)].sort();
  const directory = mkdtempSync(join(root, 'tmp/names-'));
  try {
    const lines = names.map((name) => `${kind.directive}=${kind.write(name)}`);
    writeFileSync(
      join(directory, 'a.service'),
      ['[Service]', 'ExecStart=/bin/true', ...lines].join('\n'),
    );
    const inside = directory.slice(root === '/' ? 0 : root.length);
    const { stderr } = run(root, ['systemd-analyze', 'verify', '--man=no', `${inside}/a.service`]);
    const refused = new Set(
      [...stderr.matchAll(/a\.service:(\d+):/g)].map((match) => Number(match[1]) - 3),
    );
    return new Set(names.filter((_, index) => !refused.has(index)));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const roots = process.argv.slice(2).sort((a, b) => versionOf(a) - versionOf(b));
if (roots.length === 0) throw new Error('Name the directories that hold a systemd, one a version.');
const parts = KINDS.map((kind) => {
  const sets = roots.map((root) => known(root, kind));
  const oldest = sets[0] ?? new Set();
  const all = [...new Set(sets.flatMap((set) => [...set]))].sort();
  const gone = all.filter((name) => !sets.at(-1)?.has(name));
  if (gone.length > 0)
    throw new Error(`${kind.constant}: the newest no longer knows ${gone.join(' ')}.`);
  const words = all.map((name) =>
    oldest.has(name) ? name : `${name}@${versionOf(roots.at(-1) ?? '/')}`,
  );
  console.log(`${kind.constant}: ${words.length}`);
  return `/** ${kind.what}; NAME@VERSION came with that version. */\nexport const ${kind.constant} =\n  '${words.join(' ')}';`;
});
const versions = roots.map(versionOf).join(' and ');
writeFileSync(
  OUTPUT,
  `// Generated by sandbox/unit-files/names.ts from systemd ${versions}. Do not edit.\n\n${parts.join('\n\n')}\n`,
);
