/**
 * Writes entries in the order in which they came while the page goes on. What is refused, and
 * everything after it, was never written: whoever showed it as done hears of it and takes it back.
 */
import type { Entry } from './log.ts';

interface Waiting {
  readonly entries: readonly Entry[];
  kept(): void;
  refused(error: unknown): void;
}

export class WriteBehind {
  private readonly append: (entries: readonly Entry[]) => Promise<void>;
  private readonly onRefused: (lost: readonly Entry[], error: unknown) => void;
  private waiting: Waiting[] = [];
  private running = false;
  private rest: Promise<void> = Promise.resolve();

  constructor(
    append: (entries: readonly Entry[]) => Promise<void>,
    onRefused: (lost: readonly Entry[], error: unknown) => void,
  ) {
    this.append = append;
    this.onRefused = onRefused;
  }

  /** True while something is not on disk yet. */
  get busy(): boolean {
    return this.running;
  }

  /** Resolves once the entries are on disk. Rejects with what the store said, after `onRefused`. */
  add(entries: readonly Entry[]): Promise<void> {
    const kept = new Promise<void>((resolve, reject) => {
      this.waiting.push({ entries, kept: resolve, refused: reject });
    });
    if (!this.running) {
      this.running = true;
      this.rest = this.run();
    }
    return kept;
  }

  /** Resolves once nothing is left to be written, whatever became of it. */
  settled(): Promise<void> {
    return this.rest;
  }

  /** What came while a write was on its way goes out together in the next. */
  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.append(batch.flatMap(({ entries }) => entries));
        for (const { kept } of batch) kept();
      } catch (error) {
        const lost = [...batch, ...this.waiting.splice(0)];
        this.onRefused(
          lost.flatMap(({ entries }) => entries),
          error,
        );
        for (const { refused } of lost) refused(error);
      }
    }
    this.running = false;
  }
}
