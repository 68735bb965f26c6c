import type { Clock } from '../../grading/deadline.ts';
import { LOAD_MS } from './messages.ts';

/** A machine counts as busy above this share of the most it was seen to execute. */
const SHARE = 0.25;
/** A machine at rest executes about a million instructions a second: its timer's. */
const LEAST_PER_SECOND = 2_500_000;
/** How long it has to have been busy before anybody is told, ms. */
const LONG_MS = 1_000;
/** Longer than PID 1 takes to read its units again and start one; whoever waits goes on then, ms. */
const CALM_MS = 6_000;

/** From the instructions a machine executes to whether it works, and whether for long. */
export class Busy {
  private most = 0;
  private busyMs = 0;
  private readonly waiting = new Set<() => void>();

  /** The machine executed so many instructions in the last {@link LOAD_MS}. */
  load(instructions: number): void {
    this.most = Math.max(this.most, instructions);
    const least = (LEAST_PER_SECOND * LOAD_MS) / 1_000;
    const works = instructions > Math.max(least, this.most * SHARE);
    this.busyMs = works ? this.busyMs + LOAD_MS : 0;
    if (!works) for (const go of this.waiting) go();
  }

  get now(): boolean {
    return this.busyMs > 0;
  }

  get long(): boolean {
    return this.busyMs >= LONG_MS;
  }

  /** Resolves when it rests, and after some seconds of work all the same. */
  calm(clock: Clock): Promise<void> {
    if (!this.now) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        cancel();
        this.waiting.delete(go);
        resolve();
      };
      const cancel = clock.after(CALM_MS, go);
      this.waiting.add(go);
    });
  }
}
