import type { editor } from 'monaco-editor/editor';
import type { TokenKind } from '../../unit-files/highlight.ts';
import { isDark, type Palette } from '../colors.ts';

/** What the language service calls the parts of a line, and the token that colours each. */
const SYNTAX: Readonly<Record<Exclude<TokenKind, ''>, keyof Palette>> = {
  section: 'syn-section',
  key: 'syn-key',
  delimiter: 'ink-3',
  value: 'syn-value',
  specifier: 'syn-spec',
  comment: 'syn-comment',
  stray: 'ink-3',
};

/** Monaco's own themes fail the contrast this site holds to; this one is made of the page's tokens. */
export function editorTheme(palette: Palette): editor.IStandaloneThemeData {
  const dark = isDark(palette);
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(SYNTAX).map(([token, color]) => ({
      token,
      foreground: palette[color].slice(1),
      ...(token === 'section' && { fontStyle: 'bold' }),
    })),
    colors: {
      foreground: palette.ink,
      focusBorder: palette.accent,
      'editor.background': palette['code-bg'],
      'editor.foreground': palette['syn-key'],
      'editorCursor.foreground': palette.accent,
      'editor.lineHighlightBackground': palette['code-line'],
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': palette['accent-soft'],
      'editor.inactiveSelectionBackground': palette.hover,
      'editor.findMatchBackground': palette['warn-soft'],
      'editor.findMatchBorder': palette.warn,
      'editor.findMatchHighlightBackground': palette['warn-soft'],
      'editorLineNumber.foreground': palette['ink-3'],
      'editorLineNumber.activeForeground': palette.ink,
      'editorError.foreground': palette.fail,
      'editorWarning.foreground': palette.warn,
      'editorInfo.foreground': palette.accent,
      'editorWidget.background': palette.surface,
      'editorWidget.foreground': palette.ink,
      'editorWidget.border': palette['line-strong'],
      'editorHoverWidget.background': palette.surface,
      'editorHoverWidget.foreground': palette.ink,
      'editorHoverWidget.border': palette['line-strong'],
      'editorHoverWidget.statusBarBackground': palette.sunken,
      'menu.background': palette.surface,
      'menu.foreground': palette.ink,
      'editorActionList.background': palette.surface,
      'editorActionList.foreground': palette.ink,
      'editorActionList.focusBackground': palette['accent-soft'],
      'editorActionList.focusForeground': palette.ink,
      'editorSuggestWidget.background': palette.surface,
      'editorSuggestWidget.border': palette['line-strong'],
      'editorSuggestWidget.foreground': palette.ink,
      'editorSuggestWidget.highlightForeground': palette.accent,
      'editorSuggestWidget.focusHighlightForeground': palette.accent,
      'editorSuggestWidget.selectedBackground': palette['accent-soft'],
      'editorSuggestWidget.selectedForeground': palette.ink,
      'editorSuggestWidget.selectedIconForeground': palette.ink,
      'list.hoverBackground': palette.hover,
      'input.background': palette.surface,
      'input.foreground': palette.ink,
      'input.border': palette['line-strong'],
      'input.placeholderForeground': palette['ink-3'],
      'inputOption.activeBorder': palette.accent,
      'textLink.foreground': palette.accent,
      'textLink.activeForeground': palette.accent,
      'textCodeBlock.background': palette.sunken,
      'scrollbarSlider.background': `${palette['line-strong']}66`,
      'scrollbarSlider.hoverBackground': `${palette['line-strong']}99`,
      'scrollbarSlider.activeBackground': `${palette['line-strong']}cc`,
      'scrollbar.shadow': '#00000000',
      'widget.shadow': '#00000000',
    },
  };
}
