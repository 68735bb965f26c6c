/** Light and dark: the system's choice, until the learner makes their own. */

export type Theme = 'light' | 'dark';

const KEY = 'lab:theme';

/** The theme in force: what was chosen, or what the system prefers. */
export function themeOf(root: HTMLElement, system: { readonly matches: boolean }): Theme {
  const chosen = root.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'dark' : 'light';
}

/**
 * Makes the switch work and tells the document of every change with a `lab:theme` event, whose
 * `detail.theme` is the theme now in force. Choosing what the system prefers anyway follows the
 * system again.
 */
export function followTheme(document: Document, system: MediaQueryList): void {
  const root = document.documentElement;
  const announce = () =>
    document.dispatchEvent(
      new CustomEvent('lab:theme', { detail: { theme: themeOf(root, system) } }),
    );

  for (const button of document.querySelectorAll('[data-action="switch-theme"]')) {
    button.addEventListener('click', () => {
      const wanted = themeOf(root, system) === 'dark' ? 'light' : 'dark';
      if (wanted === (system.matches ? 'dark' : 'light')) {
        delete root.dataset.theme;
        keep(null);
      } else {
        root.dataset.theme = wanted;
        keep(wanted);
      }
      announce();
    });
  }
  system.addEventListener('change', announce);
}

function keep(theme: Theme | null): void {
  try {
    if (theme === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
}
