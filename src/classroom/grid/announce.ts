/** What of a live grid is worth saying aloud: who needs help, and nothing else. */
import { shownName } from '../shown-name.ts';
import type { GridRow } from './rows.ts';

/** At most one announcement in this time, ms: what happens meanwhile is said together. */
export const QUIET_MS = 10_000;

/** Who needed help when it was last said. */
export interface Said {
  readonly hands: ReadonlySet<string>;
  readonly stuck: ReadonlySet<string>;
}

export const NOTHING_SAID: Said = { hands: new Set(), stuck: new Set() };

/** Words for what is new since `before`; empty when there is nothing to say. */
export function announcement(
  before: Said,
  rows: readonly GridRow[],
): { words: string; said: Said } {
  const hands = rows.filter(({ hand }) => hand !== null);
  const stuck = rows.filter((row) => row.stuck !== null && row.hand === null);
  const words = [
    sentence(fresh(hands, before.hands), 'raises a hand', 'raise a hand', 'hands are up'),
    sentence(fresh(stuck, before.stuck), 'is stuck', 'are stuck', 'learners are stuck'),
  ];
  return {
    words: words.filter((each) => each !== '').join(' '),
    said: { hands: ids(hands), stuck: ids(stuck) },
  };
}

const fresh = (rows: readonly GridRow[], known: ReadonlySet<string>) =>
  rows.filter(({ id }) => !known.has(id));
const ids = (rows: readonly GridRow[]) => new Set(rows.map(({ id }) => id));

function sentence(rows: readonly GridRow[], one: string, two: string, many: string): string {
  const names = rows.map(({ name }) => shownName(name));
  if (names.length === 0) return '';
  if (names.length === 1) return `${names[0]} ${one}.`;
  if (names.length === 2) return `${names[0]} and ${names[1]} ${two}.`;
  return `${names.length} more ${many}.`;
}
