import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../src/review/settings.ts';
import { labelStep } from '../../../../src/review/statistics/page/plot.ts';
import {
  answerTimePlot,
  buttonRows,
  buttonsPlot,
  forecastPlot,
  retentionPlot,
  retentionRows,
  timePlot,
} from '../../../../src/review/statistics/page/plots.ts';
import { statistics } from '../../../../src/review/statistics/statistics.ts';
import { yearOfReviews } from '../../profile.ts';

const NOW = Date.parse('2026-11-28T20:00Z');
const keys = Array.from({ length: 50 }, (_, index) => `card-${index}`);
const figures = statistics({
  log: yearOfReviews({ keys, until: NOW, days: 200 }),
  keys,
  settings: DEFAULT_SETTINGS,
  now: NOW,
  offsetMin: () => 0,
});
const sum = (values: readonly (number | null)[] = []) =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);

test('the forecast begins today with what is overdue, by day or by week', () => {
  const given = { ...figures, forecast: { overdue: 5, due: [2, 3, ...new Array(363).fill(1)] } };
  const month = forecastPlot(given, 'month');
  expect(month.labels).toHaveLength(30);
  expect(month.labels.slice(0, 4)).toEqual(['Nov 28', 'Nov 29', 'Nov 30', 'Dec 1']);
  expect(month.series[0]?.values.slice(0, 3)).toEqual([7, 3, 1]);
  const year = forecastPlot(given, 'year');
  expect(year.axis).toBe('Week from');
  expect(year.labels.slice(0, 2)).toEqual(['Nov 28', 'Dec 5']);
  expect(sum(year.series[0]?.values)).toBe(7 + 3 + 363);
});

test('time a day ends today', () => {
  const month = timePlot(figures, 'month');
  expect(month.labels.at(-1)).toBe('Nov 28');
  expect(month.labels).toHaveLength(30);
  const year = timePlot(figures, 'year');
  expect(year.labels.at(-1)).toBe('Nov 22');
  expect(year.labels).toHaveLength(52);
});

test('retention names every month, and the table says of how many', () => {
  const months = [
    {
      month: '2026-10',
      young: { asked: 4, recalled: 3 },
      mature: { asked: 0, recalled: 0 },
      predicted: 0.91,
    },
  ];
  const plot = retentionPlot(months, 0.9);
  expect(plot.labels).toEqual(['Oct 26']);
  expect(plot.series.map(({ name, values }) => [name, values[0]])).toEqual([
    ['Young', 0.75],
    ['Mature', null],
    ['Predicted', 0.91],
    ['Wanted', 0.9],
  ]);
  expect(plot.range).toEqual([0.7, 1]);
  expect(retentionRows(months).body).toEqual([['Oct 26', '75% of 4', '–', '91%']]);
});

test('answers are shares of their own stage', () => {
  const buttons = { learning: [1, 1, 2, 0], young: [0, 0, 0, 0], mature: [0, 0, 3, 1] } as const;
  const { labels, series, range } = buttonsPlot(buttons);
  expect(labels).toHaveLength(14);
  expect(series[0]?.values.slice(0, 5)).toEqual([0.25, 0.25, 0.5, 0, null]);
  expect(series[0]?.values.slice(-2)).toEqual([0.75, 0.25]);
  expect(range).toEqual([0, 0.8]);
  expect(buttonRows(buttons).body[0]).toEqual(['Learning', '1', '1', '2', '0']);
});

test('seconds keep one digit', () => {
  const plot = answerTimePlot([{ month: '2026-01', answers: 3, median: 4.1 }]);
  expect(plot.format(plot.series[0]?.values[0] ?? 0)).toBe('4.1 s');
});

test.each([
  [['Nov 28', 'Nov 29'], 600, 1],
  [new Array(30).fill('Nov 28'), 1000, 2],
  [new Array(53).fill('Nov 28'), 280, 11],
])('labels are left out until the others fit: %#', (labels, width, step) => {
  expect(labelStep(labels, width)).toBe(step);
});
