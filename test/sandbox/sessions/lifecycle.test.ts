import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canExtend,
  type Lifecycle,
  type LifeEvent,
  nextDeadline,
  step,
} from '../../../sandbox/sessions/lifecycle.ts';
import { DEFAULT_SESSION_LIMITS as LIMITS } from '../../../sandbox/sessions/limits.ts';

const T = 1_000_000_000;
const MINUTE = 60_000;

const times = { bornAt: T, usedAt: T, expiresAt: T + LIMITS.lifetimeMs };
const queued: Lifecycle = { state: 'queued', since: T };
const starting: Lifecycle = { state: 'starting', since: T };
const ready: Lifecycle = { state: 'ready', machine: 'm', times };
const ended: Lifecycle = { state: 'ended', reason: 'over', since: T };

/** "state, event → state, effects", with the event `at` minutes after T. */
describe('each event in each state it concerns', () => {
  test.each<{ from: Lifecycle; event: LifeEvent; at?: number; to: string; effects?: string }>([
    { from: queued, event: { type: 'admitted' }, to: 'starting', effects: 'boot' },
    { from: queued, event: { type: 'adopted', machine: 'm', times }, to: 'ready' },
    { from: queued, event: { type: 'ended', reason: 'r' }, to: 'ended', effects: 'erase release' },
    { from: queued, event: { type: 'time' }, at: 29, to: 'queued' },
    { from: queued, event: { type: 'time' }, at: 30, to: 'ended', effects: 'erase release' },
    { from: queued, event: { type: 'used' }, to: 'queued' },
    { from: queued, event: { type: 'reset' }, to: 'queued' },
    { from: starting, event: { type: 'booted', machine: 'm' }, to: 'ready', effects: 'save' },
    { from: starting, event: { type: 'postponed' }, to: 'queued', effects: 'release' },
    {
      from: starting,
      event: { type: 'failed', reason: 'r' },
      to: 'error',
      effects: 'erase release',
    },
    { from: starting, event: { type: 'time' }, at: 1, to: 'starting' },
    { from: starting, event: { type: 'time' }, at: 2, to: 'error', effects: 'erase release' },
    { from: ready, event: { type: 'reset' }, to: 'starting', effects: 'erase release boot' },
    { from: ready, event: { type: 'lost', reason: 'r' }, to: 'ended', effects: 'erase release' },
    { from: ready, event: { type: 'extended' }, to: 'ready', effects: 'save' },
    { from: ready, event: { type: 'used' }, to: 'ready' },
    { from: ready, event: { type: 'time' }, at: 19, to: 'ready' },
    { from: ready, event: { type: 'time' }, at: 20, to: 'ended', effects: 'erase release' },
    { from: ready, event: { type: 'booted', machine: 'late' }, to: 'ready' },
    { from: ended, event: { type: 'booted', machine: 'late' }, to: 'ended' },
    { from: ended, event: { type: 'ended', reason: 'again' }, to: 'ended' },
  ])(
    '$from.state, $event.type after $at min → $to',
    ({ from, event, at = 0, to, effects = '' }) => {
      const result = step(from, event, T + at * MINUTE, LIMITS);
      expect(result.life.state).toBe(to);
      expect(result.effects.join(' ')).toBe(effects);
    },
  );
});

test('a machine in use lives for its lifetime and no longer', () => {
  let life: Lifecycle = ready;
  for (let minute = 10; minute < 60; minute += 10) {
    life = step(life, { type: 'used' }, T + minute * MINUTE, LIMITS).life;
    life = step(life, { type: 'time' }, T + minute * MINUTE, LIMITS).life;
  }
  expect(nextDeadline(life, LIMITS)).toBe(T + 60 * MINUTE);
  const over = step(life, { type: 'time' }, T + 60 * MINUTE, LIMITS).life;
  expect(over).toMatchObject({ state: 'ended', reason: expect.stringContaining('time was up') });
});

test('an idle machine says why it was ended', () => {
  const { life } = step(ready, { type: 'time' }, T + 20 * MINUTE, LIMITS);
  expect(life).toMatchObject({ reason: expect.stringContaining('nobody used it for 20 minutes') });
});

test('time can be added until the limit, and then no more', () => {
  let life: Lifecycle = ready;
  const extensions: number[] = [];
  while (canExtend(life, LIMITS)) {
    life = step(life, { type: 'extended' }, T, LIMITS).life;
    if (life.state === 'ready') extensions.push((life.times.expiresAt - T) / MINUTE);
  }
  expect(extensions).toEqual([90, 120, 150, 180]);
});

test('a reset keeps the time that is left', () => {
  const again = step(ready, { type: 'reset' }, T + 10 * MINUTE, LIMITS).life;
  const { life } = step(again, { type: 'booted', machine: 'new' }, T + 11 * MINUTE, LIMITS);
  expect(life).toEqual({
    state: 'ready',
    machine: 'new',
    times: { ...times, usedAt: T + 11 * MINUTE },
  });
});

const event = fc.oneof<fc.Arbitrary<LifeEvent>[]>(
  ...(['admitted', 'postponed', 'used', 'extended', 'reset', 'time'] as const).map((type) =>
    fc.constant({ type }),
  ),
  fc.constant({ type: 'booted', machine: 'm' }),
  ...(['failed', 'lost', 'ended'] as const).map((type) => fc.constant({ type, reason: 'r' })),
);

test('whatever happens, a session that took machines gives all of them back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, fc.integer({ min: 0, max: 30 * MINUTE }))),
      (happenings) => {
        let now = T;
        let life: Lifecycle = queued;
        let held = 0;
        for (const [what, passed] of [
          ...happenings,
          [{ type: 'ended', reason: 'r' }, 0],
        ] as const) {
          now += passed;
          const result = step(life, what, now, LIMITS);
          for (const effect of result.effects) {
            if (effect === 'boot') held += 1;
            if (effect === 'release') held = 0;
          }
          expect(held).toBeLessThanOrEqual(1);
          const holds = result.life.state === 'starting' || result.life.state === 'ready';
          expect(held).toBe(holds ? 1 : 0);
          life = result.life;
        }
        expect(held).toBe(0);
      },
    ),
  );
});
