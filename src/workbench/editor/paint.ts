/** A line of the plain editor in colour, with its problems underlined. Pure. */
import { type TokenKind, unitTokens } from '../../components/lesson/unit-tokens.ts';
import type { Diagnostic, Severity } from '../../unit-files/types.ts';

export interface Stroke {
  readonly kind: TokenKind;
  readonly text: string;
  readonly problem: Severity | null;
}

const RANK: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };

/** Joined, the strokes are the line again. `at` is the line's number from zero. */
export function paintLine(line: string, at: number, problems: readonly Diagnostic[]) {
  const marks = problems.filter(({ range }) => range.start.line <= at && range.end.line >= at);
  const spans = marks.map(({ range, severity }) => ({
    from: range.start.line === at ? range.start.column : 0,
    to: range.end.line === at ? range.end.column : line.length,
    severity,
  }));
  const strokes: Stroke[] = [];
  let column = 0;
  for (const { kind, text } of unitTokens(line)) {
    const end = column + text.length;
    const cuts = spans
      .flatMap(({ from, to }) => [from, to])
      .filter((cut) => cut > column && cut < end);
    for (const cut of [...new Set(cuts)].sort((a, b) => a - b).concat(end)) {
      const from = column;
      const over = spans.filter((span) => span.from <= from && span.to >= cut);
      strokes.push({ kind, text: line.slice(column, cut), problem: worst(over) });
      column = cut;
    }
  }
  return strokes;
}

/** The gravest of several problems, or null. */
export function worst(problems: readonly { readonly severity: Severity }[]): Severity | null {
  return problems.reduce<Severity | null>(
    (found, { severity }) => (found && RANK[found] >= RANK[severity] ? found : severity),
    null,
  );
}
