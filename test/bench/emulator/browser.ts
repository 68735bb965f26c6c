/** Times in headless Chromium: the site's own engine on a page without anything else. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';
import { openBrowser } from '../../e2e/lab.ts';
import { PlainPage } from './plain-page.ts';
import { type Figures, type Lesson, within } from './visit.ts';

/** Longest from a navigation to the prompt, and longest a visit may take, ms. */
const PROMPT_MS = 120_000;
const VISIT_MS = 600_000;
/** For how long nothing is done while the machine's idling is measured, ms. */
const IDLE_MS = 8_000;
const SETTLE_MS = 10_000;
/** The kernel's unit of CPU time, per second (proc_pid_stat(5)). */
const TICKS = 100;

export interface InBrowser {
  readonly promptMs: number;
  /** Of the first visit, with nothing kept. */
  readonly downloadBytes: number | undefined;
  readonly cold: Figures;
  readonly warm: Figures;
  readonly speed: string | undefined;
  readonly rendererBytes: number;
  /** Share of a core, with the page seen and nobody at work. */
  readonly idle: number;
  /** What the host's processes wanted of it in the minute before the run's end, in cores. */
  readonly load: number;
}

/** One run after another; what a run could not do in time is not in it. */
export async function measureInBrowser(
  folder: string,
  lesson: Lesson,
  runs: number,
): Promise<InBrowser[]> {
  await using stack = new AsyncDisposableStack();
  const url = await servePage(folder, stack);
  const browser = stack.adopt(await openBrowser(), (opened) => opened.close());
  const page = await PlainPage.open(browser);
  const results: InBrowser[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await measure(browser, page, url, lesson));
  return results;
}

async function measure(
  browser: Browser,
  page: PlainPage,
  url: string,
  lesson: Lesson,
): Promise<InBrowser> {
  const first = (await page.evaluate<string>('location.href')) === 'about:blank';
  const { ms, bytes } = await prompt(page, url);
  // The first navigation has everything to download: the prompt is timed from the cache.
  const promptMs = first ? (await prompt(page, url)).ms : ms;
  const cold = await visitPage(page, lesson, false);
  await prompt(page, url);
  const warm = await visitPage(page, lesson, true);
  // Chromium goes on improving compiled code for a while.
  await sleep(SETTLE_MS);
  const pid = await renderer(browser);
  const before = cpuSeconds(pid);
  await sleep(IDLE_MS);
  return {
    promptMs,
    downloadBytes: first ? bytes : undefined,
    cold,
    warm,
    speed: await page.evaluate<string | undefined>('window.tab.speed'),
    rendererBytes: proportionalBytes(pid),
    idle: (cpuSeconds(pid) - before) / (IDLE_MS / 1_000),
    load: loadavg()[0] ?? 0,
  };
}

async function prompt(page: PlainPage, url: string): Promise<{ ms: number; bytes: number }> {
  await page.goto(url, 'window.tab');
  return within(PROMPT_MS, page.evaluate('window.tab.prompt()'));
}

async function visitPage(page: PlainPage, lesson: Lesson, warm: boolean): Promise<Figures> {
  const call = `window.tab.visit(${JSON.stringify(lesson)}, ${warm})`;
  return within(VISIT_MS, page.evaluate(call));
}

/** The process of the page: the largest renderer. */
async function renderer(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const largest = pids.toSorted((a, b) => proportionalBytes(b) - proportionalBytes(a))[0];
  if (largest === undefined) throw new Error('Chromium has no renderer.');
  return largest;
}

/** Its own memory, and its share of what it has in common with others: the browser's code (proc_pid_smaps(5)). */
function proportionalBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) * 1024;
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** The page and the artefacts, all of which a browser may keep. Returns the address. */
async function servePage(folder: string, stack: AsyncDisposableStack): Promise<string> {
  const site = stack.adopt(await mkdtemp(join(tmpdir(), 'lab-bench-')), (path) =>
    rm(path, { recursive: true }),
  );
  await build({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'silent',
    build: { outDir: site, emptyOutDir: true, assetsInlineLimit: 0, target: 'es2024' },
    worker: { format: 'es' },
  });
  const setHeaders = (response: { setHeader(name: string, value: string): void }) =>
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  const page = sirv(site, { etag: true });
  const machine = sirv(folder, { setHeaders });
  const server = createServer((request, response) => {
    const artefact = request.url?.startsWith('/emulator/');
    if (artefact) request.url = request.url?.slice('/emulator'.length) ?? '/';
    (artefact ? machine : page)(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stack.defer(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
