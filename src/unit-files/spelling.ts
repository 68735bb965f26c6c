/**
 * The candidate a word was most likely meant to be: one that differs only in case, the one with
 * the fewest edits, if that is no more than `limit` and no other is as close, or the one it begins.
 */
export function closest(
  word: string,
  candidates: readonly string[],
  limit = editLimit(word),
): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let fewest = limit + 1;
  let tied = false;
  for (const candidate of candidates) {
    if (candidate.toLowerCase() === lower) return candidate;
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const edits = editDistance(lower, candidate.toLowerCase(), limit);
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
      tied = false;
    } else if (edits === fewest && fewest <= limit) {
      tied = true;
    }
  }
  return (tied ? undefined : best) ?? begun(lower, candidates);
}

/** The candidate a word is the beginning of; of several, the one all others begin with. */
function begun(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 4) return undefined;
  const longer = candidates.filter((one) => one.toLowerCase().startsWith(word));
  const shortest = longer.toSorted((a, b) => a.length - b.length)[0];
  return shortest !== undefined && longer.every((one) => one.startsWith(shortest))
    ? shortest
    : undefined;
}

/** How many slips a word of this length is forgiven. */
function editLimit(word: string): number {
  return word.length < 6 ? 1 : word.length < 16 ? 2 : 3;
}

/** Letters to add, drop, change or swap with their neighbour; `limit` + 1 as soon as it is more. */
function editDistance(a: string, b: string, limit: number): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (old[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (old[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (older[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    older = old;
    old = current;
  }
  return old[b.length] ?? 0;
}
