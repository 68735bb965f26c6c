import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/review/settings.ts';
import { statistics } from '../../../src/review/statistics/statistics.ts';
import { yearOfReviews } from '../profile.ts';

const NOW = Date.parse('2026-11-28T20:00Z');
const keys = Array.from({ length: 200 }, (_, index) => `card-${index}`);
const figuresOf = (log: Parameters<typeof statistics>[0]['log']) =>
  statistics({ log, keys, settings: DEFAULT_SETTINGS, now: NOW, offsetMin: () => 0 });
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('the statistics', () => {
  test('of an empty log say nothing and break nothing', () => {
    const figures = figuresOf([]);
    expect(figures).toMatchObject({
      today: '2026-11-28',
      desired: 0.9,
      answers: 0,
      cards: { locked: 200, fresh: 0, learning: 0, young: 0, mature: 0, suspended: 0 },
      retention: [],
      time: [],
      leeches: [],
      memory: { mean: null },
    });
    expect(sum(figures.forecast.due)).toBe(0);
    expect(sum(figures.calendar.counts)).toBe(0);
  });

  test('of a year agree with each other', () => {
    const log = yearOfReviews({ keys, until: NOW, days: 365 });
    const { answers, cards, forecast, calendar, buttons, memory, retention, time } = figuresOf(log);
    expect(answers).toBe(log.length);
    expect(sum(calendar.counts)).toBe(answers);
    expect(sum(Object.values(buttons).flat())).toBe(answers);
    expect(sum(time.map((month) => month.answers))).toBe(answers);
    expect(sum(Object.values(cards))).toBe(keys.length);
    for (const bins of [memory.stability, memory.difficulty, memory.retrievability]) {
      expect(sum(bins.map((bin) => bin.cards))).toBe(cards.learning + cards.young + cards.mature);
    }
    expect(forecast.overdue + sum(forecast.due)).toBeLessThanOrEqual(keys.length);
    expect(sum(forecast.due)).toBeGreaterThan(0);
    // Who forgets as FSRS expects recalls about what it predicts.
    const mature = retention.reduce((all, { mature }) => all + mature.recalled, 0);
    const asked = retention.reduce((all, { mature }) => all + mature.asked, 0);
    expect(mature / asked).toBeGreaterThan(0.75);
  });

  test('keep what was done with cards that are gone', () => {
    const log = yearOfReviews({ keys: ['gone'], until: NOW, days: 30 });
    const { answers, cards } = figuresOf(log);
    expect(answers).toBe(log.length);
    expect(cards.locked).toBe(keys.length);
  });
});
