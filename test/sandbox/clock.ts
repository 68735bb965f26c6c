import type { Clock } from '../../sandbox/sessions/clock.ts';

/** Time that passes when a test says so. */
export class TestClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private timers: { at: number; run: () => void }[] = [];

  now = (): number => this.time;

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass and everything due happen, in order. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      await settled();
      const [next] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      this.timers = this.timers.filter((other) => other !== next);
      next.run();
    }
    this.time = until;
  }
}

/** Resolves when something has come true; the test's own time limit says when it never does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 1));
}

/** Resolves when what is under way without timers has come to rest. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((wake) => setImmediate(wake));
}
