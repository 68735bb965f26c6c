import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { type ReplayPort, readKept, sendKept } from '../../src/review/kept.ts';
import type { Entry } from '../../src/review/log.ts';
import { Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';
import { type BrowserReviewStore, openReviewStore } from '../../src/review/store.ts';
import { yearOfReviews } from './profile.ts';

const log = yearOfReviews({
  keys: Array.from({ length: 300 }, (_, index) => `card-${index}`),
  until: Date.parse('2026-11-28T20:00Z'),
  days: 365,
});
let names = 0;
let started = 0;

async function storeOf(entries: readonly Entry[], count = entries.length) {
  const store = await openReviewStore(`kept${names++}`);
  await store.append(entries);
  return { ...store, count: async () => count };
}

/** As a worker: on the other side of a clone. */
function workerOver(store: Pick<BrowserReviewStore, 'entries'>, whole: BrowserReviewStore) {
  return (): ReplayPort => {
    started++;
    const port: ReplayPort = { onmessage: null, onerror: null, terminate: () => {} };
    void sendKept({ ...whole, ...store }, (message) => {
      queueMicrotask(() =>
        port.onmessage?.(new MessageEvent('message', { data: structuredClone(message) })),
      );
    });
    return port;
  };
}

test('a short log is read here, and no worker is started', async () => {
  const store = await storeOf(log.slice(0, 100));
  started = 0;
  const kept = await readKept(store, workerOver(store, store));
  expect(started).toBe(0);
  expect(kept).toEqual({ log: log.slice(0, 100), settings: DEFAULT_SETTINGS });
});

test('a long one by a worker, with the states it leads to, complete and in order', async () => {
  const long = Array.from({ length: 12_000 }, (_, index) => {
    const entry = log[index % log.length] as Entry;
    return { ...entry, id: `long.${index}`, at: 1_600_000_000_000 + index * 60_000 };
  });
  const store = await storeOf([], 20_001);
  const kept = await readKept(store, workerOver({ entries: async () => long }, store));
  expect(kept.log).toEqual(long);
  expect(kept.settings).toEqual(DEFAULT_SETTINGS);
  expect(kept.states).toEqual(new Schedule(DEFAULT_SETTINGS).replay(long));
});

test('what the worker could not read is said in its words', async () => {
  const store = await storeOf([], 20_001);
  const entries = () => Promise.reject(new Error('The browser did not store the review.'));
  await expect(readKept(store, workerOver({ entries }, store))).rejects.toThrow(
    'The browser did not store the review.',
  );
});

test('a worker that does not run is told of', async () => {
  const store = await storeOf([], 20_001);
  const port: ReplayPort = { onmessage: null, onerror: null, terminate: () => {} };
  const kept = readKept(store, () => {
    queueMicrotask(() => port.onerror?.(new Event('error') as ErrorEvent));
    return port;
  });
  await expect(kept).rejects.toThrow('Reload the page');
});
