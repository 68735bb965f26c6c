/** How much was recalled, beside how much FSRS expected, month by month. */
import { dateOf, type Gatherer } from './answers.ts';

export interface Share {
  readonly asked: number;
  /** Of those, not graded Again. */
  readonly recalled: number;
}

export interface MonthRetention {
  /** `2026-11` */
  readonly month: string;
  readonly young: Share;
  readonly mature: Share;
  /** Mean of the chances FSRS gave them, 0 to 1. */
  readonly predicted: number;
}

/**
 * True retention: of the cards that were asked again after days, how many were known. Of one card
 * only the first answer of a day counts, and steps of learning do not. Months without any are left
 * out.
 */
export function retention(): Gatherer<readonly MonthRetention[]> {
  const months = new Map<string, Count>();
  const lastDay = new Map<string, number>();
  const names = new Map<number, string>();
  const monthOf = (day: number): string => {
    const name = names.get(day) ?? dateOf(day).slice(0, 7);
    names.set(day, name);
    return name;
  };
  return {
    take({ card, day, grade, stage, predicted }) {
      const again = lastDay.get(card) === day;
      lastDay.set(card, day);
      if (again || stage === 'learning' || predicted === null) return;
      const month = monthOf(day);
      let count = months.get(month);
      if (!count) {
        count = { young: share(), mature: share(), predicted: 0 };
        months.set(month, count);
      }
      count[stage].asked += 1;
      if (grade > 1) count[stage].recalled += 1;
      count.predicted += predicted;
    },
    result: () =>
      [...months].map(([month, { young, mature, predicted }]) => ({
        month,
        young,
        mature,
        predicted: predicted / (young.asked + mature.asked),
      })),
  };
}

interface Count {
  readonly young: { asked: number; recalled: number };
  readonly mature: { asked: number; recalled: number };
  predicted: number;
}

const share = () => ({ asked: 0, recalled: 0 });

/** Null when nothing was asked. */
export function rate({ asked, recalled }: Share): number | null {
  return asked === 0 ? null : recalled / asked;
}
