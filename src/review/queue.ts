/** What to ask now, in which order. */
import { CardOrder } from './card-order.ts';
import type { Keyed } from './cards.ts';
import type { GradeEntry } from './log.ts';
import { type CardState, isLearning, isNew, newState } from './schedule.ts';
import type { ReviewSettings } from './settings.ts';

export interface Queue {
  /** Keys in the order they are asked. */
  readonly now: readonly string[];
  /** When the next learning card comes, ms, if `now` is empty. */
  readonly next: number | null;
  readonly counts: { readonly learning: number; readonly due: number; readonly fresh: number };
}

/** How much of the day's allowance is used. */
export interface Used {
  readonly fresh: number;
  readonly reviews: number;
}

type Limits = Pick<ReviewSettings, 'newPerDay' | 'reviewsPerDay'>;

/** ms at which the day of `now` began, in local time (`offsetMin` as Date#getTimezoneOffset). */
export function dayStart(now: number, startsAt: number, offsetMin: number): number {
  const DAY = 86_400_000;
  const shift = (startsAt * 60 + offsetMin) * 60_000;
  return Math.floor((now - shift) / DAY) * DAY + shift;
}

/** Cards begun and reviews done since `since`; `grades` are those that count, see History. */
export function doneSince(
  grades: readonly GradeEntry[],
  states: ReadonlyMap<string, CardState>,
  since: number,
): Used {
  const fresh = new Set<string>();
  let reviews = 0;
  for (const { at, card } of grades) {
    if (at < since) continue;
    const first = states.get(card)?.firstAt ?? 0;
    if (first >= since) fresh.add(card);
    else reviews++;
  }
  return { fresh: fresh.size, reviews };
}

/** A card by its place in the course; the lowest `rank` is asked first, then the lowest place. */
interface Waiting {
  readonly place: number;
  readonly rank: number;
}

type Line = 'recalled' | 'learning' | 'due' | 'fresh';

/**
 * Everything that is asked on one day, kept in order: a deed moves its own card and no other.
 * Recalled cards come first, then learning cards that are due, then reviews by how likely they are
 * forgotten (longest overdue relative to their interval), then new cards in the order of the
 * course. Siblings of a card asked today wait for tomorrow, except learning cards.
 */
export class DayQueue {
  /** From then on, ms, another day or a card that was put off asks for a new queue. */
  readonly until: number;
  private readonly order: CardOrder;
  private readonly dayEnd: number;
  private readonly lines: Readonly<Record<Line, Waiting[]>> = {
    recalled: [],
    learning: [],
    due: [],
    fresh: [],
  };
  private readonly lineOf = new Map<number, Line>();

  constructor(
    order: CardOrder,
    states: ReadonlyMap<string, CardState>,
    now: number,
    dayEnd: number,
  ) {
    this.order = order;
    this.dayEnd = dayEnd;
    let until = dayEnd;
    for (const [place, key] of order.keys.entries()) {
      const state = states.get(key) ?? UNTOUCHED;
      if (state.buriedUntil > now) until = Math.min(until, state.buriedUntil);
      const found = this.find(place, state, now);
      if (!found) continue;
      this.lines[found.line].push(found);
      this.lineOf.set(place, found.line);
    }
    for (const line of Object.values(this.lines)) line.sort(compare);
    this.until = until;
  }

  /** Puts a card where its new state belongs. */
  move(key: string, state: CardState, now: number): void {
    const place = this.order.place(key);
    if (place < 0) return;
    const old = this.lineOf.get(place);
    if (old) {
      const line = this.lines[old];
      line.splice(
        line.findIndex((waiting) => waiting.place === place),
        1,
      );
      this.lineOf.delete(place);
    }
    const found = this.find(place, state, now);
    if (!found) return;
    const line = this.lines[found.line];
    const after = line.findIndex((waiting) => compare(waiting, found) > 0);
    line.splice(after < 0 ? line.length : after, 0, found);
    this.lineOf.set(place, found.line);
  }

  at(now: number, used: Used, limits: Limits): Queue {
    const { recalled, learning, due, fresh } = this.lines;
    const ready = learning.findIndex(({ rank }) => rank > now);
    const urgent = [...recalled, ...(ready < 0 ? learning : learning.slice(0, ready))];
    const seen = new Set(urgent.map(({ place }) => this.order.note(place)));
    const reviews = this.take(due, limits.reviewsPerDay - used.reviews, seen);
    const begun = this.take(fresh, limits.newPerDay - used.fresh, seen);
    return {
      now: [...urgent, ...reviews, ...begun].map(({ place }) => this.order.keys[place] ?? ''),
      next: ready < 0 ? null : (learning[ready]?.rank ?? null),
      counts: { learning: urgent.length, due: reviews.length, fresh: begun.length },
    };
  }

  /** The first `most` of a line whose note is not asked yet. */
  private take(line: readonly Waiting[], most: number, seen: Set<number>): Waiting[] {
    const taken: Waiting[] = [];
    for (const waiting of line) {
      if (taken.length >= most) break;
      const note = this.order.note(waiting.place);
      if (seen.has(note)) continue;
      seen.add(note);
      taken.push(waiting);
    }
    return taken;
  }

  private find(place: number, state: CardState, now: number): (Waiting & { line: Line }) | null {
    if (state.suspended || state.buriedUntil > now) return null;
    if (state.recalledAt > 0) return { place, rank: 0, line: 'recalled' };
    if (isNew(state)) return state.unlocked ? { place, rank: 0, line: 'fresh' } : null;
    const dueAt = state.memory.due.getTime();
    if (isLearning(state)) return { place, rank: dueAt, line: 'learning' };
    if (dueAt >= this.dayEnd) return null;
    const urgency = (now - dueAt) / Math.max(state.memory.scheduled_days, 1);
    return { place, rank: -urgency, line: 'due' };
  }
}

const UNTOUCHED = newState();

function compare(a: Waiting, b: Waiting): number {
  return a.rank - b.rank || a.place - b.place;
}

/** The queue at `now`, made from nothing. */
export function buildQueue(input: {
  readonly cards: readonly Keyed[];
  readonly states: ReadonlyMap<string, CardState>;
  readonly settings: Limits;
  readonly used: Used;
  readonly now: number;
  readonly dayEnd: number;
}): Queue {
  const { cards, states, settings, used, now, dayEnd } = input;
  return new DayQueue(new CardOrder(cards), states, now, dayEnd).at(now, used, settings);
}
