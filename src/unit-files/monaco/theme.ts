import type * as Monaco from 'monaco-editor/editor';

/** Design tokens the colours of unit files are taken from. */
export type SyntaxToken =
  | '--syn-section'
  | '--syn-key'
  | '--syn-value'
  | '--syn-spec'
  | '--syn-comment'
  | '--ink-3';

/** Rules for a Monaco theme; `color` gives a token's colour as `#rrggbb`. */
export function syntaxRules(
  color: (token: SyntaxToken) => string,
): Monaco.editor.ITokenThemeRule[] {
  const rule = (token: string, from: SyntaxToken, fontStyle?: string) => ({
    token,
    foreground: color(from).replace('#', ''),
    ...(fontStyle === undefined ? {} : { fontStyle }),
  });
  return [
    rule('syn-section', '--syn-section', 'bold'),
    rule('syn-key', '--syn-key'),
    rule('syn-eq', '--ink-3'),
    rule('syn-value', '--syn-value'),
    rule('syn-spec', '--syn-spec'),
    rule('syn-comment', '--syn-comment', 'italic'),
    rule('syn-stray', '--ink-3'),
  ];
}
