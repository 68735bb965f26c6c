/** The life of one session as a pure state machine: what happens, what follows, what must be done. */
import type { SessionLimits } from './limits.ts';

export type Lifecycle =
  | { readonly state: 'queued'; readonly since: number }
  | { readonly state: 'starting'; readonly since: number; readonly times?: Times }
  | { readonly state: 'ready'; readonly machine: string; readonly times: Times }
  | { readonly state: 'ended' | 'error'; readonly reason: string; readonly since: number };

/** Times of a machine in use, ms since the epoch. They outlive a reset. */
export interface Times {
  readonly bornAt: number;
  readonly usedAt: number;
  readonly expiresAt: number;
}

export type LifeEvent =
  /** There is room for its machine. */
  | { readonly type: 'admitted' }
  /** There turned out to be none after all. */
  | { readonly type: 'postponed' }
  | { readonly type: 'booted'; readonly machine: string }
  /** The server was restarted and found the machine still running. */
  | { readonly type: 'adopted'; readonly machine: string; readonly times: Times }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'used' }
  | { readonly type: 'extended' }
  | { readonly type: 'reset' }
  /** The machine is gone. */
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'ended'; readonly reason: string }
  /** Time has passed: a limit may be reached. */
  | { readonly type: 'time' };

/** What the surroundings have to do, in this order. */
export type Effect =
  /** Give up the machine, finished or not. */
  | 'release'
  | 'boot'
  /** Write down which machine belongs to the session, for a restart of the server. */
  | 'save'
  | 'erase';

export interface Step {
  readonly life: Lifecycle;
  readonly effects: readonly Effect[];
}

/** The next state. Events that make no sense in a state change nothing. */
export function step(life: Lifecycle, event: LifeEvent, now: number, limits: SessionLimits): Step {
  if (isOver(life)) return unchanged(life);
  switch (event.type) {
    case 'admitted':
      if (life.state !== 'queued') return unchanged(life);
      return { life: { state: 'starting', since: now }, effects: ['boot'] };
    case 'postponed':
      if (life.state !== 'starting') return unchanged(life);
      return { life: { state: 'queued', since: life.since }, effects: ['release'] };
    case 'booted': {
      if (life.state !== 'starting') return unchanged(life);
      const expiresAt = life.times?.expiresAt ?? now + limits.lifetimeMs;
      const times = { bornAt: life.times?.bornAt ?? now, usedAt: now, expiresAt };
      return { life: { state: 'ready', machine: event.machine, times }, effects: ['save'] };
    }
    case 'adopted': {
      if (life.state !== 'queued') return unchanged(life);
      const times = { ...event.times, usedAt: now };
      return { life: { state: 'ready', machine: event.machine, times }, effects: [] };
    }
    case 'used':
      return withTimes(life, { usedAt: now }, []);
    case 'extended':
      return withTimes(life, { usedAt: now, expiresAt: extended(life, limits) }, ['save']);
    case 'reset':
      if (life.state !== 'ready') return unchanged(life);
      return {
        life: { state: 'starting', since: now, times: life.times },
        effects: ['erase', 'release', 'boot'],
      };
    case 'failed':
      return over('error', event.reason, now);
    case 'lost':
    case 'ended':
      return over('ended', event.reason, now);
    case 'time': {
      const due = deadline(life, limits);
      return due.at > now ? unchanged(life) : over(due.state, due.reason, now);
    }
  }
}

/** When the state's limit is reached, ms since the epoch. `Infinity` for a state without one. */
export function nextDeadline(life: Lifecycle, limits: SessionLimits): number {
  return isOver(life) ? Number.POSITIVE_INFINITY : deadline(life, limits).at;
}

export function isOver(life: Lifecycle): life is Extract<Lifecycle, { reason: string }> {
  return life.state === 'ended' || life.state === 'error';
}

/** Whether a request for more time would add any. */
export function canExtend(life: Lifecycle, limits: SessionLimits): boolean {
  return life.state === 'ready' && extended(life, limits) > life.times.expiresAt;
}

function extended(life: Lifecycle, limits: SessionLimits): number {
  if (life.state !== 'ready') return 0;
  const { bornAt, expiresAt } = life.times;
  return Math.max(expiresAt, Math.min(expiresAt + limits.extendMs, bornAt + limits.maxLifetimeMs));
}

type Live = Exclude<Lifecycle, { reason: string }>;

function deadline(
  life: Live,
  limits: SessionLimits,
): { at: number; state: 'ended' | 'error'; reason: string } {
  switch (life.state) {
    case 'queued':
      return {
        at: life.since + limits.queueMs,
        state: 'ended',
        reason: `No machine became free within ${minutes(limits.queueMs)}. Ask for one again later.`,
      };
    case 'starting':
      return {
        at: life.since + limits.startMs,
        state: 'error',
        reason: `The machine did not start within ${minutes(limits.startMs)}. Start another one.`,
      };
    case 'ready': {
      const idleAt = life.times.usedAt + limits.idleMs;
      const reason =
        idleAt < life.times.expiresAt
          ? `The machine was ended because nobody used it for ${minutes(limits.idleMs)}.`
          : 'The machine was ended because its time was up.';
      return {
        at: Math.min(idleAt, life.times.expiresAt),
        state: 'ended',
        reason: `${reason} Your files are kept in this browser; start a new one to go on.`,
      };
    }
  }
}

function withTimes(life: Live, times: Partial<Times>, effects: readonly Effect[]): Step {
  if (life.state !== 'ready') return unchanged(life);
  return { life: { ...life, times: { ...life.times, ...times } }, effects };
}

function over(state: 'ended' | 'error', reason: string, now: number): Step {
  return { life: { state, reason, since: now }, effects: ['erase', 'release'] };
}

const unchanged = (life: Lifecycle): Step => ({ life, effects: [] });

const minutes = (ms: number): string => {
  const count = Math.round(ms / 60_000);
  return count === 1 ? '1 minute' : `${count} minutes`;
};
