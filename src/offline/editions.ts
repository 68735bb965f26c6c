/** Which version each open page was opened with. Pure; kept in a cache between the worker's lives. */

export interface Editions {
  /** The version that answers pages opened from now on. */
  readonly active: string;
  /** Pages that were open when it took over, by the browser's id for them. */
  readonly earlier: Readonly<Record<string, string>>;
}

/** `version` takes over while the pages `open` are there. */
export function takeOver(
  before: Editions | undefined,
  version: string,
  open: readonly string[],
): Editions {
  // Pages of a first visit came from the network, as this version did.
  if (!before || before.active === version) return { earlier: {}, ...before, active: version };
  return {
    active: version,
    earlier: Object.fromEntries(open.map((id) => [id, versionOf(before, id)])),
  };
}

export function versionOf(editions: Editions, client: string): string {
  return editions.earlier[client] ?? editions.active;
}

/** Versions that some page still needs, given which pages are open. */
export function neededVersions(editions: Editions, open: readonly string[]): ReadonlySet<string> {
  return new Set([editions.active, ...open.map((id) => versionOf(editions, id))]);
}
