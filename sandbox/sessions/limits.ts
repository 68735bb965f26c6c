import type { Share } from './queue.ts';

/** How long and how much a session may take. Times in ms. */
export interface SessionLimits {
  /** A machine nobody uses is ended after this. */
  readonly idleMs: number;
  /** A machine is ended after this, however busy. */
  readonly lifetimeMs: number;
  /** What one request for more time adds. */
  readonly extendMs: number;
  /** No extension goes beyond this, counted from the start. */
  readonly maxLifetimeMs: number;
  /** A machine that has not booted by then is given up. */
  readonly startMs: number;
  /** A place in the queue is given up after this. */
  readonly queueMs: number;
  /** How long the end of a session can still be asked for. */
  readonly rememberMs: number;
  /** Machines one browser may have at once. */
  readonly perBrowser: number;
  /** Booted machines kept ready for the next learner. */
  readonly warm: number;
  /** Machines in all; the engine's own capacity when undefined. */
  readonly machines?: number;
}

/** What is agreed for one session in place of the limits for all. */
export interface SessionTerms {
  readonly lifetimeMs: number;
  /** It takes a place among others; `Sessions.limitShare` says how many there are. */
  readonly share?: Share;
}

export function withTerms(limits: SessionLimits, terms: SessionTerms | undefined): SessionLimits {
  if (!terms) return limits;
  const { lifetimeMs } = terms;
  return { ...limits, lifetimeMs, maxLifetimeMs: Math.max(limits.maxLifetimeMs, lifetimeMs) };
}

const MINUTE = 60_000;

export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  idleMs: 20 * MINUTE,
  lifetimeMs: 60 * MINUTE,
  extendMs: 30 * MINUTE,
  maxLifetimeMs: 180 * MINUTE,
  startMs: 2 * MINUTE,
  queueMs: 30 * MINUTE,
  rememberMs: 15 * MINUTE,
  perBrowser: 3,
  warm: 1,
};
