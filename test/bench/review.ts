/** What reviewing costs, beside what it may: `npm run bench -- review [--json]`. */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { Collection } from '../../src/review/collection.ts';
import type { Entry } from '../../src/review/log.ts';
import { newState, Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';
import type { ReviewStore } from '../../src/review/store.ts';
import { Lab, openBrowser } from '../e2e/lab.ts';
import { keepReviews } from '../e2e/reviews.ts';
import { yearOfReviews } from '../review/profile.ts';
import { randomLog, referenceMemory } from '../review/random-log.ts';
import { quantile } from './quantile.ts';

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly budget: number;
  readonly unit: string;
  /** More about how it came about. */
  readonly note: string;
}

const CARDS = 10_000;
const RUNS = 30;
const GRADES = 100;
const REPLAYED = 1_000_000;
const LOGS = 2_000;
const DAY = 86_400_000;

/** A collection of 10,000 cards, a third of them due, asked for its queue. */
async function queue(): Promise<Figure> {
  const now = Date.now();
  const keys = Array.from({ length: CARDS }, (_, index) => ({ key: `card-${index}` }));
  const log = keys.map(({ key }, index): Entry => {
    const at = now - 30 * DAY + index;
    return { id: `b.${index}`, at, card: key, do: 'grade', grade: index % 3 ? 4 : 3, ms: 4_000 };
  });
  const store: ReviewStore = {
    entries: async () => log,
    append: async () => {},
    settings: async () => DEFAULT_SETTINGS,
    saveSettings: async () => {},
    dispose: () => {},
  };
  const clock = { now: () => now, offsetMin: () => 0 };
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    // A new one each time: the queue is made once and then kept up to date.
    const collection = await Collection.open(keys, store, clock, 'bench');
    const start = performance.now();
    collection.queue();
    times.push(performance.now() - start);
  }
  return {
    what: `queue of ${CARDS.toLocaleString('en')} cards`,
    value: quantile(times, 0.5),
    budget: 50,
    unit: 'ms',
    note: `median of ${RUNS}, p95 ${quantile(times, 0.95).toFixed(1)} ms, first ${times[0]?.toFixed(1)} ms`,
  };
}

/** The page's scripts, and the time from a grade to the next card, with a year of reviews behind it. */
async function page(): Promise<Figure[]> {
  await using stack = new AsyncDisposableStack();
  const lab = stack.adopt(await Lab.startSite(), (lab) => lab.stop());
  const browser = stack.adopt(await openBrowser(), (browser) => browser.close());
  return [await scriptWeight(browser, lab.url), await gradeToNext(browser, lab.url)];
}

async function scriptWeight(browser: Browser, url: string): Promise<Figure> {
  const context = await browser.newContext();
  const visit = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  visit.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.set(response.url(), response.body());
    }
  });
  await visit.goto(`${url}/review/`, { waitUntil: 'networkidle' });
  const bodies = await Promise.all(scripts.values());
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  await context.close();
  return {
    what: 'script of the review page, compressed',
    value: bytes / 1000,
    budget: 60,
    unit: 'KB',
    note: `${scripts.size} files, before the small editor`,
  };
}

async function gradeToNext(browser: Browser, url: string): Promise<Figure> {
  const context = await browser.newContext();
  const visit = await context.newPage();
  visit.setDefaultTimeout(20_000);
  await keepReviews(visit, url, await yearWithMuchDue(url));
  await visit.goto(`${url}/review/`);
  for (let graded = 0; graded < GRADES; graded++) await gradeOne(visit);
  const times = await visit.evaluate(() =>
    performance.getEntriesByName('review:grade-to-next').map(({ duration }) => duration),
  );
  await context.close();
  if (times.length < GRADES) {
    throw new Error(
      `The page measured ${times.length} of ${GRADES} grades as review:grade-to-next.`,
    );
  }
  return {
    what: 'grade to next card',
    value: quantile(times, 0.95),
    budget: 16,
    unit: 'ms',
    note: `p95 of ${times.length} in ${browser.browserType().name()} ${browser.version()}, median ${quantile(times, 0.5).toFixed(1)} ms`,
  };
}

/** A learner who comes back after two months: more is due than is graded here. */
async function yearWithMuchDue(url: string): Promise<Entry[]> {
  const served = await (await fetch(`${url}/review/cards.json`)).json();
  const keys = served.cards
    .filter((card: { typed?: unknown; repair?: unknown }) => !card.typed && !card.repair)
    .map(({ key }: { key: string }) => key);
  return yearOfReviews({ keys, until: Date.now() - 300 * DAY, days: 65, newPerDay: 4 });
}

async function gradeOne(visit: Page): Promise<void> {
  const card = visit.locator('article.card[data-card]');
  const key = await card.getAttribute('data-card');
  await card.focus();
  await visit.keyboard.press('Space');
  await visit.locator('.grades').waitFor();
  await visit.keyboard.press('4');
  await visit.waitForFunction(
    (before) => document.querySelector('article.card')?.getAttribute('data-card') !== before,
    key,
  );
}

async function replay(): Promise<Figure> {
  const { promise, resolve, reject } = Promise.withResolvers<{ ms: number; cards: number }>();
  const thread = new Worker(new URL('./replay-thread.ts', import.meta.url), {
    workerData: REPLAYED,
  });
  thread.once('message', resolve);
  thread.once('error', reject);
  const { ms, cards } = await promise;
  await thread.terminate();
  return {
    what: `${REPLAYED.toLocaleString('en')} reviews replayed in a worker`,
    value: ms / 1000,
    budget: 5,
    unit: 's',
    note: `${cards.toLocaleString('en')} cards, a thread of Node ${process.versions.node}`,
  };
}

/** Cards whose memory differs from what ts-fsrs itself makes of the same log. */
function reference(): Figure {
  let cards = 0;
  let different = 0;
  for (const log of fc.sample(randomLog, LOGS)) {
    const states = new Schedule(DEFAULT_SETTINGS).replay(log);
    for (const card of ['a', 'b', 'c']) {
      const ours = JSON.stringify((states.get(card) ?? newState()).memory, sorted);
      const theirs = referenceMemory(log, card, DEFAULT_SETTINGS.retention);
      cards++;
      if (ours !== JSON.stringify(theirs, sorted)) different++;
    }
  }
  return {
    what: "schedules other than ts-fsrs's own",
    value: different,
    budget: 0,
    unit: '',
    note: `${cards.toLocaleString('en')} cards of ${LOGS.toLocaleString('en')} random logs`,
  };
}

/** Keys in one order, so that equal values have equal texts. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function line({ what, value, budget, unit, note }: Figure): string {
  const figure = `${value.toFixed(unit === '' ? 0 : 1)} ${unit}`.trim();
  const verdict = value <= budget ? 'within' : 'OVER';
  return `${what.padEnd(40)} ${figure.padStart(12)}   ${verdict} ${budget} ${unit}   ${note}`;
}

/** Prints a line a figure with its budget; `--json` for all of them in one line. */
export async function measureReview(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
  });
  const figures: Figure[] = [];
  for (const measure of [queue, replay, reference, page]) {
    const found = [await measure()].flat();
    figures.push(...found);
    if (!values.json) for (const figure of found) console.log(line(figure));
  }
  if (values.json) console.log(JSON.stringify(figures));
}
