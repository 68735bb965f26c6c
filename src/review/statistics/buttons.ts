/** Which grades were given, to cards of each stage. */
import type { Gatherer, Stage } from './answers.ts';

/** Times Again, Hard, Good and Easy were chosen. */
export type Buttons = Readonly<Record<Stage, readonly [number, number, number, number]>>;

export function buttons(): Gatherer<Buttons> {
  const counts: Record<Stage, [number, number, number, number]> = {
    learning: [0, 0, 0, 0],
    young: [0, 0, 0, 0],
    mature: [0, 0, 0, 0],
  };
  return {
    take({ stage, grade }) {
      const row = counts[stage];
      const index = grade - 1;
      row[index] = (row[index] ?? 0) + 1;
    },
    result: () => counts,
  };
}
