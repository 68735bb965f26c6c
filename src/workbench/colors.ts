/** The page's colour tokens, resolved for canvases and editors that do not read CSS variables. */

export type Palette = Readonly<Record<Token, string>>;

const TOKENS = [
  'surface',
  'sunken',
  'hover',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-soft',
  'pass',
  'fail',
  'warn',
  'warn-soft',
  'code-bg',
  'code-line',
  'syn-section',
  'syn-key',
  'syn-value',
  'syn-spec',
  'syn-comment',
] as const;
type Token = (typeof TOKENS)[number];

/** `rgb(31, 75, 180)` or `rgba(…)` as `#1f4bb4`; what it cannot read becomes black. */
function hexOf(color: string): string {
  const channels = color.match(/[\d.]+/g)?.slice(0, 3) ?? ['0', '0', '0'];
  const hex = channels.map((channel) =>
    Math.min(255, Math.round(Number(channel)))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}

/** The tokens as they look right now. `probe` is an element of the page. */
export function readPalette(probe: HTMLElement): Palette {
  const swatch = document.createElement('span');
  swatch.hidden = true;
  // With forced colours every token would read as the system's text colour, dark or light alike.
  swatch.style.setProperty('forced-color-adjust', 'none');
  probe.append(swatch);
  const entries = TOKENS.map((token) => {
    swatch.style.color = `var(--${token})`;
    return [token, hexOf(getComputedStyle(swatch).color)];
  });
  swatch.remove();
  return Object.fromEntries(entries) as Palette;
}

/** True when ink is lighter than ground. */
export const isDark = (palette: Palette): boolean => luma(palette.ink) > luma(palette.surface);

function luma(hex: string): number {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Calls back when the page changes between light and dark; returns the way to stop. */
export function watchTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const forced = new MutationObserver(changed);
  forced.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });
  system.addEventListener('change', changed);
  return () => {
    forced.disconnect();
    system.removeEventListener('change', changed);
  };
}
