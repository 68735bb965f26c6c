/** What a browser keeps of a person's reviews, read without holding up the page. */
import type { Entry } from './log.ts';
import { type CardState, Schedule } from './schedule.ts';
import type { ReviewSettings } from './settings.ts';
import type { BrowserReviewStore, ReviewStore } from './store.ts';

export interface Kept {
  /** In time order. */
  readonly log: readonly Entry[];
  readonly settings: ReviewSettings;
  /** Where the log leads, if that was worked out already. */
  readonly states?: ReadonlyMap<string, CardState>;
}

/** A longer log is read and replayed by a worker: here it would hold up the page. */
const LONG_LOG = 20_000;
/** Entries the page takes in at a time: a few ms of work. */
const BATCH = 5_000;

/** From the worker, in this order; `batch` as often as there are entries. */
type FromReplay =
  | { readonly kind: 'states'; readonly settings: ReviewSettings; readonly states: States }
  | { readonly kind: 'batch'; readonly entries: readonly Entry[] }
  | { readonly kind: 'end' }
  /** What went wrong and what to do, instead of all others. */
  | { readonly kind: 'trouble'; readonly message: string };
type States = readonly (readonly [string, CardState])[];

/** The worker's part: reads, replays, and sends what it found piece by piece. */
export async function sendKept(
  store: ReviewStore,
  post: (message: FromReplay) => void,
): Promise<void> {
  try {
    const [log, settings] = await Promise.all([store.entries(), store.settings()]);
    const states = new Schedule(settings).replay(log);
    post({ kind: 'states', settings, states: [...states] });
    for (let from = 0; from < log.length; from += BATCH) {
      post({ kind: 'batch', entries: log.slice(from, from + BATCH) });
    }
    post({ kind: 'end' });
  } catch (error) {
    post({ kind: 'trouble', message: error instanceof Error ? error.message : String(error) });
  }
}

/** The part of `Worker` that is used. */
export interface ReplayPort {
  onmessage: ((event: MessageEvent<FromReplay>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The page's part. Rejects with what to do. */
export function receiveKept(port: ReplayPort): Promise<Kept> {
  return new Promise((resolve, reject) => {
    const log: Entry[] = [];
    let head: Extract<FromReplay, { kind: 'states' }> | undefined;
    port.onmessage = ({ data }) => {
      if (data.kind === 'states') head = data;
      else if (data.kind === 'batch') log.push(...data.entries);
      else if (data.kind === 'trouble') reject(new Error(data.message));
      else if (head) resolve({ log, settings: head.settings, states: new Map(head.states) });
    };
    port.onerror = () =>
      reject(new Error('Your reviews could not be read. Reload the page to try again.'));
  });
}

/** Reads the store here, or has a worker read the same profile when it is long. */
export async function readKept(
  store: BrowserReviewStore,
  startWorker: () => ReplayPort = startReplay,
): Promise<Kept> {
  if ((await store.count()) <= LONG_LOG) {
    const [log, settings] = await Promise.all([store.entries(), store.settings()]);
    return { log, settings };
  }
  const worker = startWorker();
  try {
    return await receiveKept(worker);
  } finally {
    worker.terminate();
  }
}

function startReplay(): Worker {
  return new Worker(new URL('./replay-worker.ts', import.meta.url), {
    type: 'module',
    name: 'replay',
  });
}
