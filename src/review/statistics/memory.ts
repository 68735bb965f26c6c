/** How firmly the cards sit: stability, difficulty, and the chance to recall each of them now. */
import { type CardState, isNew, type Schedule } from '../schedule.ts';

/** Cards from `from` on, up to but without the next bin's `from`. */
export interface Bin {
  readonly from: number;
  readonly cards: number;
}

export interface MemoryFigures {
  /** Days until the chance to recall falls to 90 %. */
  readonly stability: readonly Bin[];
  /** 1 (easy) to 10. */
  readonly difficulty: readonly Bin[];
  /** Chance to recall now, percent. */
  readonly retrievability: readonly Bin[];
  /** Of all cards that were ever graded; null without any. */
  readonly mean: { stability: number; difficulty: number; retrievability: number } | null;
}

/** Days: below a day, days, weeks, months, years. */
const STABILITY = [0, 1, 3, 7, 14, 30, 60, 120, 240, 365, 730];
const DIFFICULTY = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const RETRIEVABILITY = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];

export function memory(
  states: Iterable<CardState>,
  schedule: Schedule,
  now: number,
): MemoryFigures {
  const stability = histogram(STABILITY);
  const difficulty = histogram(DIFFICULTY);
  const retrievability = histogram(RETRIEVABILITY);
  const sum = { stability: 0, difficulty: 0, retrievability: 0 };
  let cards = 0;
  for (const state of states) {
    if (isNew(state)) continue;
    const chance = schedule.retrievability(state, now);
    stability.add(state.memory.stability);
    difficulty.add(state.memory.difficulty);
    retrievability.add(chance * 100);
    sum.stability += state.memory.stability;
    sum.difficulty += state.memory.difficulty;
    sum.retrievability += chance;
    cards++;
  }
  return {
    stability: stability.bins(),
    difficulty: difficulty.bins(),
    retrievability: retrievability.bins(),
    mean:
      cards === 0
        ? null
        : {
            stability: sum.stability / cards,
            difficulty: sum.difficulty / cards,
            retrievability: sum.retrievability / cards,
          },
  };
}

function histogram(edges: readonly number[]) {
  const counts = edges.map(() => 0);
  return {
    add(value: number): void {
      const index = Math.max(
        edges.findLastIndex((edge) => value >= edge),
        0,
      );
      counts[index] = (counts[index] ?? 0) + 1;
    },
    bins: (): readonly Bin[] => edges.map((from, index) => ({ from, cards: counts[index] ?? 0 })),
  };
}
