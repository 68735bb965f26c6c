/** Figures over where the cards stand now: forecast, memory, leeches. */
import { describe, expect, test } from 'vitest';
import { type CardState, newState, Schedule } from '../../../src/review/schedule.ts';
import { DEFAULT_SETTINGS } from '../../../src/review/settings.ts';
import { daysOf } from '../../../src/review/statistics/answers.ts';
import { forecast } from '../../../src/review/statistics/forecast.ts';
import { leeches } from '../../../src/review/statistics/leeches.ts';
import { memory } from '../../../src/review/statistics/memory.ts';
import { day } from './answer.ts';

const NOW = Date.parse('2026-11-28T12:00Z');

interface Given extends Partial<Omit<CardState, 'memory'>> {
  readonly due?: string;
  readonly stability?: number;
  readonly difficulty?: number;
  readonly lapses?: number;
  readonly last?: string;
}

function card(given: Given): CardState {
  const { due = '2026-11-28', stability = 5, difficulty = 5, lapses = 0, last, ...rest } = given;
  const state = newState();
  return {
    ...state,
    unlocked: true,
    ...rest,
    memory: {
      ...state.memory,
      state: 2,
      reps: 9,
      due: new Date(`${due}T12:00Z`),
      last_review: new Date(`${last ?? '2026-11-27'}T12:00Z`),
      stability,
      difficulty,
      lapses,
    },
  };
}

describe('the forecast', () => {
  const ahead = (...cards: CardState[]) =>
    forecast(
      cards,
      daysOf(4, () => 0),
      day('2026-11-28'),
      3,
    );
  test.each([
    ['due today and in two days', [card({}), card({ due: '2026-11-30' })], 0, [1, 0, 1]],
    ['overdue', [card({ due: '2026-11-01' })], 1, [0, 0, 0]],
    ['beyond the end', [card({ due: '2026-12-01' })], 0, [0, 0, 0]],
    ['suspended', [card({ suspended: true })], 0, [0, 0, 0]],
    ['new', [newState()], 0, [0, 0, 0]],
    ['buried', [card({ buriedUntil: Date.parse('2026-11-29T04:00Z') })], 0, [0, 1, 0]],
  ])('%s', (_, cards, overdue, due) => {
    expect(ahead(...cards)).toEqual({ overdue, due });
  });
});

describe('memory', () => {
  const figures = (...cards: CardState[]) => memory(cards, new Schedule(DEFAULT_SETTINGS), NOW);
  const filled = (bins: readonly { from: number; cards: number }[]) =>
    bins.filter(({ cards }) => cards > 0).map(({ from, cards }) => `${from}: ${cards}`);

  test('stability in days and difficulty, a bin begins at its edge', () => {
    const { stability, difficulty } = figures(
      card({ stability: 0.2, difficulty: 1 }),
      card({ stability: 7, difficulty: 9.99 }),
      card({ stability: 6.99, difficulty: 10 }),
      card({ stability: 5_000, difficulty: 4 }),
    );
    expect(filled(stability)).toEqual(['0: 1', '3: 1', '7: 1', '730: 1']);
    expect(filled(difficulty)).toEqual(['1: 1', '4: 1', '9: 2']);
  });
  test('the chance to recall a card now is 90 % once its stability has passed', () => {
    const { retrievability, mean } = figures(card({ stability: 10, last: '2026-11-18' }));
    expect(filled(retrievability)).toEqual(['90: 1']);
    expect(mean?.retrievability).toBeCloseTo(0.9, 2);
  });
  test('new cards have none', () => {
    expect(figures(newState()).mean).toBeNull();
  });
});

test('leeches, most often forgotten first', () => {
  const found = leeches(
    [
      ['well', card({ lapses: 7 })],
      ['often', card({ lapses: 8 })],
      ['always', card({ lapses: 12, suspended: true })],
    ],
    DEFAULT_SETTINGS,
  );
  expect(found).toEqual([
    { key: 'always', lapses: 12, reviews: 9, suspended: true },
    { key: 'often', lapses: 8, reviews: 9, suspended: false },
  ]);
});
