import type { Clock } from '../../src/grading/deadline.ts';

/** Time that passes only when a test says so. */
export class TestClock implements Clock {
  private now = 0;
  private readonly timers = new Set<{ at: number; run: () => void }>();

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.now + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  get waiting(): number {
    return this.timers.size;
  }

  /** Lets time pass, timers in order, and whatever they set off come to rest in between. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    await rest();
    for (;;) {
      const next = [...this.timers]
        .filter((timer) => timer.at <= until)
        .sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.timers.delete(next);
      this.now = Math.max(this.now, next.at);
      next.run();
      await rest();
    }
    this.now = until;
  }
}

/** Waits until promises that need no time have settled. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
