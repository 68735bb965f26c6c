import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CardOrder } from '../../src/review/card-order.ts';
import { reviewCards } from '../../src/review/cards.ts';
import { History } from '../../src/review/history.ts';
import type { Entry, Grade } from '../../src/review/log.ts';
import { buildQueue, DayQueue, dayStart, doneSince } from '../../src/review/queue.ts';
import { newState, Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS, type ReviewSettings } from '../../src/review/settings.ts';
import { Deck } from '../../src/schemas/deck.ts';
import { anyLog } from './any-log.ts';

const DAY = 86_400_000;
const NOW = 20_000 * DAY + 12 * 3_600_000;
const deck = Deck.parse({
  deck: 'd',
  title: 'D',
  summary: 'd',
  cards: [
    ...['a', 'b', 'c'].map((id) => ({ id, kind: 'basic', front: id, back: id })),
    { id: 'z', kind: 'cloze', text: '{{c1::x}} and {{c2::y}}' },
  ],
});
const cards = reviewCards([deck]);
let n = 0;
const does = (card: string, at: number, grade: Grade): Entry => ({
  id: `t.${n++}`,
  at,
  card,
  do: 'grade',
  grade,
  ms: 1,
});
const unlock = (card: string): Entry => ({ id: `t.${n++}`, at: 1, card, do: 'unlock' });

function queue(log: Entry[], settings: Partial<ReviewSettings> = {}) {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const states = new Schedule(all).replay(log);
  const since = dayStart(NOW, all.dayStartsAt, 0);
  return buildQueue({
    cards,
    states,
    settings: all,
    used: doneSince(new History(log).gradesSince(since), states, since),
    now: NOW,
    dayEnd: since + DAY,
  });
}

describe('the queue', () => {
  test('locked cards are not asked', () => expect(queue([]).now).toEqual([]));
  test('unlocked cards come in course order', () =>
    expect(queue([unlock('b'), unlock('a')]).now).toEqual(['a', 'b']));
  test('new cards stop at the daily limit', () =>
    expect(queue([unlock('a'), unlock('b'), unlock('c')], { newPerDay: 2 }).now).toHaveLength(2));
  test('cards begun today use up the limit', () =>
    expect(
      queue([unlock('a'), unlock('b'), unlock('c'), does('a', NOW - 60_000, 4)], { newPerDay: 2 })
        .now,
    ).toEqual(['b']));
  test('the most overdue review comes first', () =>
    expect(queue([does('a', NOW - 20 * DAY, 4), does('b', NOW - 90 * DAY, 4)]).now).toEqual([
      'b',
      'a',
    ]));
  test('siblings are not asked on one day', () =>
    expect(queue([unlock('z~c1'), unlock('z~c2')]).now).toEqual(['z~c1']));
  test('a failed check puts its card in front', () =>
    expect(
      queue([does('a', NOW - 90 * DAY, 4), { id: 'r', at: NOW - 5, card: 'c', do: 'recall' }])
        .now[0],
    ).toBe('c'));
  test('buried and suspended cards stay away', () =>
    expect(
      queue([
        unlock('a'),
        unlock('b'),
        { id: 'x', at: 2, card: 'a', do: 'bury', until: NOW + 1 },
        { id: 'y', at: 2, card: 'b', do: 'suspend' },
      ]).now,
    ).toEqual([]));
  test('a learning card that is not due yet says when it comes', () => {
    const { now, next } = queue([does('a', NOW - 1000, 1)]);
    expect(now).toEqual([]);
    expect(next).toBeGreaterThan(NOW);
  });
});

describe('a day', () => {
  test('begins at four in the morning, local time', () => {
    expect(dayStart(Date.UTC(2026, 0, 2, 3, 59), 4, 0)).toBe(Date.UTC(2026, 0, 1, 4));
    expect(dayStart(Date.UTC(2026, 0, 2, 4, 0), 4, 0)).toBe(Date.UTC(2026, 0, 2, 4));
    expect(dayStart(Date.UTC(2026, 0, 2, 2, 30), 4, -120)).toBe(Date.UTC(2026, 0, 2, 2));
  });
});

test('a queue that follows every deed is the queue made from nothing', () => {
  const keys = cards.map(({ key }) => key);
  fc.assert(
    fc.property(anyLog(keys, NOW - 300 * DAY), fc.nat(20), (log, split) => {
      const [before, after] = [log.slice(0, split), log.slice(split)];
      const schedule = new Schedule(DEFAULT_SETTINGS);
      const dayEnd = dayStart(NOW, 4, 0) + DAY;
      const states = schedule.replay(before);
      const order = new CardOrder(cards);
      const used = { fresh: 0, reviews: 0 };
      const followed = new DayQueue(order, states, NOW, dayEnd);
      for (const entry of after) {
        const state = schedule.apply(states.get(entry.card) ?? newState(), entry);
        states.set(entry.card, state);
        followed.move(entry.card, state, NOW);
      }
      const made = new DayQueue(order, states, NOW, dayEnd);
      expect(followed.at(NOW, used, DEFAULT_SETTINGS)).toEqual(
        made.at(NOW, used, DEFAULT_SETTINGS),
      );
    }),
  );
});
