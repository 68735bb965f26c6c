import type { ITheme } from '@xterm/xterm';
import { isDark, type Palette } from '../colors.ts';

/** The sixteen ANSI colours, each at least 4.5:1 on the terminal's ground in its theme. */
const ANSI = {
  light: {
    black: '#15181e',
    red: '#ae241c',
    green: '#17663a',
    yellow: '#7a5200',
    blue: '#1f4bb4',
    magenta: '#7a3d8f',
    cyan: '#0a6262',
    white: '#5a6271',
    brightBlack: '#5a6271',
    brightRed: '#c3352c',
    brightGreen: '#1d7a46',
    brightYellow: '#8a5d00',
    brightBlue: '#2f5fd0',
    brightMagenta: '#8f4aa6',
    brightCyan: '#0b7272',
    brightWhite: '#434a58',
  },
  dark: {
    black: '#98a1b0',
    red: '#ff9d92',
    green: '#74d19e',
    yellow: '#e8bd57',
    blue: '#94b4ff',
    magenta: '#d9a6ea',
    cyan: '#7fd0cc',
    white: '#e9ebf0',
    brightBlack: '#98a1b0',
    brightRed: '#ffb9b1',
    brightGreen: '#93dfb5',
    brightYellow: '#f2d079',
    brightBlue: '#b3c9ff',
    brightMagenta: '#e6c2f2',
    brightCyan: '#a2e0dd',
    brightWhite: '#ffffff',
  },
} as const satisfies Record<string, ITheme>;

export function terminalTheme(palette: Palette): ITheme {
  return {
    ...ANSI[isDark(palette) ? 'dark' : 'light'],
    background: palette['code-bg'],
    foreground: palette.ink,
    cursor: palette.ink,
    cursorAccent: palette['code-bg'],
    selectionBackground: palette['accent-soft'],
    selectionForeground: palette.ink,
    selectionInactiveBackground: palette.hover,
    scrollbarSliderBackground: `${palette['line-strong']}66`,
    scrollbarSliderHoverBackground: `${palette['line-strong']}99`,
    scrollbarSliderActiveBackground: `${palette['line-strong']}cc`,
  };
}
