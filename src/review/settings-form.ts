/** The settings as they are typed: what was typed stays, also when it is not valid. */
import { ReviewSettings } from './settings.ts';

export type Field = Exclude<keyof ReviewSettings, 'changedAt'>;
export type Typed = Readonly<Record<Field, string>>;

export interface Reading {
  /** Null as long as something is not valid. */
  readonly settings: ReviewSettings | null;
  /** What is wrong with a field and what to do. */
  readonly problems: Readonly<Partial<Record<Field, string>>>;
}

/** What each field takes, said where it got something else. */
const RULES: Readonly<Record<Field, string>> = {
  retention: 'Give a percentage from 70 to 97.',
  newPerDay: 'Give a whole number from 0 to 9999.',
  reviewsPerDay: 'Give a whole number from 0 to 9999.',
  leechAfter: 'Give a whole number from 1 to 99.',
  dayStartsAt: 'Give a full hour from 0 to 23.',
  learningSteps: 'Give at most 6 whole numbers of minutes from 1 to 720, such as 1 10, or nothing.',
  relearningSteps: 'Give at most 6 whole numbers of minutes from 1 to 720, such as 10, or nothing.',
};

export function typedOf(settings: ReviewSettings): Typed {
  return {
    retention: String(Math.round(settings.retention * 1000) / 10),
    newPerDay: String(settings.newPerDay),
    reviewsPerDay: String(settings.reviewsPerDay),
    leechAfter: String(settings.leechAfter),
    dayStartsAt: String(settings.dayStartsAt),
    learningSteps: settings.learningSteps.join(' '),
    relearningSteps: settings.relearningSteps.join(' '),
  };
}

export function readTyped(typed: Typed): Reading {
  const read = ReviewSettings.safeParse({
    retention: number(typed.retention) / 100,
    newPerDay: number(typed.newPerDay),
    reviewsPerDay: number(typed.reviewsPerDay),
    leechAfter: number(typed.leechAfter),
    dayStartsAt: number(typed.dayStartsAt),
    learningSteps: numbers(typed.learningSteps),
    relearningSteps: numbers(typed.relearningSteps),
  });
  if (read.success) return { settings: read.data, problems: {} };
  const names = new Set(read.error.issues.map(({ path }) => path[0]));
  const wrong = Object.entries(RULES).filter(([field]) => names.has(field));
  return { settings: null, problems: Object.fromEntries(wrong) };
}

/** A comma is a point to many people, and the % may stand there. */
function number(text: string): number {
  const digits = text.trim().replace(/\s*%$/, '').replace(',', '.');
  return /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
}

function numbers(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(number);
}

/**
 * How many times the reviews of the usual 90 % a share costs, by how much sooner FSRS asks again:
 * the interval at which a card is remembered with chance r, against that for 0.9. `interval` answers
 * the days for a card of stability 100.
 */
export function costOf(retention: number, interval: (retention: number) => number): string {
  const times = interval(0.9) / interval(retention);
  const percent = Math.round(retention * 100);
  const forget = `Of 100 cards you remember about ${percent}`;
  if (Math.abs(times - 1) < 0.05) return `${forget}. This is the usual balance.`;
  if (times > 1)
    return `${forget}, and cards come about ${times.toFixed(1)} times as often as with 90 %.`;
  return `${forget}, and cards wait about ${(1 / times).toFixed(1)} times as long as with 90 %.`;
}
