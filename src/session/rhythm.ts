import type { Clock } from '../grading/deadline.ts';

/** A burst of changes is looked at once, this long after the first, ms. */
const GATHER_MS = 100;
/** Events of units this soon after a pass may have been caused by it, ms. */
const ECHO_MS = 60;
/** When to look again all the same, ms. After the last one the machine is believed to be quiet. */
const SUSPICION_MS = [300, 1_000, 3_000];
/** When to look again at a machine that did not answer, ms; after the last one somebody has to ask. */
const UNANSWERED_MS = [500, 2_000, 6_000, 20_000];

/**
 * When to look at the machine. Passes never overlap. Looking makes events of its own: PID 1 loads
 * a unit to answer for it and forgets it again, and connections of ours start services. Such an
 * event is only a suspicion: it leads to a few more looks at growing distances, and to none once
 * these have found nothing new. So the machine is left alone when nothing happens, and no change is
 * missed for long.
 */
export class Rhythm {
  private readonly clock: Clock;
  private readonly look: () => Promise<boolean>;
  private readonly calm: () => Promise<void>;
  private turn: Promise<unknown> = Promise.resolve();
  private passes = 0;
  private inEcho = false;
  private suspicions = 0;
  private unanswered = 0;
  private over = false;
  private planned: { readonly certain: boolean; cancel(): void } | undefined;
  private cancelEcho = () => {};

  /**
   * `look` is one pass; it resolves with whether anything was new. `calm` resolves when the machine
   * has time for one that nobody asked for. Both never reject.
   */
  constructor(clock: Clock, look: () => Promise<boolean>, calm = () => Promise.resolve()) {
    this.clock = clock;
    this.look = look;
    this.calm = calm;
  }

  /** Something changed that no pass of ours can have caused. */
  changed(): void {
    this.suspicions = 0;
    this.plan(GATHER_MS, true);
  }

  /** PID 1 says that a unit changed, was loaded or unloaded. */
  unitChanged(): void {
    if (!this.inEcho) {
      this.changed();
      return;
    }
    const delay = SUSPICION_MS[this.suspicions];
    if (delay === undefined || this.planned) return;
    this.suspicions += 1;
    this.plan(delay, false);
  }

  /** The pass that is just over got no answer (true) to some of its questions, or it got all. */
  left(unanswered: boolean): void {
    if (!unanswered) this.unanswered = 0;
    const delay = UNANSWERED_MS[this.unanswered];
    if (!unanswered || delay === undefined || this.planned) return;
    this.unanswered += 1;
    this.plan(delay, false);
  }

  /** Runs a pass as soon as the one under way is over; rejects as it does. */
  now(pass: () => Promise<boolean>): Promise<void> {
    const run = async () => {
      this.passes += 1;
      this.cancelEcho();
      this.inEcho = true;
      try {
        if (await pass()) this.suspicions = 0;
      } finally {
        this.passes -= 1;
        this.fadeEcho();
      }
    };
    const turn = this.turn.then(run, run);
    this.turn = turn.catch(() => {});
    return turn;
  }

  dispose(): void {
    this.over = true;
    this.planned?.cancel();
    this.planned = undefined;
    this.cancelEcho();
  }

  private plan(ms: number, certain: boolean): void {
    if (this.over || (this.planned && (this.planned.certain || !certain))) return;
    this.planned?.cancel();
    const plan = { certain, cancel: () => {} };
    plan.cancel = this.clock.after(ms, async () => {
      await this.calm();
      if (this.planned !== plan) return;
      this.planned = undefined;
      void this.now(this.look);
    });
    this.planned = plan;
  }

  private fadeEcho(): void {
    if (this.over || this.passes > 0) return;
    this.cancelEcho = this.clock.after(ECHO_MS, () => {
      this.inEcho = false;
    });
  }
}
