import { type Item, LineIndex } from './parser/document.ts';
import { parseUnitFile } from './parser/parse.ts';
import type { Range } from './types.ts';

/** One replacement; edits of a list do not overlap and refer to the text before all of them. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Tidies a unit file without changing what systemd reads: no white space around `=`, at the edges
 * of lines or inside brackets' line, one blank line before a section, none doubled, one line break
 * at the end. Continued lines, comments' words and anything systemd can't read stay as they are.
 */
export function format(content: string): readonly TextEdit[] {
  const tidy = formatted(content);
  if (tidy === content || !meansTheSame(content, tidy)) return [];
  return difference(content, tidy);
}

/** Line ends and bytes an editor would not keep as they are. */
const ODD = /[\0\uFEFF]|\r(?!\n)|\p{Cs}/u;

function formatted(content: string): string {
  if (ODD.test(content)) return content;
  const eol = content.includes('\r\n') ? '\r\n' : '\n';
  const { items } = parseUnitFile(content);
  const lines = content.split(/\r?\n/);
  const index = new LineIndex(content);
  const replaced = new Map<number, string>();
  const fixed = new Set<number>();
  for (const item of items) {
    const first = index.position(item.span.start).line;
    const last = index.position(item.span.end).line;
    if (first === last && isPlain(lines, first)) {
      replaced.set(first, tidyItem(item, content));
    } else {
      for (let line = first; line <= last; line++) fixed.add(line);
    }
  }
  const headers = new Set(
    items
      .filter((item) => item.kind === 'section')
      .map((item) => index.position(item.span.start).line),
  );
  return join(lines, replaced, fixed, headers, eol);
}

/** Neither continued nor the end of a continued line. */
function isPlain(lines: readonly string[], line: number): boolean {
  return !(lines[line] ?? '').endsWith('\\') && !(lines[line - 1] ?? '').endsWith('\\');
}

function tidyItem(item: Item, content: string): string {
  if (item.kind === 'assignment') return `${item.key}=${item.value}`;
  return content.slice(item.span.start, item.span.end);
}

function join(
  lines: readonly string[],
  replaced: ReadonlyMap<number, string>,
  fixed: ReadonlySet<number>,
  headers: ReadonlySet<number>,
  eol: string,
): string {
  const out: string[] = [];
  lines.forEach((line, number) => {
    const tidy = fixed.has(number) ? line : (replaced.get(number) ?? line.trim());
    // White space behind a backslash keeps the line from being continued.
    const text = tidy.endsWith('\\') ? line : tidy;
    const blank = text === '' && !fixed.has(number);
    if (blank && (out.length === 0 || out.at(-1) === '')) return;
    if (headers.has(number)) openSection(out);
    out.push(text);
  });
  while (out.at(-1) === '') out.pop();
  return out.length === 0 ? '' : `${out.join(eol)}${eol}`;
}

/** A blank line before a header, above the comments that belong to it. */
function openSection(out: string[]): void {
  let at = out.length;
  while (at > 0 && /^[#;]/.test(out[at - 1] ?? '')) at -= 1;
  if (at > 0 && out[at - 1] !== '' && !out[at - 1]?.endsWith('\\')) out.splice(at, 0, '');
}

/** The last word is the parser's: a file that would read otherwise is not touched. */
function meansTheSame(before: string, after: string): boolean {
  const [a, b] = [meaning(before), meaning(after)];
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** Everything systemd takes from a file, in order, without its place. */
export function meaning(content: string): readonly string[] {
  return parseUnitFile(content).items.flatMap((item) => {
    switch (item.kind) {
      case 'section':
        return [`[${item.name}] ${item.flaw ?? ''}`];
      case 'assignment':
        return [`${item.key}=${item.value}`];
      case 'stray':
        return [`${item.flaw} ${item.text}`];
      default:
        return [];
    }
  });
}

/** Line by line where the number of lines is the same, otherwise the stretch that differs. */
function difference(before: string, after: string): readonly TextEdit[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let tail = 0;
  while (
    tail < a.length - from &&
    tail < b.length - from &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) {
    tail += 1;
  }
  const lastLine = a.length - 1 - tail;
  const text = b.slice(from, b.length - tail).join('\n');
  if (lastLine < from) {
    // Lines are only added; before line `from`, or behind the last one.
    const atEnd = from === a.length;
    const at = atEnd
      ? { line: a.length - 1, column: a.at(-1)?.length ?? 0 }
      : { line: from, column: 0 };
    return [{ range: { start: at, end: at }, text: atEnd ? `\n${text}` : `${text}\n` }];
  }
  if (from >= b.length - tail) {
    return [removal(a, from, lastLine)];
  }
  return [
    {
      range: {
        start: { line: from, column: 0 },
        end: { line: lastLine, column: a[lastLine]?.length ?? 0 },
      },
      text,
    },
  ];
}

function removal(lines: readonly string[], from: number, to: number): TextEdit {
  const behind = to + 1 < lines.length;
  const start = behind
    ? { line: from, column: 0 }
    : { line: from - 1, column: lines[from - 1]?.length ?? 0 };
  const end = behind ? { line: to + 1, column: 0 } : { line: to, column: lines[to]?.length ?? 0 };
  return { range: { start, end }, text: '' };
}
