/**
 * What the machine in the emulator costs, in Node on this host: medians over five runs, each from the
 * saved state. Instructions beside times, since they do not depend on the host's load.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFrom } from '../../sandbox/image/emulator/artefacts.ts';
import { readLessonFolder } from '../../sandbox/lesson/folder.ts';
import { artefactsFolder } from '../../sandbox/setup/emulator-image.mjs';
import { readArtefacts } from '../../src/machine/emulator/artefacts.ts';
import { Emulator } from '../../src/machine/emulator/emulator.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { LiveSession } from '../../src/session/live.ts';

const LESSON = 'lessons/01-first-socket/02-demo-echo';
const RUNS = 5;
const ENABLE = 'sudo systemctl enable --now demo-echo.socket';
const NC = "printf 'hi\\n' | nc -N 127.0.0.1 9091";
/** What is run in the background until the compiled code is warm. */
const WARM_UP = 'systemctl daemon-reload; systemctl show dbus.socket >/dev/null';
const WARM_ROUNDS = 4;
const IDLE_MS = 5_000;

interface Figure {
  readonly ms: number;
  /** Millions. */
  readonly instructions: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** The learner's own shell: types lines and waits for the prompt. */
class Shell {
  #text = '';
  #wake = () => {};
  readonly #type: (text: string) => Promise<void>;

  private constructor(type: (text: string) => Promise<void>) {
    this.#type = type;
  }

  static async open(machine: Machine): Promise<Shell> {
    const terminal = await machine.openTerminal({ cols: 80, rows: 24 });
    const shell = new Shell((text) => terminal.write(new TextEncoder().encode(text)));
    void (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of terminal.output) {
        shell.#text += decoder.decode(chunk, { stream: true });
        shell.#wake();
      }
    })();
    await shell.prompt();
    return shell;
  }

  async run(line: string): Promise<void> {
    this.#text = '';
    await this.#type(`${line}\r`);
    await this.prompt();
  }

  private async prompt(): Promise<void> {
    while (!this.#text.endsWith('$ ')) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

class Figures {
  readonly #all = new Map<string, Figure[]>();

  async measure(name: string, emulator: Emulator, work: () => Promise<unknown>): Promise<void> {
    const { computer } = emulator;
    const from = computer.instructions;
    const start = performance.now();
    await work();
    const ms = performance.now() - start;
    const instructions = ((computer.instructions - from) >>> 0) / 1e6;
    this.#all.set(name, [...(this.#all.get(name) ?? []), { ms, instructions }]);
  }

  get(name: string): Figure {
    const figures = this.#all.get(name) ?? [];
    return {
      ms: Math.round(median(figures.map(({ ms }) => ms))),
      instructions: Math.round(median(figures.map((each) => each.instructions)) * 10) / 10,
    };
  }
}

/** One run on a machine that has just been restored. */
async function visit(emulator: Emulator, figures: Figures, warm: boolean): Promise<void> {
  const { exercise, start, solution } = await readLessonFolder(LESSON);
  if (exercise === undefined) throw new Error(`${LESSON} has no exercise.`);
  const { machine } = emulator;
  const of = (name: string) => (warm ? `${name}_warm` : name);
  let live: LiveSession | undefined;
  await figures.measure(of('prepare'), emulator, async () => {
    const prepare = { start, saved: [] };
    live = await LiveSession.open({ machine, exercise, prepare, emit() {} });
  });
  const shell = await Shell.open(machine);
  await machine.writeFiles(solution.files);
  if (warm) {
    emulator.computer.jit = 'on';
    for (let round = 0; round < WARM_ROUNDS; round += 1) {
      await machine.exec(['sh', '-c', WARM_UP], { timeoutMs: 120_000 });
    }
    emulator.computer.jit = 'frozen';
  }
  await figures.measure(of('enable'), emulator, () => shell.run(ENABLE));
  await figures.measure(of('nc'), emulator, () => shell.run(NC));
  await figures.measure(of('property_read'), emulator, () =>
    machine.facts({ units: { 'demo-echo.socket': ['ActiveState', 'SubState', 'NAccepted'] } }),
  );
  await figures.measure(of('check_pass'), emulator, async () => live?.check());
  await figures.measure(of('reload'), emulator, () => shell.run('sudo systemctl daemon-reload'));
  await figures.measure(of('status'), emulator, () =>
    shell.run('systemctl --no-pager status demo-echo.socket'),
  );
  live?.dispose();
}

/** Percent of a core while nothing happens. */
async function idlePercent(): Promise<number> {
  const from = process.cpuUsage();
  await new Promise((wake) => setTimeout(wake, IDLE_MS));
  const { user, system } = process.cpuUsage(from);
  return Math.round((user + system) / IDLE_MS) / 10;
}

/** Prints the figures; with `--json`, as one JSON object. `--runs N` for another number of runs. */
export async function measureEmulator(options: readonly string[]): Promise<void> {
  const folder = artefactsFolder();
  const runsAt = options.indexOf('--runs');
  const runs = runsAt < 0 ? RUNS : Number(options[runsAt + 1]);
  const figures = new Figures();
  let fetched = 0;
  const read = readFrom(folder);
  const parts = await readArtefacts(async (path) => {
    if (path.startsWith('files/')) fetched += (await stat(join(folder, path))).size;
    return read(path);
  });
  const began = performance.now();
  const emulator = await Emulator.start(parts);
  await Shell.open(emulator.machine);
  const promptMs = Math.round(performance.now() - began);
  const toPrompt = parts.manifest.state.bytes + parts.manifest.wasm.bytes + fetched;
  for (let run = 0; run < runs; run += 1) {
    for (const warm of [false, true]) {
      await figures.measure('reset', emulator, () => emulator.reset());
      await visit(emulator, figures, warm);
    }
  }
  await emulator.reset();
  await new Promise((wake) => setTimeout(wake, IDLE_MS));
  const idle = await idlePercent();
  const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
  const result = {
    where: 'node',
    prompt_ms: promptMs,
    enable_ms: figures.get('enable').ms,
    enable_warm_ms: figures.get('enable_warm').ms,
    nc_ms: figures.get('nc').ms,
    nc_warm_ms: figures.get('nc_warm').ms,
    property_read_ms: figures.get('property_read').ms,
    check_pass_ms: figures.get('check_pass').ms,
    check_pass_warm_ms: figures.get('check_pass_warm').ms,
    reset_ms: figures.get('reset').ms,
    idle_percent: idle,
    download_mb: megabytes(toPrompt),
    session_mb: megabytes(parts.manifest.state.bytes + parts.manifest.wasm.bytes + fetched),
    renderer_mb: Math.round(process.memoryUsage().rss / 1e6),
    instructions: Object.fromEntries(
      ['enable', 'nc', 'property_read', 'check_pass', 'reload', 'status', 'prepare', 'reset'].map(
        (name) => [name, figures.get(name).instructions],
      ),
    ),
  };
  if (options.includes('--json')) console.log(JSON.stringify(result));
  else for (const [name, value] of Object.entries(result)) console.log(name.padEnd(24), value);
  await emulator.dispose();
}
