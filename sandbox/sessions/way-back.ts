import type { Machine } from '../../src/machine/machine.ts';
import { SessionError } from '../../src/session/session.ts';
import { EngineError } from '../engines/engine.ts';
import type { Clock } from './clock.ts';

/** How often the way may be lost, and in what time, ms, before it is no use to look for it. */
const LOSSES = 3;
const LOSSES_WITHIN_MS = 60_000;
/** Waits for an engine that does not answer, ms. */
const ENGINE_WAITS_MS = [1_000, 2_000, 4_000];

/** The way to a machine that was lost, though the machine may still run. */
export class WayBack {
  private readonly adopt: (id: string) => Promise<Machine>;
  private readonly clock: Clock;
  private losses: number[] = [];

  constructor(adopt: (id: string) => Promise<Machine>, clock: Clock) {
    this.adopt = adopt;
    this.clock = clock;
  }

  /**
   * Finds another way to machine `id`, which was lost for `reason`. An engine that is being
   * restarted comes back within seconds; it is waited for while `wanted`. Throws MachineError,
   * EngineError or SessionError.
   */
  async find(id: string, reason: string, wanted: () => boolean): Promise<Machine> {
    const now = this.clock.now();
    this.losses = [...this.losses.filter((at) => at > now - LOSSES_WITHIN_MS), now];
    if (this.losses.length > LOSSES) throw new SessionError('gone', reason);
    for (const wait of ENGINE_WAITS_MS) {
      try {
        return await this.adopt(id);
      } catch (error) {
        const away = error instanceof EngineError && error.code === 'engine-gone';
        if (!away || !wanted()) throw error;
        await new Promise<void>((wake) => this.clock.after(wait, wake));
      }
    }
    return this.adopt(id);
  }
}
