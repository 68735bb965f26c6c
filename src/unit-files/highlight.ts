/** What a stretch of a line is; empty for white space. */
export type TokenKind =
  | 'section'
  | 'key'
  | 'delimiter'
  | 'value'
  | 'specifier'
  | 'comment'
  | 'stray'
  | '';

/** A token reaches to the next one or to the end of the line. */
export interface Token {
  readonly start: number;
  readonly kind: TokenKind;
}

export interface HighlightedLine {
  readonly tokens: readonly Token[];
  /** Whether the next line goes on with this one's value. */
  readonly continued: boolean;
}

/** Colours one line of a unit file; `continued` is what the line above left. */
export function highlightLine(line: string, continued: boolean): HighlightedLine {
  const start = line.search(/\S/);
  if (start === -1) return { tokens: space(line), continued: false };
  if (line[start] === '#' || line[start] === ';') {
    return { tokens: [...space(line, start), { start, kind: 'comment' }], continued };
  }
  if (continued) return value(line, start, space(line, start));
  if (line[start] === '[') {
    return { tokens: [...space(line, start), { start, kind: 'section' }], continued: false };
  }
  const equals = line.indexOf('=', start + 1);
  const keyEnd = equals === -1 ? -1 : line.slice(0, equals).trimEnd().length;
  if (keyEnd <= start) {
    const tokens: Token[] = [...space(line, start), { start, kind: 'stray' }];
    return { tokens, continued: isContinued(line) };
  }
  const tokens: Token[] = [...space(line, start), { start, kind: 'key' }];
  if (keyEnd < equals) tokens.push({ start: keyEnd, kind: '' });
  tokens.push({ start: equals, kind: 'delimiter' });
  return value(line, equals + 1, tokens);
}

function value(line: string, from: number, tokens: Token[]): HighlightedLine {
  const continued = isContinued(line);
  const end = continued ? line.length - 1 : line.length;
  let at = from;
  for (const match of line.slice(from, end).matchAll(/%[A-Za-z%]/g)) {
    const start = from + match.index;
    if (start > at) tokens.push({ start: at, kind: 'value' });
    tokens.push({ start, kind: 'specifier' });
    at = start + match[0].length;
  }
  if (at < end) tokens.push({ start: at, kind: 'value' });
  if (continued) tokens.push({ start: end, kind: 'delimiter' });
  return { tokens, continued };
}

/** An odd number of backslashes at the end. */
function isContinued(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

function space(line: string, end = line.length): Token[] {
  return end > 0 ? [{ start: 0, kind: '' }] : [];
}
