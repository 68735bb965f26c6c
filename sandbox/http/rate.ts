export interface Rate {
  /** How many at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket. */
export class RateLimit {
  private readonly rate: Rate;
  private readonly now: () => number;
  private tokens: number;
  private at: number;

  /** `now` tells the time in ms. */
  constructor(rate: Rate, now: () => number) {
    this.rate = rate;
    this.now = now;
    this.tokens = rate.burst;
    this.at = now();
  }

  /** Whether one more is within the limit. */
  take(): boolean {
    this.refill();
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  private refill(): void {
    const now = this.now();
    const since = Math.max(0, now - this.at) / 1000;
    this.tokens = Math.min(this.rate.burst, this.tokens + since * this.rate.perSecond);
    this.at = now;
  }
}

/** Names that are remembered; beyond, those that were quiet the longest are forgotten. */
const CROWD = 10_000;

/** One limit for each name, for example for each address requests come from. */
export class RateLimits {
  private readonly rate: Rate;
  private readonly now: () => number;
  private readonly byName = new Map<string, RateLimit>();

  constructor(rate: Rate, now: () => number) {
    this.rate = rate;
    this.now = now;
  }

  take(name: string): boolean {
    const limit = this.byName.get(name) ?? new RateLimit(this.rate, this.now);
    // Put last again: the map's order is that of use.
    this.byName.delete(name);
    this.byName.set(name, limit);
    const [quietest] = this.byName.keys();
    if (this.byName.size > CROWD && quietest !== undefined) this.byName.delete(quietest);
    return limit.take();
  }
}
