/** The grades of a log, one by one, each with what was known of its card when it was asked. */
import { type FSRS, fsrs, State } from 'ts-fsrs';
import { type Entry, effective, type Grade } from '../log.ts';
import type { ReviewSettings } from '../settings.ts';
import { advance, chanceOfRecall, daysBetween, newStanding, type Standing } from '../standing.ts';

/**
 * `learning`: in its first steps, or again after it was forgotten. `young`: asked less than 21 days
 * after the last time, `mature`: later than that.
 */
export type Stage = 'learning' | 'young' | 'mature';
export const STAGES: readonly Stage[] = ['learning', 'young', 'mature'];

export const MATURE_DAYS = 21;

export interface Answer {
  readonly card: string;
  readonly at: number;
  /** Number of the learner's own day, see {@link Days}. */
  readonly day: number;
  readonly grade: Grade;
  /** ms from question to grade. */
  readonly ms: number;
  readonly stage: Stage;
  /** What FSRS gave the card: its chance, 0 to 1, to be recalled. Null before its first grade. */
  readonly predicted: number | null;
}

/** One figure of the statistics, gathered in a single pass over the answers. */
export interface Gatherer<R> {
  take(answer: Answer): void;
  result(): R;
}

/** Numbers the learner's days, which begin at an hour of their choice in their own time zone. */
export type Days = (at: number) => number;

const DAY = 86_400_000;

/** `offsetMin` as Date#getTimezoneOffset, minutes. Days of 23 or 25 hours are days as well. */
export function daysOf(startsAt: number, offsetMin: (at: number) => number): Days {
  return (at) => Math.floor((at - offsetMin(at) * 60_000 - startsAt * 3_600_000) / DAY);
}

/** The date of a day, `2026-11-28`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Calls `take` for every grade that counts, in time order. */
export function forEachAnswer(
  log: readonly Entry[],
  settings: Pick<ReviewSettings, 'retention'>,
  days: Days,
  take: (answer: Answer) => void,
): void {
  const scheduler = fsrs({ request_retention: settings.retention, enable_fuzz: false });
  const standings = new Map<string, Standing>();
  for (const entry of effective(log)) {
    if (entry.do === 'reset') standings.delete(entry.card);
    if (entry.do !== 'grade') continue;
    let standing = standings.get(entry.card);
    if (!standing) {
      standing = newStanding();
      standings.set(entry.card, standing);
    }
    take(answerOf(scheduler, standing, entry, days));
    advance(scheduler, standing, entry.at, entry.grade);
  }
}

function answerOf(
  scheduler: FSRS,
  standing: Standing,
  { card, at, grade, ms }: Extract<Entry, { do: 'grade' }>,
  days: Days,
): Answer {
  const learning = standing.state !== State.Review;
  const old = !learning && daysBetween(standing.lastAt, at) >= MATURE_DAYS;
  return {
    card,
    at,
    day: days(at),
    grade,
    ms,
    stage: learning ? 'learning' : old ? 'mature' : 'young',
    predicted: chanceOfRecall(scheduler, standing, at),
  };
}
