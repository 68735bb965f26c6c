/** Draws a plot with uPlot in the page's own colours and type. */
import uPlot from 'uplot';
import { readPalette } from '../../../workbench/colors.ts';
import { labelStep, type Plot, type Series } from './plot.ts';

const HEIGHT = 200;
const DASHES: Readonly<Partial<Record<Series['shape'], number[]>>> = {
  dashes: [8, 5],
  dots: [2, 4],
};

export interface Drawn {
  resize(width: number): void;
  dispose(): void;
}

/** `point` hears which place the pointer is at; null when it left. */
export function drawPlot(
  place: HTMLElement,
  plot: Plot,
  point: (index: number | null) => void,
): Drawn {
  const palette = readPalette(place);
  const { fontFamily } = getComputedStyle(place);
  const font = `12px ${fontFamily}`;
  const { labels, range, format } = plot;
  const largest = Math.max(...plot.series.flatMap(({ values }) => values.map((v) => v ?? 0)), 0);
  const axis: uPlot.Axis = {
    stroke: palette['ink-2'],
    font,
    ticks: { show: false },
    grid: { stroke: palette.line, width: 1 },
  };

  const series = ({ values: _, color, colors, shape, name }: Series): uPlot.Series => {
    const stroke = palette[color];
    if (shape === 'bars') {
      const bars = uPlot.paths.bars?.({
        size: [0.72, 48],
        ...(colors && {
          disp: {
            fill: { unit: 3, values: () => colors.map((token) => palette[token]) },
          },
        }),
      });
      return {
        label: name,
        fill: stroke,
        width: 0,
        points: { show: false },
        ...(bars && { paths: bars }),
      };
    }
    const dash = DASHES[shape];
    return {
      label: name,
      stroke,
      width: 2,
      spanGaps: true,
      ...(dash
        ? { dash, points: { show: false } }
        : { points: { show: true, size: 7, fill: stroke } }),
    };
  };

  const drawn = new uPlot(
    {
      width: Math.max(place.clientWidth, 120),
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: () => [-0.6, labels.length - 0.4] },
        y: { range: range ? [...range] : () => [0, largest > 0 ? largest * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 28,
          splits: (self) => places(plot, self.width - 60).map(([index]) => index),
          values: (self) => places(plot, self.width - 60).map(([, label]) => label),
        },
        {
          ...axis,
          size: (_, values) => Math.max(...(values ?? []).map((text) => text.length * 7 + 14), 28),
          space: 40,
          incrs: range
            ? [0.05, 0.1, 0.2, 0.25, 0.5]
            : [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000, 10000, 100000],
          values: (_, splits) => splits.map(format),
        },
      ],
      series: [{}, ...plot.series.map(series)],
      hooks: { setCursor: [({ cursor }) => point(cursor.idx ?? null)] },
    },
    [labels.map((_, index) => index), ...plot.series.map(({ values }) => [...values])],
    place,
  );
  return {
    resize: (width) => drawn.setSize({ width: Math.max(width, 120), height: HEIGHT }),
    dispose: () => drawn.destroy(),
  };
}

/** What is written below the axis, and where. */
function places({ labels, groups }: Plot, width: number): (readonly [number, string])[] {
  if (groups) {
    const span = (labels.length + 1) / groups.length;
    return groups.map((name, index) => [(index + 0.5) * span - 1, name]);
  }
  const step = labelStep(labels, width);
  return labels.flatMap((label, index) => (index % step === 0 ? [[index, label] as const] : []));
}
