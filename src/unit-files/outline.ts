import { LineIndex, type Span } from './parser/document.ts';
import { parseUnitFile } from './parser/parse.ts';
import type { Range } from './types.ts';

/** A section with its assignments; a section that is opened twice appears twice. */
export interface OutlineSection {
  readonly name: string;
  /** From the header to the last line that says something. */
  readonly range: Range;
  readonly header: Range;
  readonly assignments: readonly {
    readonly key: string;
    readonly value: string;
    readonly range: Range;
  }[];
}

/** Values longer than this are cut: the outline is for looking over. */
const VALUE_SHOWN = 80;

interface OpenSection {
  readonly name: string;
  readonly header: Span;
  end: number;
  readonly assignments: { readonly key: string; readonly value: string; readonly span: Span }[];
}

/** The sections of a unit file in order, for an outline and for folding. */
export function outline(content: string): readonly OutlineSection[] {
  const sections: OpenSection[] = [];
  for (const item of parseUnitFile(content).items) {
    if (item.kind === 'section') {
      sections.push({ name: item.name, header: item.span, end: item.span.end, assignments: [] });
      continue;
    }
    const section = sections.at(-1);
    if (!section || item.kind === 'comment') continue;
    section.end = item.span.end;
    if (item.kind === 'assignment') {
      const value = item.value.slice(0, VALUE_SHOWN);
      section.assignments.push({ key: item.key, value, span: item.span });
    }
  }
  const lines = new LineIndex(content);
  return sections.map(({ name, header, end, assignments }) => ({
    name,
    header: lines.range(header),
    range: lines.range({ start: header.start, end }),
    assignments: assignments.map(({ key, value, span }) => ({
      key,
      value,
      range: lines.range(span),
    })),
  }));
}
