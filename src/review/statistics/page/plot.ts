/** What is plotted, as data; drawn by uPlot, listed by a table. */
import type { Palette } from '../../../workbench/colors.ts';

export interface Plot {
  /** Names the places on the horizontal axis, one for each value. */
  readonly labels: readonly string[];
  /** What the labels are, for the table: `Day`. */
  readonly axis: string;
  readonly series: readonly Series[];
  /** Vertical range; from 0 to a little above the largest value when absent. */
  readonly range?: readonly [number, number];
  /** As the axis, the table and the pointer show a value. */
  readonly format: (value: number) => string;
  /** What the colours mean, where the series do not say it. */
  readonly legend?: readonly Pick<Series, 'name' | 'color' | 'shape'>[];
  /** Names of groups of equal width below the axis, in place of the labels. */
  readonly groups?: readonly string[];
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly color: keyof Palette;
  /** One colour a bar, where they differ. */
  readonly colors?: readonly (keyof Palette)[];
  readonly shape: 'bars' | 'line' | 'dashes' | 'dots';
}

/** The first label of those written out, and the distance to the next, in `width` px. */
export function labelStep(labels: readonly string[], width: number): number {
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 1);
  const room = Math.max(Math.floor(width / (longest * 7 + 12)), 1);
  return Math.max(Math.ceil(labels.length / room), 1);
}
