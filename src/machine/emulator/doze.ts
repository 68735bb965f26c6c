import type { Clock } from '../../grading/deadline.ts';
import type { RunningComputer } from './computer.ts';

/** How long nothing has to have passed to or from the machine for it to stand still, ms. */
const QUIET_MS = { seen: 3 * 60_000, hidden: 5_000 } as const;
/** A hidden machine that computes on and on stands still all the same after this, ms. */
const HIDDEN_WORK_MS = 60_000;
/** How often the clock is compared with the world's, ms. */
const WATCH_MS = 30_000;
/** A machine's clock that lost more than this is set again, ms. */
const LATE_MS = 2_000;

export interface DozeOptions {
  readonly computer: Pick<RunningComputer, 'run' | 'pause'>;
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The machine stood still for a while, or was suspended with the whole tab: its clock is late. */
  readonly onLate: () => void;
}

/**
 * Stops a computer that nobody needs, and wakes it for whatever is sent to it. What counts: bytes to
 * and from the machine, work it is busy with, and whether the page is seen. Programs that sleep in
 * the machine sleep on; its clock is set when it wakes.
 */
export class Doze {
  private readonly options: DozeOptions;
  private hidden = false;
  private busy = false;
  private asleepSince: number | undefined;
  private cancelSleep = () => {};
  private cancelWatch = () => {};
  private watchedAt: number;
  private over = false;

  constructor(options: DozeOptions) {
    this.options = options;
    this.watchedAt = options.now();
    this.watch();
    this.stir();
  }

  get asleep(): boolean {
    return this.asleepSince !== undefined;
  }

  /** Whether the page can be seen. */
  setHidden(hidden: boolean): void {
    if (hidden === this.hidden) return;
    this.hidden = hidden;
    if (hidden) this.plan();
    else this.stir();
    if (!hidden) this.compare();
  }

  /** Whether the machine computes. */
  setBusy(busy: boolean): void {
    if (busy === this.busy) return;
    this.busy = busy;
    this.plan();
  }

  dispose(): void {
    this.over = true;
    this.cancelSleep();
    this.cancelWatch();
  }

  /** Something happens: the machine is awake, and stays so for a while. */
  stir(): void {
    this.wake();
    this.plan();
  }

  private plan(): void {
    this.cancelSleep();
    if (this.over || this.asleep) return;
    if (this.busy && !this.hidden) return;
    const quiet = this.hidden ? QUIET_MS.hidden : QUIET_MS.seen;
    const ms = this.busy ? HIDDEN_WORK_MS : quiet;
    this.cancelSleep = this.options.clock.after(ms, () => this.sleep());
  }

  private sleep(): void {
    this.asleepSince = this.options.now();
    void this.options.computer.pause();
  }

  private wake(): void {
    const { asleepSince } = this;
    if (asleepSince === undefined || this.over) return;
    this.asleepSince = undefined;
    this.options.computer.run();
    if (this.options.now() - asleepSince > LATE_MS) this.options.onLate();
  }

  /** A tab that was suspended, with its computer or its whole device, finds that time has passed. */
  private compare(): void {
    const now = this.options.now();
    const lost = now - this.watchedAt - WATCH_MS;
    this.watchedAt = now;
    this.cancelWatch();
    this.watch();
    if (lost > LATE_MS && !this.asleep) this.options.onLate();
  }

  private watch(): void {
    if (this.over) return;
    this.cancelWatch = this.options.clock.after(WATCH_MS, () => this.compare());
  }
}
