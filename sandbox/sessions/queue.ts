/** What learners in the queue are told, worked out from what runs. */

export interface Place {
  /** From 1. */
  readonly position: number;
  /** Expected time until the machine is ready, ms. */
  readonly estimateMs: number;
}

/**
 * The places of `waiting` learners. `endings` are the times at which running machines end at the
 * latest (ms since the epoch): the n-th in the queue gets the n-th machine that becomes free.
 */
export function places(
  waiting: number,
  endings: readonly number[],
  bootMs: number,
  now: number,
): readonly Place[] {
  const sorted = [...endings].sort((a, b) => a - b);
  const last = sorted.at(-1) ?? now;
  return Array.from({ length: waiting }, (_, index) => ({
    position: index + 1,
    estimateMs: Math.max(0, (sorted[index] ?? last) - now) + bootMs,
  }));
}

/** The median of the latest boot times, for the estimate of the next. */
export class BootTimes {
  private readonly recent: number[] = [];
  private readonly first: number;

  /** `first` is the estimate before anything was measured, ms. */
  constructor(first: number) {
    this.first = first;
  }

  add(ms: number): void {
    this.recent.push(ms);
    if (this.recent.length > 9) this.recent.shift();
  }

  get median(): number {
    const sorted = [...this.recent].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? this.first;
  }
}
