/**
 * What the machine in the tab costs: medians of five runs in headless Chromium, and instructions,
 * counted in Node, beside them, and the host's load in each run: the bench alone makes one of 1 to 2.
 * `--runs N` for another number of runs, `--json` for one JSON object.
 */
import { parseArgs } from 'node:util';
import { readLessonFolder } from '../../../sandbox/lesson/folder.ts';
import { artefactsFolder } from '../../../sandbox/setup/emulator-image.mjs';
import { type InBrowser, measureInBrowser } from './browser.ts';
import { countInstructions, type InNode } from './node.ts';
import type { Lesson, Step } from './visit.ts';

const LESSON = 'lessons/01-first-socket/02-demo-echo';
const STEPS: readonly Step[] = [
  'prepare',
  'enable',
  'nc',
  'green',
  'property_read',
  'check_pass',
  'reload',
  'status',
];

/** Prints the figures; null: there was no time for it. */
export async function measureEmulator(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      json: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
    },
  });
  const folder = artefactsFolder();
  const lesson = await demoEcho();
  const counted = await countInstructions(folder, lesson);
  const runs = await measureInBrowser(folder, lesson, Number(values.runs));
  const result = {
    ...times(runs),
    ...counts(counted),
    load: runs.map(({ load }) => rounded(load)),
  };
  if (values.json) console.log(JSON.stringify(result));
  else for (const [name, value] of Object.entries(result)) console.log(name.padEnd(20), value);
}

async function demoEcho(): Promise<Lesson> {
  const { exercise, start, solution } = await readLessonFolder(LESSON);
  if (exercise === undefined) throw new Error(`${LESSON} has no exercise.`);
  // What a page is given has to be plain.
  const text = (content: string | Uint8Array) =>
    typeof content === 'string' ? content : new TextDecoder().decode(content);
  const plain = (files: typeof start.files) =>
    files.map((file) => ({ ...file, content: text(file.content) }));
  return {
    exercise,
    start: { ...start, files: plain(start.files) },
    solution: plain(solution.files),
  };
}

function times(runs: readonly InBrowser[]) {
  const of = (visit: 'cold' | 'warm', step: Step) =>
    median(runs.map((run) => run[visit][step]?.ms));
  const megabytes = (bytes: number | null) => bytes && rounded(bytes / 1e6);
  return {
    runs: runs.length,
    prompt_ms: median(runs.map(({ promptMs }) => promptMs)),
    enable_ms: of('cold', 'enable'),
    enable_warm_ms: of('warm', 'enable'),
    nc_ms: of('cold', 'nc'),
    nc_warm_ms: of('warm', 'nc'),
    property_read_ms: of('warm', 'property_read'),
    green_ms: of('warm', 'green'),
    check_pass_cold_ms: of('cold', 'check_pass'),
    check_pass_ms: of('warm', 'check_pass'),
    status_ms: of('warm', 'status'),
    download_mb: megabytes(runs.find((run) => run.downloadBytes)?.downloadBytes ?? null),
    renderer_mb: megabytes(median(runs.map(({ rendererBytes }) => rendererBytes))),
    idle_core: median(
      runs.map(({ idle }) => idle),
      1_000,
    ),
    speed: runs.map(({ speed }) => speed ?? 'unknown'),
  };
}

/** Millions of instructions. */
function counts(counted: InNode) {
  const millions = STEPS.map((step) => {
    const figure = counted[step];
    return [step, figure ? rounded(figure.instructions / 1e6) : null] as const;
  });
  return { instructions: Object.fromEntries(millions), visit_cpu_ms: counted.cpuMs };
}

/** The middle of what there is, to 1/`parts`; null when there is nothing. */
function median(values: readonly (number | undefined)[], parts = 1): number | null {
  const there = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  const middle = there[there.length >> 1];
  return middle === undefined ? null : Math.round(middle * parts) / parts;
}

const rounded = (value: number) => Math.round(value * 10) / 10;
