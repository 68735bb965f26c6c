/** Which rows the grid shows, and in which order. */
import type { LearnerView } from '../../schemas/classroom/learner.ts';
import type { GridRow } from './rows.ts';

export interface Entry {
  readonly learner: LearnerView;
  readonly row: GridRow;
}

export const SORTS = {
  help: 'Needs help first',
  name: 'Name',
  passed: 'Checks passed',
  change: 'Last change',
} as const;
export type Sort = keyof typeof SORTS;

export const FILTERS = {
  all: 'All',
  hand: 'Hand up',
  stuck: 'Stuck',
  finished: 'Finished',
} as const;
export type Filter = keyof typeof FILTERS;

const SHOWS: Readonly<Record<Filter, (row: GridRow) => boolean>> = {
  all: () => true,
  hand: ({ hand }) => hand !== null,
  stuck: ({ stuck }) => stuck !== null,
  finished: ({ finished }) => finished,
};

type Comparison = (a: Entry, b: Entry) => number;

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const byName: Comparison = (a, b) =>
  NAMES.compare(a.learner.name, b.learner.name) || (a.learner.id < b.learner.id ? -1 : 1);

/** Whoever waits longest comes first: hands before those found stuck, the finished last. */
const byNeed: Comparison = (a, b) =>
  earlier(a.learner.hand?.at, b.learner.hand?.at) ||
  earlier(a.learner.stuck?.since, b.learner.stuck?.since) ||
  Number(a.row.finished) - Number(b.row.finished) ||
  Number(a.row.away) - Number(b.row.away) ||
  byName(a, b);

const COMPARISONS: Readonly<Record<Sort, Comparison>> = {
  help: byNeed,
  name: byName,
  passed: (a, b) => b.row.passed - a.row.passed || byName(a, b),
  change: (a, b) => b.learner.lastActivityAt - a.learner.lastActivityAt || byName(a, b),
};

function earlier(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a - b;
}

/** Ids of the rows to show. */
export function arrange(entries: readonly Entry[], filter: Filter, sort: Sort): readonly string[] {
  return entries
    .filter(({ row }) => SHOWS[filter](row))
    .sort(COMPARISONS[sort])
    .map(({ row }) => row.id);
}

/** How many rows each filter shows. */
export function countFilters(rows: readonly GridRow[]): Readonly<Record<Filter, number>> {
  const count = (filter: Filter) => rows.filter(SHOWS[filter]).length;
  return {
    all: rows.length,
    hand: count('hand'),
    stuck: count('stuck'),
    finished: count('finished'),
  };
}

/**
 * The order on the screen while someone points at a row: what is there stays where it is, what is
 * new comes last, and what is gone goes.
 */
export function held(shown: readonly string[], wanted: readonly string[]): readonly string[] {
  const still = new Set(wanted);
  const before = new Set(shown);
  return [...shown.filter((id) => still.has(id)), ...wanted.filter((id) => !before.has(id))];
}
