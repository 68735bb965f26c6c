/**
 * The language service on the command line:
 *
 *   unit-files verify [--json] [--systemd 252|257] FILE…   like systemd-analyze verify
 *   unit-files cases [--systemd 252|257] < CASES > VERDICTS   one JSON object a line
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { SYSTEMD_VERSIONS, type SystemdVersion } from './directives/directives.ts';
import { decodeUnitFile } from './parser/text.ts';
import { createUnitFiles, verdictOf } from './service.ts';
import type { Diagnostic, UnitFile, UnitWorkspace } from './types.ts';

const USAGE = `usage: unit-files verify [--json] [--systemd 252|257] FILE…
       unit-files cases [--systemd 252|257] < cases.jsonl > verdicts.jsonl
`;

/** Text, or bytes in Base64. */
type Content = string | { readonly b64: string };

/** One line of input of `cases`. */
interface Case {
  readonly id: string;
  readonly name: string;
  readonly content?: string;
  readonly content_b64?: string;
  readonly companions?: Readonly<Record<string, Content>>;
}

function textOf(content: Content): string {
  return typeof content === 'string' ? content : decodeUnitFile(Buffer.from(content.b64, 'base64'));
}

function workspaceOf({ name, content, content_b64: b64, companions }: Case): UnitWorkspace {
  const text = b64 === undefined || b64 === null ? (content ?? '') : textOf({ b64 });
  return {
    unit: { name, content: text },
    companions: Object.entries(companions ?? {}).map(([file, one]) => ({
      name: file,
      content: textOf(one),
    })),
  };
}

async function cases(version: SystemdVersion): Promise<number> {
  const service = createUnitFiles({ version });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const one: Case = JSON.parse(line);
    const found = service.verify(workspaceOf(one));
    const lines = new Map<string, { file: string; line: number }>();
    for (const { file = one.name, line: at } of found) {
      if (at !== undefined) lines.set(`${file}:${at}`, { file, line: at });
    }
    const verdict = verdictOf(found);
    process.stdout.write(
      `${JSON.stringify({ id: one.id, verdict, lines: [...lines.values()] })}\n`,
    );
  }
  return 0;
}

/** The units of a folder and their drop-ins, by the names they have in a workspace. */
function folder(path: string): UnitFile[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry): UnitFile[] => {
    const full = join(path, entry.name);
    if (entry.isFile()) return [{ name: entry.name, content: decodeUnitFile(readFileSync(full)) }];
    if (!entry.isDirectory() || !entry.name.endsWith('.d')) return [];
    return readdirSync(full)
      .filter((name) => name.endsWith('.conf') && statSync(join(full, name)).isFile())
      .map((name) => ({
        name: `${entry.name}/${name}`,
        content: decodeUnitFile(readFileSync(join(full, name))),
      }));
  });
}

/** As verify would print it. */
function sentence(diagnostic: Diagnostic, unit: string, directory: string): string {
  const { file = unit, line, message, detail } = diagnostic;
  const place = line === undefined ? file : `${join(directory, file)}:${line}`;
  return `${place}: ${message}${detail ? ` ${detail}` : ''}`;
}

function verify(files: readonly string[], version: SystemdVersion, json: boolean): number {
  const service = createUnitFiles({ version });
  let failed = false;
  for (const path of files) {
    const name = basename(path);
    const directory = dirname(path);
    const content = decodeUnitFile(readFileSync(path));
    const companions = folder(directory).filter((file) => file.name !== name);
    const found = service.verify({ unit: { name, content }, companions });
    failed ||= verdictOf(found) === 'bad';
    if (json) process.stdout.write(`${JSON.stringify({ file: path, diagnostics: found })}\n`);
    else for (const one of found) process.stderr.write(`${sentence(one, name, directory)}\n`);
  }
  return failed ? 1 : 0;
}

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      systemd: { type: 'string', default: '252' },
    },
  });
  const version = SYSTEMD_VERSIONS.find((one) => String(one) === values.systemd);
  const [command, ...files] = positionals;
  if (version && command === 'cases' && files.length === 0) return cases(version);
  if (version && command === 'verify' && files.length > 0)
    return verify(files, version, values.json);
  process.stderr.write(USAGE);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
