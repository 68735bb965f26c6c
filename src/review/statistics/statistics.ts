/** All figures of the statistics page: plain data, from a log in one pass. */
import type { Entry } from '../log.ts';
import { type CardState, isLearning, isNew, newState, Schedule } from '../schedule.ts';
import type { ReviewSettings } from '../settings.ts';
import { dateOf, daysOf, forEachAnswer, MATURE_DAYS } from './answers.ts';
import { type Buttons, buttons } from './buttons.ts';
import { type Calendar, calendar } from './calendar.ts';
import { type Forecast, forecast } from './forecast.ts';
import { type Leech, leeches } from './leeches.ts';
import { type MemoryFigures, memory } from './memory.ts';
import { type MonthRetention, retention } from './retention.ts';
import { type MonthTime, timePerAnswer } from './time.ts';

export const YEAR = 365;

export interface Statistics {
  /** Date of today, `2026-11-28`: the last day of the calendar, the first of the forecast. */
  readonly today: string;
  /** Share to be recalled that the learner asks for, 0 to 1. */
  readonly desired: number;
  /** Answers ever given. */
  readonly answers: number;
  readonly cards: CardCounts;
  readonly forecast: Forecast;
  readonly calendar: Calendar;
  readonly retention: readonly MonthRetention[];
  readonly memory: MemoryFigures;
  readonly time: readonly MonthTime[];
  readonly buttons: Buttons;
  readonly leeches: readonly Leech[];
}

/** Every card of the decks is one of these. */
export interface CardCounts {
  readonly locked: number;
  readonly fresh: number;
  readonly learning: number;
  readonly young: number;
  readonly mature: number;
  readonly suspended: number;
}

export interface StatisticsInput {
  /** In time order. */
  readonly log: readonly Entry[];
  /** The cards there are now. Answers to others count in what was done, not in what comes. */
  readonly keys: readonly string[];
  readonly settings: ReviewSettings;
  readonly now: number;
  /** As Date#getTimezoneOffset, minutes. */
  readonly offsetMin: (at: number) => number;
}

export function statistics({ log, keys, settings, now, offsetMin }: StatisticsInput): Statistics {
  const schedule = new Schedule(settings);
  const replayed = schedule.replay(log);
  const states = keys.map((key) => [key, replayed.get(key) ?? newState()] as const);
  const just = states.map(([, state]) => state);
  const days = daysOf(settings.dayStartsAt, offsetMin);
  const today = days(now);

  const gathered = {
    calendar: calendar(today, YEAR),
    retention: retention(),
    time: timePerAnswer(),
    buttons: buttons(),
  };
  let answers = 0;
  forEachAnswer(log, settings, days, (answer) => {
    answers++;
    gathered.calendar.take(answer);
    gathered.retention.take(answer);
    gathered.time.take(answer);
    gathered.buttons.take(answer);
  });
  return {
    today: dateOf(today),
    desired: settings.retention,
    answers,
    cards: countCards(just),
    forecast: forecast(just, days, today, YEAR),
    calendar: gathered.calendar.result(),
    retention: gathered.retention.result(),
    memory: memory(just, schedule, now),
    time: gathered.time.result(),
    buttons: gathered.buttons.result(),
    leeches: leeches(states, settings),
  };
}

function countCards(states: readonly CardState[]): CardCounts {
  const counts = { locked: 0, fresh: 0, learning: 0, young: 0, mature: 0, suspended: 0 };
  for (const state of states) {
    if (state.suspended) counts.suspended++;
    else if (isNew(state)) counts[state.unlocked ? 'fresh' : 'locked']++;
    else if (isLearning(state)) counts.learning++;
    else counts[state.memory.scheduled_days >= MATURE_DAYS ? 'mature' : 'young']++;
  }
  return counts;
}
