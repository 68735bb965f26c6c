/** How long an answer takes, month by month. Time a day is part of the calendar. */
import { dateOf, type Gatherer } from './answers.ts';

export interface MonthTime {
  /** `2026-11` */
  readonly month: string;
  readonly answers: number;
  /** Median from question to grade, seconds; longer than two minutes counts as two minutes. */
  readonly median: number;
}

const LONGEST_SECONDS = 120;

export function timePerAnswer(): Gatherer<readonly MonthTime[]> {
  const days = new Map<number, Uint32Array>();
  return {
    // Counted by tenths of a second, so that a million answers take no more room than ten.
    take({ day, ms }) {
      let tenths = days.get(day);
      if (!tenths) {
        tenths = new Uint32Array(LONGEST_SECONDS * 10 + 1);
        days.set(day, tenths);
      }
      const index = Math.min(Math.round(ms / 100), LONGEST_SECONDS * 10);
      tenths[index] = (tenths[index] ?? 0) + 1;
    },
    result() {
      const months = new Map<string, Uint32Array>();
      for (const [day, tenths] of days) {
        const month = dateOf(day).slice(0, 7);
        const sum = months.get(month);
        if (sum)
          for (const [index, count] of tenths.entries()) sum[index] = (sum[index] ?? 0) + count;
        else months.set(month, tenths.slice());
      }
      return [...months].map(([month, tenths]) => ({ month, ...medianOf(tenths) }));
    },
  };
}

function medianOf(tenths: Uint32Array): { answers: number; median: number } {
  const answers = tenths.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  const median = tenths.findIndex((count) => {
    seen += count;
    return seen * 2 >= answers;
  });
  return { answers, median: median / 10 };
}
