import type { Machine } from '../../src/machine/machine.ts';
import { DEFAULT_LIMITS, type Engine, type MachineSpec } from '../engines/engine.ts';
import { BootTimes } from './queue.ts';

const SPEC: MachineSpec = { labels: {}, limits: DEFAULT_LIMITS };
/** Boots ahead of need at the same time: more of them would make each one slow. */
const BOOTS_AT_ONCE = 4;
/** The estimate of a boot before one was measured, ms. */
const FIRST_BOOT_MS = 2_000;

/** Boots machines, some of them ahead of time, so that a learner's click is answered at once. */
export class MachinePool {
  private readonly engine: Engine;
  private readonly now: () => number;
  private readonly changed: () => void;
  /** Machines on their way that nobody has asked for yet. */
  private readonly booting = new Set<Promise<Machine>>();
  /** All machines on their way. */
  private readonly underway = new Set<Promise<Machine>>();
  private readonly idle = new Set<Machine>();
  private readonly stopped = new AbortController();
  readonly bootTimes = new BootTimes(FIRST_BOOT_MS);

  /** `now` tells the time in ms; `changed` is called when a machine waits, or died, untaken. */
  constructor(engine: Engine, now: () => number, changed: () => void) {
    this.engine = engine;
    this.now = now;
    this.changed = changed;
  }

  /** Machines that nobody uses yet, booted or booting. */
  get size(): number {
    return this.idle.size + this.booting.size;
  }

  /** Expected time until {@link take} resolves, ms. */
  get estimateMs(): number {
    return this.idle.size > 0 ? 0 : this.bootTimes.median;
  }

  /** A booted machine: one that waits, one that is on its way, or a new one. */
  async take(signal: AbortSignal): Promise<Machine> {
    for (const machine of this.idle) {
      this.idle.delete(machine);
      return machine;
    }
    for (const coming of this.booting) {
      this.booting.delete(coming);
      const machine = await coming.catch(() => undefined);
      if (machine) return machine;
    }
    return this.boot(AbortSignal.any([signal, this.stopped.signal]));
  }

  /**
   * Boots machines ahead towards `wanted`, a few at once; call it again when something has changed.
   * Throws nothing.
   */
  refill(wanted: number, failed: (error: unknown) => void): void {
    while (
      this.size < wanted &&
      this.booting.size < BOOTS_AT_ONCE &&
      !this.stopped.signal.aborted
    ) {
      const coming = this.boot(this.stopped.signal);
      this.booting.add(coming);
      coming.then(
        (machine) => this.shelve(coming, machine),
        (error) => {
          if (this.booting.delete(coming) && !this.stopped.signal.aborted) failed(error);
        },
      );
    }
  }

  /** Removes machines nobody took until no more than `wanted` are left. */
  trim(wanted: number): void {
    for (const machine of this.idle) {
      if (this.size <= wanted) return;
      this.idle.delete(machine);
      void machine.dispose().catch(() => {});
    }
  }

  /** Removes the machines nobody took and waits for those still on their way to be called off. */
  async dispose(): Promise<void> {
    this.stopped.abort();
    const machines = [...this.idle];
    this.idle.clear();
    await Promise.allSettled([...machines.map((machine) => machine.dispose()), ...this.underway]);
  }

  private shelve(coming: Promise<Machine>, machine: Machine): void {
    // Somebody took it while it was booting, or the pool is being emptied.
    if (!this.booting.delete(coming) || this.stopped.signal.aborted) return;
    this.idle.add(machine);
    void machine.gone.then(() => {
      if (!this.idle.delete(machine)) return;
      void machine.dispose().catch(() => {});
      this.changed();
    });
    this.changed();
  }

  private boot(signal: AbortSignal): Promise<Machine> {
    const start = this.now();
    const coming = this.engine.create(SPEC, signal);
    this.underway.add(coming);
    const arrived = () => this.bootTimes.add(this.now() - start);
    coming.then(arrived, () => {}).finally(() => this.underway.delete(coming));
    return coming;
  }
}
