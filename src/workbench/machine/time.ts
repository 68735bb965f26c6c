const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Remaining time at which the learner is warned, ms. */
export const WARN_BEFORE_MS = 5 * MINUTE;

/** Time left in words, rounded down: `1 h 12 min`, `42 min`, `34 s`. Never negative. */
export function formatRemaining(ms: number): string {
  const left = Math.max(0, ms);
  if (left >= HOUR) {
    const minutes = Math.floor((left % HOUR) / MINUTE);
    return `${Math.floor(left / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  if (left >= MINUTE) return `${Math.floor(left / MINUTE)} min`;
  return `${Math.floor(left / SECOND)} s`;
}

/** An expectation in words, rounded up: `about 5 s`, `about 2 min`. */
export function formatEstimate(ms: number): string {
  if (ms <= 50 * SECOND) return `about ${Math.max(1, Math.ceil(ms / SECOND))} s`;
  return `about ${Math.ceil(ms / MINUTE)} min`;
}

/** Time of day with seconds, in the reader's own time zone: `10:41:22`. */
export function formatClock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** How long {@link formatRemaining} stays what it is, ms: when to draw again. */
export function untilNextChange(ms: number): number {
  if (ms <= 0) return MINUTE;
  const unit = ms >= MINUTE ? MINUTE : SECOND;
  return (ms % unit) + 1;
}

/** What the clock asks the learner to know. `idle` is only told when it comes before the end. */
export type TimeWarning =
  | { readonly kind: 'expiry'; readonly at: number }
  | { readonly kind: 'idle'; readonly at: number };

/** The warning due at `now`, if any. */
export function timeWarning(
  now: number,
  expiresAt: number | undefined,
  idleAt: number | undefined,
): TimeWarning | null {
  if (expiresAt !== undefined && expiresAt - now <= WARN_BEFORE_MS) {
    return { kind: 'expiry', at: expiresAt };
  }
  if (idleAt !== undefined && idleAt - now <= WARN_BEFORE_MS) return { kind: 'idle', at: idleAt };
  return null;
}
