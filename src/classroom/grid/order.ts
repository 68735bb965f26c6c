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

/** Places in the order of names, by learner. */
type Ranks = ReadonlyMap<string, number>;
type Comparison = (a: Entry, b: Entry) => number;

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Comparing names is slow, and they hardly ever change: it is done once and not for every event. */
export function nameRanks(entries: readonly Entry[]): Ranks {
  const inOrder = entries
    .map(({ learner }) => learner)
    .sort((a, b) => NAMES.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  return new Map(inOrder.map(({ id }, rank) => [id, rank]));
}

/** Whoever waits longest comes first: hands before those found stuck, the finished last. */
const byNeed: Comparison = (a, b) =>
  earlier(a.learner.hand?.at, b.learner.hand?.at) ||
  earlier(a.learner.stuck?.since, b.learner.stuck?.since) ||
  Number(a.row.finished) - Number(b.row.finished) ||
  Number(a.row.away) - Number(b.row.away);

/** Those that are alike in this stand in the order of their names. */
const COMPARISONS: Readonly<Record<Sort, Comparison>> = {
  help: byNeed,
  name: () => 0,
  passed: (a, b) => b.row.passed - a.row.passed,
  change: (a, b) => b.learner.lastActivityAt - a.learner.lastActivityAt,
};

function earlier(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a - b;
}

/** Ids of the rows to show. */
export function arrange(
  entries: readonly Entry[],
  filter: Filter,
  sort: Sort,
  ranks: Ranks = nameRanks(entries),
): readonly string[] {
  const rank = ({ row }: Entry) => ranks.get(row.id) ?? ranks.size;
  return entries
    .filter(({ row }) => SHOWS[filter](row))
    .sort((a, b) => COMPARISONS[sort](a, b) || rank(a) - rank(b))
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
