import type { Machine } from '../../src/machine/machine.ts';
import type { Clock } from './clock.ts';

const RETRY_MS = 10_000;

/** Machines on their way out. Each is tried again until it is gone. */
export class Removals {
  private readonly pending = new Map<Machine, Promise<void>>();
  private readonly clock: Clock;
  private readonly warn: (what: string, error: unknown) => void;

  constructor(clock: Clock, warn: (what: string, error: unknown) => void) {
    this.clock = clock;
    this.warn = warn;
  }

  add(machine: Machine): void {
    if (this.pending.has(machine)) return;
    const removal = machine.dispose().then(
      () => void this.pending.delete(machine),
      (error) => {
        this.pending.delete(machine);
        this.warn('a machine could not be removed yet', error);
        this.clock.after(RETRY_MS, () => this.add(machine));
      },
    );
    this.pending.set(machine, removal);
  }

  /** Resolves when everything under way has been tried. */
  async finish(): Promise<void> {
    await Promise.all(this.pending.values());
  }
}
