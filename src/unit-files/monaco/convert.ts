import type * as Monaco from 'monaco-editor/editor';
import type { Position, Range } from '../types.ts';

/** Monaco counts lines and columns from 1. */
export function toMonaco({ start, end }: Range): Monaco.IRange {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.column + 1,
    endLineNumber: end.line + 1,
    endColumn: end.column + 1,
  };
}

export function fromMonaco({ lineNumber, column }: Monaco.IPosition): Position {
  return { line: lineNumber - 1, column: column - 1 };
}

/** Whether two ranges share a place; touching counts. */
export function touches(a: Monaco.IRange, b: Monaco.IRange): boolean {
  return !isBefore(a, b) && !isBefore(b, a);
}

function isBefore(a: Monaco.IRange, b: Monaco.IRange): boolean {
  return (
    a.endLineNumber < b.startLineNumber ||
    (a.endLineNumber === b.startLineNumber && a.endColumn < b.startColumn)
  );
}

/** Our prose as Markdown: backticks stay code, everything else is plain. */
export function toMarkdown(prose: string): string {
  return prose
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : plainMarkdown(part)))
    .join('');
}

export function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}

/** An AbortSignal that follows a Monaco cancellation token. */
export function signalOf(token: Monaco.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
