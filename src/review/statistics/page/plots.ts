/** From figures to what is plotted of them. */
import { STAGES, type Stage } from '../answers.ts';
import type { Buttons } from '../buttons.ts';
import type { Bin } from '../memory.ts';
import { type MonthRetention, rate } from '../retention.ts';
import type { Statistics } from '../statistics.ts';
import type { MonthTime } from '../time.ts';
import type { Rows } from './Figure.tsx';
import type { Plot } from './plot.ts';
import { byWeek } from './weeks.ts';
import { count, percent, shortDay, shortMonth } from './words.ts';

export type Range = 'month' | 'year';
const MONTH_DAYS = 30;

/** Reviews that come. What is overdue waits for today. */
export function forecastPlot({ forecast, today }: Statistics, range: Range): Plot {
  const [first = 0, ...rest] = forecast.due;
  const days = [first + forecast.overdue, ...rest];
  return overTime(days, range, 'Reviews', count, (index) => shortDay(today, index));
}

/** Minutes that were spent. */
export function timePlot({ calendar, today }: Statistics, range: Range): Plot {
  const minutes = calendar.ms.map((ms) => ms / 60_000);
  const length = range === 'month' ? MONTH_DAYS : Math.floor(minutes.length / 7) * 7;
  return overTime(minutes.slice(-length), range, 'Time', inMinutes, (index) =>
    shortDay(today, index - length + 1),
  );
}

const inMinutes = (minutes: number): string => `${Number(minutes.toFixed(1))} min`;

function overTime(
  days: readonly number[],
  range: Range,
  name: string,
  format: Plot['format'],
  label: (index: number) => string,
): Plot {
  const values = range === 'month' ? days.slice(0, MONTH_DAYS) : byWeek(days);
  const width = range === 'month' ? 1 : 7;
  return {
    labels: values.map((_, index) => label(index * width)),
    axis: range === 'month' ? 'Day' : 'Week from',
    series: [{ name, values, color: 'accent', shape: 'bars' }],
    format,
  };
}

export function retentionPlot(months: readonly MonthRetention[], desired: number): Plot {
  const young = months.map((month) => rate(month.young));
  const mature = months.map((month) => rate(month.mature));
  const least = Math.min(desired, ...[...young, ...mature].map((share) => share ?? 1));
  return {
    labels: months.map(({ month }) => shortMonth(month)),
    axis: 'Month',
    range: [Math.max(Math.floor((least - 0.05) * 10) / 10, 0), 1],
    series: [
      { name: 'Young', values: young, color: 'accent', shape: 'line' },
      { name: 'Mature', values: mature, color: 'pass', shape: 'line' },
      {
        name: 'Predicted',
        values: months.map(({ predicted }) => predicted),
        color: 'ink-2',
        shape: 'dashes',
      },
      { name: 'Wanted', values: months.map(() => desired), color: 'warn', shape: 'dots' },
    ],
    format: percent,
  };
}

/** With how many were asked, which says how much a share is worth. */
export function retentionRows(months: readonly MonthRetention[]): Rows {
  const share = (of: MonthRetention['young']) => {
    const value = rate(of);
    return value === null ? '–' : `${percent(value)} of ${count(of.asked)}`;
  };
  return {
    head: ['Month', 'Young', 'Mature', 'Predicted'],
    body: months.map(({ month, young, mature, predicted }) => [
      shortMonth(month),
      share(young),
      share(mature),
      percent(predicted),
    ]),
  };
}

const STABILITY_NAMES = [
  '<1 d',
  '1 d',
  '3 d',
  '1 wk',
  '2 wk',
  '1 mo',
  '2 mo',
  '4 mo',
  '8 mo',
  '1 y',
  '2 y',
];

export const stabilityPlot = (bins: readonly Bin[]): Plot =>
  binPlot(bins, 'Stability from', (_, index) => STABILITY_NAMES[index] ?? '');

export const difficultyPlot = (bins: readonly Bin[]): Plot =>
  binPlot(bins, 'Difficulty', ({ from }) => (from === 9 ? '9–10' : String(from)));

export const retrievabilityPlot = (bins: readonly Bin[]): Plot =>
  binPlot(bins, 'Chance from', ({ from }) => `${from}%`);

function binPlot(
  bins: readonly Bin[],
  axis: string,
  label: (bin: Bin, index: number) => string,
): Plot {
  return {
    labels: bins.map(label),
    axis,
    series: [
      { name: 'Cards', values: bins.map(({ cards }) => cards), color: 'accent', shape: 'bars' },
    ],
    format: count,
  };
}

/** Seconds from question to grade, the median of each month. */
export const answerTimePlot = (months: readonly MonthTime[]): Plot => ({
  labels: months.map(({ month }) => shortMonth(month)),
  axis: 'Month',
  series: [
    {
      name: 'Seconds',
      values: months.map(({ median }) => median),
      color: 'accent',
      shape: 'line',
    },
  ],
  format: (seconds) => `${Number(seconds.toFixed(1))} s`,
});

export const GRADES = ['Again', 'Hard', 'Good', 'Easy'] as const;
const GRADE_COLORS = ['fail', 'warn', 'accent', 'pass'] as const;
export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  learning: 'Learning',
  young: 'Young',
  mature: 'Mature',
};

/** Three groups of four bars: the share of each grade at each stage. */
export function buttonsPlot(buttons: Buttons): Plot {
  const labels: string[] = [];
  const values: (number | null)[] = [];
  for (const stage of STAGES) {
    const total = buttons[stage].reduce((sum, n) => sum + n, 0);
    for (const [index, n] of buttons[stage].entries()) {
      labels.push(`${STAGE_NAMES[stage]}, ${GRADES[index]}`);
      values.push(total === 0 ? 0 : n / total);
    }
    if (stage !== 'mature') {
      labels.push('');
      values.push(null);
    }
  }
  const colors = [...GRADE_COLORS, 'line'] as const;
  const most = Math.max(...values.map((share) => share ?? 0));
  return {
    labels,
    axis: 'Answer',
    range: [0, Math.max(Math.ceil(most * 10) / 10, 0.1)],
    legend: GRADES.map((name, index) => ({
      name,
      color: GRADE_COLORS[index] ?? 'accent',
      shape: 'bars',
    })),
    groups: STAGES.map((stage) => STAGE_NAMES[stage]),
    series: [
      {
        name: 'Share',
        values,
        color: 'accent',
        colors: labels.map((_, index) => colors[index % 5] ?? 'accent'),
        shape: 'bars',
      },
    ],
    format: percent,
  };
}

export function buttonRows(buttons: Buttons): Rows {
  return {
    head: ['Cards', ...GRADES],
    body: STAGES.map((stage) => [STAGE_NAMES[stage], ...buttons[stage].map(count)]),
  };
}
