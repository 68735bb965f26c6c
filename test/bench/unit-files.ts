/**
 * What the unit-file language service reaches: `npm run bench -- unit-files [--cases DIR] [--json]`.
 *
 * DIR holds units with systemd's verdict, one JSON object a line: `cases-open.jsonl` (252),
 * `verdicts-257-open.jsonl` (the same units by id) and `extra-257-open.jsonl`. Without it only the
 * recorded values, latency and size are measured.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import {
  SYSTEMD_VERSIONS,
  type SystemdVersion,
} from '../../src/unit-files/directives/directives.ts';
import { decodeUnitFile } from '../../src/unit-files/parser/text.ts';
import { createUnitFiles, verdictOf } from '../../src/unit-files/service.ts';
import type { UnitWorkspace } from '../../src/unit-files/types.ts';
import { rows } from '../unit-files/values/rows.ts';
import { unitWith } from '../unit-files/verify.ts';

type Content = string | { readonly b64: string };

interface Judged {
  readonly verdict: string;
  readonly messages: readonly {
    readonly kind: string;
    readonly file?: string;
    readonly line?: number;
  }[];
}

interface Case extends Judged {
  readonly id: string;
  readonly category: string;
  readonly name: string;
  readonly content?: string;
  readonly content_b64?: string;
  readonly companions: Readonly<Record<string, Content>>;
}

const textOf = (content: Content): string =>
  typeof content === 'string' ? content : decodeUnitFile(Buffer.from(content.b64, 'base64'));

function workspaceOf({ name, content, content_b64: b64, companions }: Case): UnitWorkspace {
  return {
    unit: { name, content: textOf(b64 ? { b64 } : (content ?? '')) },
    companions: Object.entries(companions).map(([file, one]) => ({
      name: file,
      content: textOf(one),
    })),
  };
}

function readLines<T>(directory: string, file: string): T[] {
  const path = join(directory, file);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line));
}

const percent = (part: number, whole: number): number =>
  whole === 0 ? Number.NaN : Math.round((10_000 * part) / whole) / 100;

/** How far we agree with the verdicts, all over and by category. */
function agreement(version: SystemdVersion, cases: readonly Case[], judged: readonly Judged[]) {
  const service = createUnitFiles({ version });
  const start = performance.now();
  const ours = cases.map((one) => service.verify(workspaceOf(one)));
  const milliseconds = Math.round(performance.now() - start);
  const results = cases.map((one, index) => {
    const found = ours[index] ?? [];
    const truth = judged[index];
    const lines = new Set(
      found.flatMap(({ file = one.name, line }) => (line === undefined ? [] : `${file}:${line}`)),
    );
    const said = new Set<string>(
      truth?.messages.flatMap(({ kind, file, line }) =>
        kind === 'syntax' ? `${file}:${line}` : [],
      ),
    );
    return {
      category: one.category,
      verdict: verdictOf(found) === truth?.verdict,
      lines: lines.size === said.size && [...lines].every((place) => said.has(place)),
      accepted: one.category === 'real' && truth?.verdict === 'ok',
      falseAlarm: verdictOf(found) === 'bad',
    };
  });
  const share = (list: typeof results, key: 'verdict' | 'lines'): number =>
    percent(list.filter((one) => one[key]).length, list.length);
  const accepted = results.filter((one) => one.accepted);
  return {
    cases: cases.length,
    milliseconds,
    verdict: share(results, 'verdict'),
    lines: share(results, 'lines'),
    falseAlarms: percent(accepted.filter((one) => one.falseAlarm).length, accepted.length),
    byCategory: Object.fromEntries(
      [...Map.groupBy(results, (one) => one.category)].map(([category, list]) => [
        category,
        share(list, 'verdict'),
      ]),
    ),
  };
}

/** Agreement with the values recorded in verdicts.txt. */
function values(version: SystemdVersion) {
  const service = createUnitFiles({ version });
  const known = rows().filter(({ verdicts }) => verdicts[version] !== '-');
  const right = known.filter(
    ({ directive, value, verdicts }) =>
      verdictOf(service.verify(unitWith(directive, value))) === verdicts[version],
  );
  return { values: known.length, verdict: percent(right.length, known.length) };
}

const LINES = [
  'ExecStartPre=-/bin/mkdir -p /run/echo "a b"',
  'Environment=MODE=prod "GREETING=hello world"',
  'RestartSec=100ms',
  'ReadWritePaths=/var/lib/echo -/run/echo',
  'SystemCallFilter=@system-service ~@privileged',
  '# a comment',
  'LimitNOFILE=1024:4096',
  'IPAddressAllow=10.0.0.0/8 localhost',
];

function unitOf(lines: number): UnitWorkspace {
  const body = Array.from({ length: lines - 4 }, (_, index) => LINES[index % LINES.length]);
  const service = `[Unit]\nDescription=Echo\n[Service]\nExecStart=/bin/cat\n${body.join('\n')}\n`;
  return {
    unit: { name: 'echo.service', content: service },
    companions: [
      { name: 'echo.socket', content: '[Socket]\nListenStream=7777\n' },
      { name: 'other.service', content: service },
    ],
  };
}

/** Milliseconds a call of both voices takes: median and 95th percentile. */
function latency(lines: number, runs: number) {
  const service = createUnitFiles({ version: 252 });
  const { unit, companions } = unitOf(lines);
  const times: number[] = [];
  for (let run = 0; run < runs * 2; run++) {
    const content = unit.content.slice(0, unit.content.length - (run % 40));
    const start = performance.now();
    service.diagnose({ unit: { name: unit.name, content }, companions });
    times.push(performance.now() - start);
  }
  // The first half warms up.
  const sorted = times.slice(runs).sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3));
  return { lines, median: at(0.5), p95: at(0.95) };
}

/** Size of the worker as the page loads it. */
async function workerSize() {
  const entry = new URL('../../src/unit-files/worker.ts', import.meta.url).pathname;
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'worker' } },
  });
  const chunks = [output].flat().flatMap((one) => ('output' in one ? one.output : []));
  const code = chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
  return { bytes: Buffer.byteLength(code), gzip: gzipSync(code).length };
}

/** Measures and prints; `--cases DIR` for agreement with cases kept elsewhere, `--json` for one line. */
export async function measureUnitFiles(args: readonly string[]): Promise<void> {
  const { values: options } = parseArgs({
    args: [...args],
    options: { cases: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const figures = {
    recordedValues: Object.fromEntries(SYSTEMD_VERSIONS.map((one) => [one, values(one)])),
    ...(options.cases ? cases(options.cases) : {}),
    latencyMs: [latency(100, 400), latency(10_000, 5)],
    worker: await workerSize(),
  };
  console.log(options.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
}

/** Agreement with the cases of a folder, as far as it has them. */
function cases(directory: string) {
  const open = readLines<Case>(directory, 'cases-open.jsonl');
  const extra = readLines<Case>(directory, 'extra-257-open.jsonl');
  const later = new Map(
    readLines<Case>(directory, 'verdicts-257-open.jsonl').map((one) => [one.id, one]),
  );
  const both = open.flatMap((one) => later.get(one.id) ?? []);
  return {
    open252: agreement(252, open, open),
    ...(both.length === open.length ? { open257: agreement(257, open, both) } : {}),
    extra257: agreement(257, extra, extra),
  };
}
