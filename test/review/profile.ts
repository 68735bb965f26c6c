/** A believable year of reviews, for statistics to be looked at and measured. Same seed, same log. */
import type { Entry, Grade } from '../../src/review/log.ts';
import { newState, Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src/review/settings.ts';

const DAY = 86_400_000;

export interface ProfileOptions {
  readonly keys: readonly string[];
  /** ms of the last day. */
  readonly until: number;
  readonly days: number;
  readonly newPerDay?: number;
  readonly seed?: number;
}

/** Somebody who learns on most days, forgets as FSRS expects, and is away for two weeks. */
export function yearOfReviews({
  keys,
  until,
  days,
  newPerDay = 3,
  seed = 7,
}: ProfileOptions): Entry[] {
  const chance = randomNumbers(seed);
  const schedule = new Schedule(DEFAULT_SETTINGS);
  const states = new Map(keys.map((key) => [key, newState()]));
  const hardness = new Map(
    keys.map((key) => [key, chance() < 0.04 ? 0.8 : 0.98 + chance() * 0.02]),
  );
  const log: Entry[] = [];
  let begun = 0;
  const away = [Math.floor(days * 0.55), Math.floor(days * 0.55) + 14] as const;

  const ask = (key: string, at: number): void => {
    const state = states.get(key) ?? newState();
    const firm = state.memory.reps ? schedule.retrievability(state, at) : 0.6;
    const known = chance() < firm * (hardness.get(key) ?? 1);
    const mood = chance();
    const grade: Grade = !known ? 1 : mood < 0.12 ? 2 : mood < 0.85 ? 3 : 4;
    const ms = Math.round(1_500 + (known ? 4_000 : 11_000) * chance() ** 2 * 2 + 800 * chance());
    const entry: Entry = { id: `seed.${log.length}`, at, card: key, do: 'grade', grade, ms };
    log.push(entry);
    states.set(key, schedule.apply(state, entry));
  };

  for (let back = days - 1; back >= 0; back--) {
    const day = days - 1 - back;
    const missed = (day >= away[0] && day < away[1]) || chance() < 0.18;
    if (missed) continue;
    let at =
      Math.floor(until / DAY) * DAY - back * DAY + Math.round((7 + chance() * 3) * 3_600_000);
    if (at > until) at = until - 3_600_000;
    for (let n = 0; n < newPerDay && begun < keys.length; n++) {
      const key = keys[begun++] ?? '';
      ask(key, at++);
    }
    const end = at + 3_600_000;
    // Steps of learning bring a card back within the hour.
    for (let round = 0; round < 6; round++) {
      for (const [key, { memory }] of states) {
        if (memory.reps === 0 || memory.due.getTime() > at + 20_000) continue;
        at += 6_000;
        ask(key, at);
      }
      at = Math.min(at + 600_000, end);
    }
  }
  return log.sort((a, b) => a.at - b.at);
}

function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
