import { describe, expect, test } from 'vitest';
import { reviewCards } from '../../src/review/cards.ts';
import type { Entry, Grade } from '../../src/review/log.ts';
import { buildQueue, dayStart, doneSince } from '../../src/review/queue.ts';
import { Schedule } from '../../src/review/schedule.ts';
import { DEFAULT_SETTINGS, type ReviewSettings } from '../../src/review/settings.ts';
import { Deck } from '../../src/schemas/deck.ts';

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
    used: doneSince(log, states, since),
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
