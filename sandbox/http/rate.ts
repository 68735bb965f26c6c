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

  /** Nothing was taken for so long that it is as good as new. */
  get idle(): boolean {
    this.refill();
    return this.tokens >= this.rate.burst;
  }

  private refill(): void {
    const now = this.now();
    const since = Math.max(0, now - this.at) / 1000;
    this.tokens = Math.min(this.rate.burst, this.tokens + since * this.rate.perSecond);
    this.at = now;
  }
}

/** How many names are remembered before those that are idle are forgotten. */
const CROWD = 1_000;

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
    const known = this.byName.get(name);
    if (known) return known.take();
    if (this.byName.size >= CROWD) this.forget();
    const limit = new RateLimit(this.rate, this.now);
    this.byName.set(name, limit);
    return limit.take();
  }

  private forget(): void {
    for (const [name, limit] of this.byName) if (limit.idle) this.byName.delete(name);
  }
}
