import type { Position, Range } from '../types.ts';

/** Part of a unit file's text: UTF-16 offsets, `end` behind the last unit. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Logical {
  /** Line systemd names in a message, from 1: the last physical line of a continued one. */
  readonly line: number;
  /** First to last character, white space around it left out. */
  readonly span: Span;
}

/** `[Socket]`. */
export interface SectionHeader extends Logical {
  readonly kind: 'section';
  /** Without brackets; as much of it as is there when the header is broken. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly flaw: 'unclosed-header' | 'unsafe-header' | undefined;
}

/** `ListenStream=7777`. */
export interface Assignment extends Logical {
  readonly kind: 'assignment';
  /** Nearest header above; undefined before the first one. */
  readonly section: string | undefined;
  readonly key: string;
  readonly keySpan: Span;
  /** As systemd sees it: continued lines joined, white space around it removed. */
  readonly value: string;
  /** The value in the text; for an empty one the place where it would stand. */
  readonly valueSpan: Span;
  /** Where pieces of `value` stand in the text, in order. */
  readonly pieces: readonly ValuePiece[];
}

export interface ValuePiece {
  /** Index into the value. */
  readonly index: number;
  /** Offset into the text. */
  readonly offset: number;
}

/** `# …` or `; …`, also between continued lines. */
export interface Comment extends Logical {
  readonly kind: 'comment';
}

/** A line systemd can't read as anything. */
export interface Stray extends Logical {
  readonly kind: 'stray';
  readonly section: string | undefined;
  readonly flaw: 'invalid-utf8' | 'too-long' | 'missing-equals' | 'missing-key';
  readonly text: string;
}

export type Item = SectionHeader | Assignment | Comment | Stray;

/** A parsed unit file. Nothing is lost: every line that is not blank is an item. */
export interface UnitDocument {
  readonly text: string;
  /** In the order systemd reads them. */
  readonly items: readonly Item[];
}

/** The text behind `value.slice(from, to)` of an assignment. */
export function valueSpan(assignment: Assignment, from: number, to: number): Span {
  const start = sourceOffset(assignment, from);
  return { start, end: to > from ? sourceOffset(assignment, to - 1) + 1 : start };
}

function sourceOffset(assignment: Assignment, index: number): number {
  const { pieces, valueSpan: whole } = assignment;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.index ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece ? Math.min(piece.offset + index - piece.index, whole.end) : whole.start;
}

/** Turns offsets into lines and columns as editors count them: LF, CR and CR LF end a line. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.#starts = starts;
    this.#length = text.length;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - (this.#starts[low] ?? 0) };
  }

  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    return Math.min(start + position.column, this.#starts[position.line + 1] ?? this.#length);
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }
}
