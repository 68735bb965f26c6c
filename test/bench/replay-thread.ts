/** Replays a log of `workerData` grades in a thread of its own, as the browser does in a worker. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Entry, Grade } from '../../src/review/log.ts';
import { Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';

const CARDS = 10_000;
const MINUTE = 60_000;
const count = Number(workerData);

/** Good seven times in ten, a card at a time, over years. */
function longLog(): Entry[] {
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, (_, index): Entry => {
    const mood = next(10);
    const grade: Grade = mood === 0 ? 1 : mood === 1 ? 2 : mood < 9 ? 3 : 4;
    const at = 1_600_000_000_000 + index * MINUTE;
    return { id: `bench.${index}`, at, card: `c${next(CARDS)}`, do: 'grade', grade, ms: 5_000 };
  });
}

const log = longLog();
const start = performance.now();
const states = new Schedule(DEFAULT_SETTINGS).replay(log);
parentPort?.postMessage({ ms: performance.now() - start, cards: states.size });
