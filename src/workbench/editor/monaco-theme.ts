import type { editor } from 'monaco-editor/editor';
import { isDark, type Palette } from '../colors.ts';

const bare = (hex: string): string => hex.slice(1);

/** Monaco's own themes fail the contrast this site holds to; this one is made of the page's tokens. */
export function editorTheme(palette: Palette): editor.IStandaloneThemeData {
  const dark = isDark(palette);
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare(palette['syn-key']) },
      { token: 'section', foreground: bare(palette['syn-section']), fontStyle: 'bold' },
      { token: 'key', foreground: bare(palette['syn-key']) },
      { token: 'delimiter', foreground: bare(palette['ink-3']) },
      { token: 'value', foreground: bare(palette['syn-value']) },
      { token: 'specifier', foreground: bare(palette['syn-spec']) },
      { token: 'comment', foreground: bare(palette['syn-comment']), fontStyle: '' },
    ],
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
      'editorLineNumber.foreground': palette['ink-3'],
      'editorLineNumber.activeForeground': palette.ink,
      'editorError.foreground': palette.fail,
      'editorWarning.foreground': palette.warn,
      'editorInfo.foreground': palette.accent,
      'editorBracketMatch.background': palette['accent-soft'],
      'editorBracketMatch.border': palette['line-strong'],
      'editorWidget.background': palette.surface,
      'editorWidget.foreground': palette.ink,
      'editorWidget.border': palette['line-strong'],
      'editorHoverWidget.background': palette.surface,
      'editorHoverWidget.foreground': palette.ink,
      'editorHoverWidget.border': palette['line-strong'],
      'editorHoverWidget.statusBarBackground': palette.sunken,
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
