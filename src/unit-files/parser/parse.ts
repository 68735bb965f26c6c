import type { Assignment, Item, Span, UnitDocument, ValuePiece } from './document.ts';
import { type PhysicalLine, physicalLines } from './lines.ts';
import { byteLength, isValidUtf8 } from './text.ts';

/** systemd refuses lines of this many bytes and more, and longer continued ones (systemd.syntax(7)). */
const LONG_LINE = 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** A continued line with its pieces joined as systemd joins them. */
interface LogicalLine {
  readonly line: number;
  readonly text: string;
  readonly pieces: readonly ValuePiece[];
}

/** Reads a unit file as systemd does (systemd.syntax(7)); takes any text and never throws. */
export function parseUnitFile(text: string): UnitDocument {
  const items: Item[] = [];
  const reader = new SectionReader(items);
  let pending: Joiner | undefined;
  let marked = false;
  let last = 0;

  for (const line of physicalLines(text)) {
    last = line.number;
    if (isTooLong(text, line)) {
      items.push(stray('too-long', line.number, line, reader.section, ''));
      continue;
    }
    const first = firstCharacter(text, line);
    const mark = text[first];
    if (mark === '#' || mark === ';') {
      items.push({ kind: 'comment', line: line.number, span: trimmed(text, line) });
      continue;
    }
    let start = line.start;
    if (!marked && text.startsWith(BYTE_ORDER_MARK, start) && start < line.end) {
      marked = true;
      start += 1;
    }
    const continues = endsEscaped(text, start, line.end);
    if (!pending && !continues) {
      reader.read({
        line: line.number,
        text: text.slice(start, line.end),
        pieces: [{ index: 0, offset: start }],
      });
      continue;
    }
    pending ??= new Joiner();
    if (!pending.add(text.slice(start, continues ? line.end - 1 : line.end), start)) {
      items.push(stray('too-long', line.number, line, reader.section, ''));
      pending = undefined;
      continue;
    }
    if (continues) {
      pending.space();
    } else {
      reader.read(pending.finish(line.number));
      pending = undefined;
    }
  }
  // A file that ends in a continuation: systemd names the line behind the last one.
  if (pending) reader.read(pending.finish(last + 1));
  return { text, items };
}

class Joiner {
  readonly #parts: string[] = [];
  readonly #pieces: ValuePiece[] = [];
  #length = 0;
  #bytes = 0;

  /** False when the line grows beyond what systemd reads. */
  add(part: string, offset: number): boolean {
    const first = this.#parts.length === 0;
    this.#pieces.push({ index: this.#length, offset });
    this.#append(part);
    this.#bytes += byteLength(part);
    return first || this.#bytes <= LONG_LINE;
  }

  /** The backslash that continues the line reads as a space. */
  space(): void {
    this.#append(' ');
    this.#bytes += 1;
  }

  finish(line: number): LogicalLine {
    return { line, text: this.#parts.join(''), pieces: this.#pieces };
  }

  #append(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

class SectionReader {
  section: string | undefined;
  readonly #items: Item[];

  constructor(items: Item[]) {
    this.#items = items;
  }

  read(logical: LogicalLine): void {
    const { line, text } = logical;
    const from = skipSpace(text, 0);
    const to = skipSpaceBack(text, text.length, from);
    if (from === to) return;
    const span = { start: offsetOf(logical, from), end: offsetOf(logical, to - 1) + 1 };
    const stripped = text.slice(from, to);
    if (!isValidUtf8(stripped)) {
      this.#items.push(stray('invalid-utf8', line, span, this.section, stripped));
    } else if (stripped.startsWith('[')) {
      this.#header(logical, stripped, from, span);
    } else {
      this.#assignment(logical, from, to, span);
    }
  }

  #header(logical: LogicalLine, stripped: string, from: number, span: Span): void {
    const closed = stripped.length > 1 && stripped.endsWith(']');
    const name = stripped.slice(1, closed ? -1 : undefined);
    const nameSpan = {
      start: offsetOf(logical, from) + 1,
      end: name ? offsetOf(logical, from + name.length) + 1 : offsetOf(logical, from) + 1,
    };
    const flaw = !closed ? 'unclosed-header' : isSafe(name) ? undefined : 'unsafe-header';
    this.section = name;
    this.#items.push({ kind: 'section', line: logical.line, span, name, nameSpan, flaw });
  }

  #assignment(logical: LogicalLine, from: number, to: number, span: Span): void {
    const { line, text, pieces } = logical;
    const equals = text.indexOf('=', from);
    if (equals === -1 || equals >= to || equals === from) {
      const flaw = equals === from ? 'missing-key' : 'missing-equals';
      this.#items.push(stray(flaw, line, span, this.section, text.slice(from, to)));
      return;
    }
    const keyEnd = skipSpaceBack(text, equals, from);
    const valueStart = Math.min(skipSpace(text, equals + 1), to);
    const start = offsetOf(logical, valueStart);
    const assignment: Assignment = {
      kind: 'assignment',
      line,
      span,
      section: this.section,
      key: text.slice(from, keyEnd),
      keySpan: { start: span.start, end: offsetOf(logical, keyEnd - 1) + 1 },
      value: text.slice(valueStart, to),
      valueSpan: { start: Math.min(start, span.end), end: span.end },
      pieces: pieces
        .filter((piece, i) => (pieces[i + 1]?.index ?? text.length + 1) > valueStart && piece)
        .map(({ index, offset }) =>
          index >= valueStart
            ? { index: index - valueStart, offset }
            : { index: 0, offset: offset + valueStart - index },
        ),
    };
    this.#items.push(assignment);
  }
}

function stray(
  flaw: 'invalid-utf8' | 'too-long' | 'missing-equals' | 'missing-key',
  line: number,
  { start, end }: Span,
  section: string | undefined,
  text: string,
): Item {
  return { kind: 'stray', flaw, line, span: { start, end }, section, text };
}

/** Where a character of a logical line stands in the file. */
function offsetOf({ pieces }: LogicalLine, index: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.index ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece ? piece.offset + index - piece.index : 0;
}

function isTooLong(text: string, { start, end }: PhysicalLine): boolean {
  if ((end - start) * 3 < LONG_LINE) return false;
  return end - start >= LONG_LINE || byteLength(text.slice(start, end)) >= LONG_LINE;
}

/** Whether the last character is a backslash that is not itself escaped. */
function endsEscaped(text: string, start: number, end: number): boolean {
  let count = 0;
  while (end - count > start && text[end - count - 1] === '\\') count += 1;
  return count % 2 === 1;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function firstCharacter(text: string, { start, end }: PhysicalLine): number {
  let at = start;
  while (at < end && isSpace(text[at])) at += 1;
  return at < end ? at : text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at += 1;
  return at;
}

function skipSpaceBack(text: string, to: number, from: number): number {
  let at = to;
  while (at > from && isSpace(text[at - 1])) at -= 1;
  return at;
}

function trimmed(text: string, { start, end }: PhysicalLine): Span {
  let from = start;
  while (from < end && isSpace(text[from])) from += 1;
  return { start: from, end: skipSpaceBack(text, end, from) };
}

/** Section names hold no control characters, quotes or backslashes. */
function isSafe(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !/[\u0001-\u001f"'\\\u007f]/.test(name);
}
