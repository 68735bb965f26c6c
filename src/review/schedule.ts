/** When a card is asked again: FSRS-6 by ts-fsrs, replayed over the log. */
import { createEmptyCard, type FSRS, fsrs, type Card as Memory, State } from 'ts-fsrs';
import { type Entry, effective, type Grade } from './log.ts';
import type { ReviewSettings } from './settings.ts';
import { advance, memoryOf, newStanding, type Standing } from './standing.ts';

/** Where one card stands. */
export interface CardState {
  readonly memory: Memory;
  readonly suspended: boolean;
  /** ms; 0 when not buried. */
  readonly buriedUntil: number;
  readonly unlocked: boolean;
  /** ms at which a failed check asked for it; 0 when none did since the last grade. */
  readonly recalledAt: number;
  readonly note: string;
  /** ms of the first grade; 0 when never graded since the last reset. */
  readonly firstAt: number;
}

const FRESH: Omit<CardState, 'memory'> = {
  suspended: false,
  buriedUntil: 0,
  unlocked: false,
  recalledAt: 0,
  note: '',
  firstAt: 0,
};

/** A card nobody has touched. */
export function newState(): CardState {
  // The epoch, so that equal logs give equal states whatever the clock says.
  return { ...FRESH, memory: createEmptyCard(new Date(0)) };
}

type GradeEntry = Extract<Entry, { do: 'grade' }>;

/** A card on the way through a log. */
interface Replayed {
  /** All of it but the memory. */
  state: CardState;
  /** The memory before the last grade. */
  before: Standing;
  last: { readonly at: number; readonly grade: Grade } | null;
}

/** The settings that schedules depend on; without steps, those of ts-fsrs. */
export type Scheduling = Pick<ReviewSettings, 'retention'> &
  Partial<Pick<ReviewSettings, 'learningSteps' | 'relearningSteps'>>;

function inMinutes(minutes: number): `${number}m` {
  return `${minutes}m`;
}

/** Days until a card of stability 100 is remembered with the chance `retention`. */
export function intervalFor(retention: number): number {
  return fsrs({ request_retention: retention, enable_fuzz: false }).next_interval(100, 0);
}

/** Schedules are a function of the log and these settings alone: no chance, no clock. */
export class Schedule {
  private readonly fsrs: FSRS;

  constructor({ retention, learningSteps, relearningSteps }: Scheduling) {
    this.fsrs = fsrs({
      request_retention: retention,
      enable_fuzz: false,
      ...(learningSteps && { learning_steps: learningSteps.map(inMinutes) }),
      ...(relearningSteps && { relearning_steps: relearningSteps.map(inMinutes) }),
    });
  }

  /** The state after one entry. Undo is resolved before: see {@link replay}. */
  apply(state: CardState, entry: Entry): CardState {
    switch (entry.do) {
      case 'grade':
        return {
          ...state,
          memory: this.fsrs.next(state.memory, new Date(entry.at), entry.grade).card,
          unlocked: true,
          buriedUntil: 0,
          recalledAt: 0,
          firstAt: state.firstAt || entry.at,
        };
      case 'bury':
        return { ...state, buriedUntil: entry.until };
      case 'suspend':
        return { ...state, suspended: true };
      case 'resume':
        return { ...state, suspended: false, buriedUntil: 0 };
      case 'reset':
        return { ...newState(), unlocked: true, note: state.note };
      case 'unlock':
        return { ...state, unlocked: true };
      case 'recall':
        return { ...state, unlocked: true, recalledAt: entry.at };
      case 'note':
        return { ...state, note: entry.text };
      case 'undo':
      case 'write':
      case 'discard':
        return state;
    }
  }

  /** The state of one card after what was done to it: entries that count, in time order. */
  follow(entries: readonly Entry[]): CardState {
    return entries.reduce((state, entry) => this.apply(state, entry), newState());
  }

  /** The state of every card the log names. `log` is in time order (see compareEntries). */
  replay(log: readonly Entry[]): Map<string, CardState> {
    const cards = new Map<string, Replayed>();
    for (const entry of effective(log)) {
      let card = cards.get(entry.card);
      if (!card) {
        card = { state: newState(), before: newStanding(), last: null };
        cards.set(entry.card, card);
      }
      if (entry.do === 'grade') this.grade(card, entry);
      else {
        if (entry.do === 'reset') Object.assign(card, { before: newStanding(), last: null });
        card.state = this.apply(card.state, entry);
      }
    }
    return new Map([...cards].map(([key, card]) => [key, this.settle(card)]));
  }

  /** Takes the last grade but one into account, and keeps this one for {@link settle}. */
  private grade(card: Replayed, { at, grade }: GradeEntry): void {
    if (card.last) advance(this.fsrs, card.before, card.last.at, card.last.grade);
    card.last = { at, grade };
    const { state } = card;
    const firstAt = state.firstAt || at;
    // The next grade of a card seldom changes any of this.
    if (state.unlocked && !state.buriedUntil && !state.recalledAt && state.firstAt) return;
    card.state = { ...state, unlocked: true, buriedUntil: 0, recalledAt: 0, firstAt };
  }

  private settle({ state, before, last }: Replayed): CardState {
    if (!last) return state;
    const { card } = this.fsrs.next(memoryOf(before), new Date(last.at), last.grade);
    return { ...state, memory: card };
  }

  /** What each grade would lead to: when the card is due next, ms. */
  preview(state: CardState, now: number): Record<Grade, number> {
    const outcome = this.fsrs.repeat(state.memory, notBefore(state, now));
    return {
      1: outcome[1].card.due.getTime(),
      2: outcome[2].card.due.getTime(),
      3: outcome[3].card.due.getTime(),
      4: outcome[4].card.due.getTime(),
    };
  }

  /** Chance, 0 to 1, that the card would be remembered now. */
  retrievability(state: CardState, now: number): number {
    return this.fsrs.get_retrievability(state.memory, notBefore(state, now), false);
  }
}

/** `now`, or the last review where the clock was set back since: ts-fsrs refuses a negative time. */
function notBefore({ memory }: CardState, now: number): Date {
  return new Date(Math.max(now, memory.last_review?.getTime() ?? now));
}

/** True when the card has been forgotten so often that it needs another look, not more reviews. */
export function isLeech(state: CardState, settings: ReviewSettings): boolean {
  return state.memory.lapses >= settings.leechAfter;
}

/** True for cards in their (re)learning steps, which are due within the day. */
export function isLearning(state: CardState): boolean {
  return state.memory.state === State.Learning || state.memory.state === State.Relearning;
}

export function isNew(state: CardState): boolean {
  return state.memory.state === State.New;
}
