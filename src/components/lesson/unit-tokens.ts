/** Colours for a unit file in print: the line as systemd.syntax(7) reads it, nothing is judged. */
export type TokenKind = 'sec' | 'key' | 'eq' | 'val' | 'spec' | 'com' | 'text';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const SPECIFIER = /(%[A-Za-z%])/;

/** Tokens of one line; joined they are the line again. Comments only stand alone on a line. */
export function unitTokens(line: string): readonly Token[] {
  if (/^\s*[#;]/.test(line)) return [{ kind: 'com', text: line }];
  if (/^\s*\[.*\]\s*$/.test(line)) return [{ kind: 'sec', text: line }];
  const equals = line.indexOf('=');
  if (equals < 0) return line ? [{ kind: 'text', text: line }] : [];
  const tokens: Token[] = [
    { kind: 'key', text: line.slice(0, equals) },
    { kind: 'eq', text: '=' },
    ...line
      .slice(equals + 1)
      .split(SPECIFIER)
      .map((text, index): Token => ({ kind: index % 2 === 1 ? 'spec' : 'val', text })),
  ];
  return tokens.filter(({ text }) => text);
}
