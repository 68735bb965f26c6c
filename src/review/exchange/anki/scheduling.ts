/** Where a card stands, as the columns of Anki's `cards` and `revlog` say it. */
import { FSRS6_DEFAULT_DECAY, State } from 'ts-fsrs';
import { type Entry, effective } from '../../log.ts';
import { dayStart } from '../../queue.ts';
import { type CardState, newState, Schedule } from '../../schedule.ts';
import type { ReviewSettings } from '../../settings.ts';

const DAY = 86_400_000;
/** Ease in thousandths; FSRS does not use it, older schedulers start from it. */
const FACTOR = 2500;
/** Learning steps that are left at most: ours are 1 and 10 minutes. */
const STEPS = 2;

/** Columns of `cards`. */
export interface Scheduling {
  /** 0 new, 1 learning, 2 review, 3 relearning. */
  readonly type: number;
  /** As type, 3 for learning by the day; -1 suspended, -2 buried. */
  readonly queue: number;
  /** New: position; learning: s since the epoch; review: days since the collection's first. */
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly data: string;
}

/** Columns of `revlog`; `key` is the card's. */
export interface Review {
  readonly key: string;
  readonly id: number;
  readonly ease: number;
  readonly ivl: number;
  readonly lastIvl: number;
  readonly factor: number;
  readonly time: number;
  /** 0 learning, 1 review, 2 relearning, 4 set by hand. */
  readonly type: number;
}

/** Days as Anki counts them. */
export interface Calendar {
  /** s: the hour at which the first day began. */
  readonly createdAt: number;
  /** Minutes west of Greenwich on that day. */
  readonly offsetMin: number;
  /** Number of the day of `at`, ms. */
  day(at: number): number;
}

export type OffsetMin = (at: number) => number;

/** Days are counted from that of the first review, or from today. */
export function calendarFrom(first: number, startsAt: number, offsetMin: OffsetMin): Calendar {
  const start = (at: number) => dayStart(at, startsAt, offsetMin(at));
  return {
    createdAt: start(first) / 1000,
    offsetMin: offsetMin(first),
    day: (at) => Math.round((start(at) - start(first)) / DAY),
  };
}

/** `position`: place among the new cards, from 1. */
export function scheduling(
  state: CardState,
  position: number,
  now: number,
  calendar: Calendar,
  settings: Pick<ReviewSettings, 'retention'>,
): Scheduling {
  const { memory } = state;
  const base = newScheduling(position);
  const queueOr = (queue: number): number => {
    if (state.suspended) return -1;
    return state.buriedUntil > now ? -2 : queue;
  };
  if (memory.state === State.New) return { ...base, queue: queueOr(0) };
  const due = state.recalledAt > 0 ? Math.min(memory.due.getTime(), now) : memory.due.getTime();
  const known = {
    ...base,
    factor: FACTOR,
    reps: memory.reps,
    lapses: memory.lapses,
    data: memoryJson(state, position, settings.retention),
  };
  if (memory.state === State.Review) {
    return {
      ...known,
      type: 2,
      queue: queueOr(2),
      due: Math.max(calendar.day(due), 0),
      ivl: Math.max(memory.scheduled_days, 1),
    };
  }
  const again = memory.state === State.Relearning;
  const steps = Math.max((again ? 1 : STEPS) - memory.learning_steps, 1);
  return {
    ...known,
    type: again ? 3 : 1,
    queue: queueOr(1),
    due: Math.floor(due / 1000),
    ivl: again ? Math.max(memory.scheduled_days, 1) : 0,
    left: steps * 1001,
  };
}

export function newScheduling(position: number): Scheduling {
  return {
    type: 0,
    queue: 0,
    due: position,
    ivl: 0,
    factor: 0,
    reps: 0,
    lapses: 0,
    left: 0,
    data: '{}',
  };
}

/** What Anki keeps of FSRS: stability, difficulty, retention aimed at, last review. */
function memoryJson({ memory }: CardState, position: number, retention: number): string {
  const last = memory.last_review?.getTime();
  return JSON.stringify({
    pos: position,
    s: rounded(memory.stability, 3),
    d: rounded(memory.difficulty, 3),
    dr: rounded(retention, 2),
    decay: rounded(FSRS6_DEFAULT_DECAY, 3),
    ...(last === undefined ? {} : { lrt: Math.floor(last / 1000) }),
  });
}

/**
 * The log as reviews, in time order, for the cards `keys` names. Anki refuses ids from the future
 * and knows a review by its time alone, so times that are taken move on by a ms.
 */
export function reviews(
  log: readonly Entry[],
  keys: ReadonlySet<string>,
  settings: ReviewSettings,
  now: number,
): Review[] {
  const schedule = new Schedule(settings);
  const states = new Map<string, CardState>();
  const found: Review[] = [];
  let last = 0;
  for (const entry of effective(log)) {
    const before = states.get(entry.card) ?? newState();
    const after = schedule.apply(before, entry);
    states.set(entry.card, after);
    if (!keys.has(entry.card) || entry.at <= 0 || entry.at > now) continue;
    if (entry.do !== 'grade' && entry.do !== 'reset') continue;
    last = Math.max(entry.at, last + 1);
    const card = { key: entry.card, id: last };
    if (entry.do === 'reset') {
      found.push({ ...card, ease: 0, ivl: 0, lastIvl: 0, factor: 0, time: 0, type: 4 });
      continue;
    }
    found.push({
      ...card,
      ease: entry.grade,
      ivl: interval(after, entry.at),
      lastIvl: before.memory.state === State.New ? 0 : before.memory.scheduled_days,
      factor: Math.round(((after.memory.difficulty - 1) / 9 + 0.1) * 1000),
      time: Math.min(entry.ms, 3_600_000),
      type: KIND[before.memory.state],
    });
  }
  return found;
}

const KIND: Readonly<Record<State, number>> = {
  [State.New]: 0,
  [State.Learning]: 0,
  [State.Review]: 1,
  [State.Relearning]: 2,
};

/** Days, or seconds as a negative number. */
function interval({ memory }: CardState, at: number): number {
  if (memory.state === State.Review) return Math.max(memory.scheduled_days, 1);
  return -Math.max(Math.round((memory.due.getTime() - at) / 1000), 1);
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
