/** Which terminals are open and which is shown. Pure. */
import { MAX_TERMINALS } from '../../schemas/protocol.ts';

export interface TabList {
  readonly ids: readonly string[];
  readonly active: string | null;
}

export const NO_TABS: TabList = { ids: [], active: null };

const idOf = (n: number) => `t${n}`;

/** Name on the tab, counted as the learner counts: `t2` is "Terminal 2". */
export const titleOf = (id: string): string => `Terminal ${id.replace(/^t(?=\d)/, '')}`;

export const canAdd = (tabs: TabList): boolean => tabs.ids.length < MAX_TERMINALS;

/** Adds a terminal with the lowest free number and shows it. Unchanged when there are enough. */
export function addTab(tabs: TabList): TabList {
  if (!canAdd(tabs)) return tabs;
  let n = 1;
  while (tabs.ids.includes(idOf(n))) n += 1;
  return { ids: [...tabs.ids, idOf(n)], active: idOf(n) };
}

/** Removes a terminal; its neighbour is shown when it was the one shown. */
export function closeTab(tabs: TabList, id: string): TabList {
  const at = tabs.ids.indexOf(id);
  if (at < 0) return tabs;
  const ids = tabs.ids.filter((other) => other !== id);
  const active = tabs.active === id ? (ids[at] ?? ids[at - 1] ?? null) : tabs.active;
  return { ids, active };
}

/** Terminals the machine still has, to be attached to; at least one is opened. */
export function openTabs(existing: readonly string[], active: string | null): TabList {
  const ids = [...new Set(existing)].slice(0, MAX_TERMINALS);
  const first = ids[0];
  if (first === undefined) return addTab(NO_TABS);
  return { ids, active: active !== null && ids.includes(active) ? active : first };
}
