/** The text of the plain editor in colour, with its problems underlined. Pure. */
import { highlightLine, type TokenKind } from '../../unit-files/highlight.ts';
import type { Diagnostic, Severity } from '../../unit-files/types.ts';

export interface Stroke {
  readonly kind: TokenKind;
  readonly text: string;
  readonly problem: Severity | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
}

const RANK: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };

/** The strokes of each line; joined, they are the line again. */
export function paint(
  text: string,
  problems: readonly Diagnostic[],
): readonly (readonly Stroke[])[] {
  let continued = false;
  return text.split('\n').map((line, at) => {
    const highlighted = highlightLine(line, continued);
    ({ continued } = highlighted);
    const spans = spansOn(line, at, problems);
    return highlighted.tokens.flatMap(({ start, kind }, index, tokens) =>
      cut(line, kind, start, tokens[index + 1]?.start ?? line.length, spans),
    );
  });
}

function spansOn(line: string, at: number, problems: readonly Diagnostic[]): Span[] {
  return problems
    .filter(({ range }) => range.start.line <= at && range.end.line >= at)
    .map(({ range, severity }) => ({
      from: range.start.line === at ? range.start.column : 0,
      to: range.end.line === at ? range.end.column : line.length,
      severity,
    }));
}

/** One token, cut where a problem begins or ends. */
function cut(
  line: string,
  kind: TokenKind,
  start: number,
  end: number,
  spans: readonly Span[],
): Stroke[] {
  const inside = spans
    .flatMap(({ from, to }) => [from, to])
    .filter((place) => place > start && place < end);
  const places = [start, ...new Set(inside.sort((a, b) => a - b)), end];
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? end;
    const over = spans.filter((span) => span.from <= from && span.to >= to);
    return { kind, text: line.slice(from, to), problem: worst(over) };
  });
}

/** The gravest of several problems, or null. */
export function worst(problems: readonly { readonly severity: Severity }[]): Severity | null {
  return problems.reduce<Severity | null>(
    (found, { severity }) => (found && RANK[found] >= RANK[severity] ? found : severity),
    null,
  );
}
