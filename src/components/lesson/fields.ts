/** Finds the explained fields in a text. */

export interface Explanation {
  /** Literal text to be explained. */
  readonly match: string;
  readonly says: string;
}

interface Segment {
  readonly text: string;
  /** Index into the explanations; absent between fields. */
  readonly field?: number;
}

export interface Marked {
  readonly segments: readonly Segment[];
  /** In the order in which their fields appear. */
  readonly explanations: readonly Explanation[];
}

/**
 * Cuts `text` at the first occurrence of each match. Throws RangeError when a match does not occur
 * or lies inside another one: an explanation without its field is a mistake in the lesson.
 */
export function markFields(text: string, explain: readonly Explanation[]): Marked {
  const found = explain
    .map((explanation) => ({ explanation, at: text.indexOf(explanation.match) }))
    .toSorted((a, b) => a.at - b.at);

  const segments: Segment[] = [];
  let end = 0;
  for (const [field, { explanation, at }] of found.entries()) {
    if (at < end) {
      const fault = at < 0 ? 'does not occur in the output' : 'overlaps the explanation before it';
      throw new RangeError(`The explained text "${explanation.match}" ${fault}.`);
    }
    if (at > end) segments.push({ text: text.slice(end, at) });
    segments.push({ text: explanation.match, field });
    end = at + explanation.match.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return { segments, explanations: found.map(({ explanation }) => explanation) };
}

/** Whether an output is a table: then its first line has cells with more than one blank between. */
export function hasColumns(text: string): boolean {
  const [first = ''] = text.split('\n', 1);
  return /\S {2,}\S/.test(first);
}
