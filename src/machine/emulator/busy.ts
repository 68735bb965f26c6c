import type { Clock } from '../../grading/deadline.ts';
import { LOAD_MS } from './messages.ts';

/** A machine counts as busy when it computes for more than this share of the time. */
const SHARE = 0.3;
/** How long it has to have been busy before anybody is told, ms. */
const LONG_MS = 1_000;
/** A command that waits for a program it has started rests for less, ms. */
const REST_MS = 500;
/** Longer than the slowest command a lesson asks for; whoever waits goes on then, ms. */
const PATIENCE_MS = 20_000;

/** From what a machine does to whether it works, and whether for long. */
export class Busy {
  private busyMs = 0;
  private restMs = 0;
  private sinceRestMs = 0;
  /** Whether it has been calm since somebody typed: what it works at now is nobody's. */
  private hasBeenCalm = false;
  private readonly waiting = new Set<() => void>();

  /**
   * The machine computed for this share of the last {@link LOAD_MS}. One that `waited` for a file
   * from outside is in the middle of something, too.
   */
  load(share: number, waited = false): void {
    const works = waited || share > SHARE;
    this.busyMs = works ? this.busyMs + LOAD_MS : 0;
    this.restMs = works ? 0 : this.restMs + LOAD_MS;
    this.sinceRestMs = this.rested ? 0 : this.sinceRestMs + LOAD_MS;
    if (this.rested || this.sinceRestMs >= PATIENCE_MS) this.hasBeenCalm = true;
    if (this.hasBeenCalm) for (const go of this.waiting) go();
  }

  /** Somebody types: what they type is about to run. */
  touched(): void {
    this.restMs = 0;
    this.hasBeenCalm = false;
  }

  get now(): boolean {
    return this.busyMs > 0;
  }

  get long(): boolean {
    return this.busyMs >= LONG_MS;
  }

  /**
   * Resolves when it has rested for a moment since somebody typed, and after many seconds of work
   * all the same. At once when it has done so: what a look itself makes it do is in nobody's way.
   */
  calm(clock: Clock): Promise<void> {
    if (this.hasBeenCalm) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        cancel();
        this.waiting.delete(go);
        resolve();
      };
      // A machine that stands still tells nothing.
      const cancel = clock.after(PATIENCE_MS, go);
      this.waiting.add(go);
    });
  }

  private get rested(): boolean {
    return this.restMs >= REST_MS;
  }
}
