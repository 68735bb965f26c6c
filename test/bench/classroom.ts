/**
 * A class at work over real WebSockets, its server in a process of its own: how soon the instructor
 * sees what learners do, what that costs, and what is lost when the server is killed in the middle.
 * `npm run bench -- classroom [--json] [--learners N] [--seconds N] [--kills N] [--screen N]`; the
 * grid is watched in Chromium for as many seconds as `--screen` says.
 */
import { parseArgs } from 'node:util';
import { openBrowser } from '../e2e/lab.ts';
import { Learner, Onlooker, openClass, scoreOf, snapshotOf } from '../sandbox/classroom/crowd.ts';
import { EXERCISE, Product } from '../sandbox/product.ts';
import { quantile } from './quantile.ts';

const EVENTS_PER_SECOND = 10;
/** Between two kills everybody is back, and the class goes on for so long, ms. */
const BETWEEN_KILLS_MS = 1_000;
/** Nobody starts a server in no time: it is away for so long, ms. */
const AWAY_MS = 500;
/** Whatever has not arrived by then never will, ms. */
const PATIENCE_MS = 20_000;
const SAMPLE_MS = 500;
const MB = 1_000_000;

const BUDGET = { updateMs: 300, backMs: 5_000, rssMb: 300, cores: 1, frameMs: 34, taskMs: 100 };

interface ClassroomFigures {
  readonly learners: number;
  readonly events: number;
  /** From the learner's page telling it to the instructor's page being told. */
  readonly grid_update_ms: { readonly p50: number; readonly p95: number };
  readonly server_cpu_cores: number;
  readonly server_rss_mb: number;
  /** The instructor's screen in Chromium while the class is at work; null when it was not opened. */
  readonly screen: Screen | null;
  readonly kills: number;
  /** From the start of the new process until it says that it is ready. */
  readonly start_ms: { readonly p50: number; readonly max: number };
  /** From the start of the new process until a page is served again, all pages and kills. */
  readonly reconnect_ms: { readonly p50: number; readonly p95: number; readonly max: number };
  /** Passes, tries, hints and answered messages that the server does not know in the end. */
  readonly lost_results: number;
  /** Those that it knows twice. */
  readonly doubled_results: number;
}

interface Screen {
  /** From one frame to the next. */
  readonly frame_ms: { readonly p50: number; readonly p95: number };
  /** Work that kept the page from answering for more than 50 ms. */
  readonly long_tasks: number;
  readonly longest_task_ms: number;
  /** Share of one core that the page's main thread computes. */
  readonly cpu_cores: number;
}

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

/** Browsers one after the other doing something, and an instructor who sees it. */
class Crowd {
  readonly learners: readonly Learner[];
  readonly onlooker: Onlooker;
  readonly updatesMs: number[] = [];
  events = 0;
  /** What learners did that the instructor's page does not show yet: their score then, and when. */
  private unseen: { readonly id: string; readonly score: number; readonly at: number }[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(learners: readonly Learner[], onlooker: Onlooker) {
    this.learners = learners;
    this.onlooker = onlooker;
    onlooker.client.state.subscribe(() => this.look());
  }

  work(): void {
    this.timer = setInterval(() => this.one(), 1000 / EVENTS_PER_SECOND);
  }

  rest(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    const [seen, unseen] = partition(
      this.unseen,
      ({ id, score }) => scoreOf(this.onlooker.row(id)?.checks[EXERCISE] ?? {}) >= score,
    );
    this.updatesMs.push(...seen.map(({ at }) => now - at));
    this.unseen = unseen;
  }

  private one(): void {
    const turn = this.events++;
    // A stride that meets everybody before it meets anybody twice.
    const learner = this.learners[(turn * 7) % this.learners.length];
    if (!learner) return;
    const { id, score: before } = learner;
    if (turn % 20 === 0) learner.say(`${id}: ${turn}`);
    else if (turn % 10 === 1) learner.takeHint();
    else if (turn % 4 === 2) learner.advance();
    else learner.fail(`answer ${turn % 3}`);
    const { score } = learner;
    if (score > before) this.unseen.push({ id, score, at: performance.now() });
  }
}

function partition<T>(all: readonly T[], holds: (one: T) => boolean): [T[], T[]] {
  const groups = Map.groupBy(all, holds);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** Follows the memory of a server for as long as it lives, bytes. */
function watchMemory(product: Product) {
  let peak = product.memory;
  const timer = setInterval(() => {
    peak = Math.max(peak, product.memory);
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return Math.max(peak, product.memory);
  };
}

async function steady(product: Product, crowd: Crowd, seconds: number) {
  const from = performance.now();
  const cpu = product.cpuSeconds;
  crowd.work();
  await pause(seconds * 1000);
  crowd.rest();
  const cores = (product.cpuSeconds - cpu) / ((performance.now() - from) / 1000);
  await pause(500);
  return { cores, updatesMs: [...crowd.updatesMs] };
}

/** Opens the live grid as its instructor does, and follows its frames for a while. */
async function watchScreen(
  product: Product,
  { browser: { cookie = '' }, view }: Awaited<ReturnType<typeof openClass>>,
  crowd: Crowd,
  seconds: number,
): Promise<Screen> {
  await using stack = new AsyncDisposableStack();
  const browser = stack.adopt(await openBrowser(), (opened) => opened.close());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: product.url }]);
  const page = await context.newPage();
  await page.goto(`${product.url}/class/lab/?id=${view.id}`);
  const rows = page.locator('[data-learner]');
  while ((await rows.count()) < crowd.learners.length) await pause(100);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const computed = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN;
  };
  crowd.work();
  await pause(1_000);
  const before = await computed();
  const { frames, tasks } = await page.evaluate(async (ms) => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
    const frames: number[] = [];
    const start = performance.now();
    let last = start;
    while (last - start < ms) {
      const at = await new Promise<number>(requestAnimationFrame);
      frames.push(at - last);
      last = at;
    }
    observer.disconnect();
    return { frames: frames.slice(1), tasks };
  }, seconds * 1000);
  crowd.rest();
  return {
    frame_ms: { p50: quantile(frames, 0.5), p95: quantile(frames, 0.95) },
    long_tasks: tasks.length,
    longest_task_ms: Math.max(0, ...tasks),
    cpu_cores: ((await computed()) - before) / seconds,
  };
}

/** Kills the server, starts another, and tells how long each page was without one from then on. */
async function kill(product: Product, { learners }: Crowd) {
  await product.end('SIGKILL');
  await pause(AWAY_MS);
  const start = performance.now();
  await product.start();
  const startMs = performance.now() - start;
  while (!learners.every(({ servedAt }) => servedAt > start)) await pause(20);
  return { startMs, backMs: learners.map(({ servedAt }) => servedAt - start) };
}

async function outcome(
  { browser, view }: Awaited<ReturnType<typeof openClass>>,
  { learners, onlooker }: Crowd,
) {
  const differences = async () => {
    const rows = new Map((await snapshotOf(browser, view.id)).learners.map((row) => [row.id, row]));
    return learners.flatMap(({ id, score, hints, said }) => {
      const row = rows.get(id);
      return [
        score - scoreOf(row?.checks[EXERCISE] ?? {}),
        hints - (row?.hints[EXERCISE] ?? 0),
        ...[...said].map(([text, answered]) => {
          const times = onlooker.said.get(text)?.size ?? 0;
          return times > 1 ? 1 - times : Number(answered) - (answered ? times : 0);
        }),
      ];
    });
  };
  const sum = (values: readonly number[], sign: 1 | -1) =>
    values.reduce((total, value) => total + Math.max(0, sign * value), 0);
  const from = performance.now();
  let found = await differences();
  while (sum(found, 1) > 0 && performance.now() - from < PATIENCE_MS) {
    await pause(500);
    found = await differences();
  }
  return { lost: sum(found, 1), doubled: sum(found, -1) };
}

async function figuresOf(options: {
  learners: number;
  seconds: number;
  kills: number;
  screen: number;
}): Promise<ClassroomFigures> {
  await using product = await Product.withoutEngine();
  await product.start();
  const opened = await openClass(product.url, await product.ownerLink());
  const { browser, view } = opened;
  const learners: Learner[] = [];
  for (let at = 0; at < options.learners; at += 1) {
    learners.push(await Learner.join(product.url, view, `Learner ${at + 1}`));
  }
  const crowd = new Crowd(learners, new Onlooker(browser, view.id));
  try {
    while (!learners.every(({ id }) => crowd.onlooker.row(id)?.online)) await pause(20);
    const peak = watchMemory(product);
    const { cores, updatesMs } = await steady(product, crowd, options.seconds);
    const rss = peak();
    const screen =
      options.screen > 0 ? await watchScreen(product, opened, crowd, options.screen) : null;
    const restarts: Awaited<ReturnType<typeof kill>>[] = [];
    crowd.work();
    for (let at = 0; at < options.kills; at += 1) {
      await pause(BETWEEN_KILLS_MS);
      restarts.push(await kill(product, crowd));
    }
    const startMs = restarts.map((one) => one.startMs);
    const backMs = restarts.flatMap((one) => one.backMs);
    crowd.rest();
    const { lost, doubled } = await outcome(opened, crowd);
    return {
      learners: options.learners,
      events: crowd.events,
      grid_update_ms: { p50: quantile(updatesMs, 0.5), p95: quantile(updatesMs, 0.95) },
      server_cpu_cores: cores,
      server_rss_mb: rss / MB,
      screen,
      kills: options.kills,
      start_ms: { p50: quantile(startMs, 0.5), max: quantile(startMs, 1) },
      reconnect_ms: {
        p50: quantile(backMs, 0.5),
        p95: quantile(backMs, 0.95),
        max: quantile(backMs, 1),
      },
      lost_results: lost,
      doubled_results: doubled,
    };
  } finally {
    crowd.rest();
    for (const learner of learners) learner.dispose();
    crowd.onlooker.client.dispose();
  }
}

const rounded = (_: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

/** Prints the figures with what they may be; `--json` as one line. */
export async function measureClassroom(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      learners: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '30' },
      kills: { type: 'string', default: '20' },
      screen: { type: 'string', default: '10' },
    },
  });
  const figures = await figuresOf({
    learners: Number(values.learners),
    seconds: Number(values.seconds),
    kills: Number(values.kills),
    screen: Number(values.screen),
  });
  if (values.json) {
    console.log(JSON.stringify(figures, rounded));
    return;
  }
  const { grid_update_ms, reconnect_ms, lost_results, server_cpu_cores, server_rss_mb } = figures;
  const line = (what: string, value: number, budget: number, unit: string, note: string) =>
    console.log(
      what.padEnd(44),
      `${value.toFixed(2)} ${unit}`.padStart(14),
      `  ${value <= budget ? 'within' : 'OVER'} ${budget} ${unit}  `,
      note,
    );
  console.log(`A class of ${figures.learners}, ${EVENTS_PER_SECOND} events a second in all`);
  const { p50, p95 } = grid_update_ms;
  line('grid update, p95', p95, BUDGET.updateMs, 'ms', `median ${p50.toFixed(0)} ms`);
  line('server, cores', server_cpu_cores, BUDGET.cores, '', '');
  line('server, memory', server_rss_mb, BUDGET.rssMb, 'MB', '');
  if (figures.screen) {
    const { frame_ms, long_tasks, longest_task_ms, cpu_cores } = figures.screen;
    const note = `median ${frame_ms.p50.toFixed(1)} ms; ${cpu_cores.toFixed(2)} of a core`;
    line('screen, from frame to frame, p95', frame_ms.p95, BUDGET.frameMs, 'ms', note);
    line(
      'screen, longest task',
      longest_task_ms,
      BUDGET.taskMs,
      'ms',
      `${long_tasks} beyond 50 ms`,
    );
  }
  const spread = `server ready after ${figures.start_ms.p50.toFixed(0)} ms, p95 ${reconnect_ms.p95.toFixed(0)} ms, median ${reconnect_ms.p50.toFixed(0)} ms`;
  const back = `back after ${figures.kills} kills, slowest page`;
  if (figures.kills > 0) line(back, reconnect_ms.max, BUDGET.backMs, 'ms', spread);
  line('results lost', lost_results, 0, '', `${figures.events} events`);
  line('results doubled', figures.doubled_results, 0, '', '');
}
