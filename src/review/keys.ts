/** Which key does what on a card. */
import type { Grade } from './log.ts';

export type Action =
  | { readonly do: 'grade'; readonly grade: Grade }
  | { readonly do: 'reveal' | 'undo' | 'note' | 'lesson' | 'bury' | 'suspend' | 'help' };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

/** Where the press went: keys are letters in a field, and a button has its own Space and Enter. */
export type Place = 'card' | 'button' | 'field' | 'outside';

/** `single`: whether keys without a modifier do anything (WCAG 2.2, 2.1.4). */
export function actionOf(press: KeyPress, place: Place, single: boolean): Action | null {
  const { key } = press;
  if (press.repeat || place === 'field') return null;
  // Many keyboards reach @ by AltGr or Option, which are reported as Ctrl and Alt.
  if (key !== '@') {
    if (press.altKey) return null;
    if (press.ctrlKey || press.metaKey) return key.toLowerCase() === 'z' ? { do: 'undo' } : null;
  }
  if (place === 'outside' || !single) return null;
  switch (key.toLowerCase()) {
    case ' ':
    case 'enter':
      return place === 'card' ? { do: 'reveal' } : null;
    case '1':
      return { do: 'grade', grade: 1 };
    case '2':
      return { do: 'grade', grade: 2 };
    case '3':
      return { do: 'grade', grade: 3 };
    case '4':
      return { do: 'grade', grade: 4 };
    case 'u':
      return { do: 'undo' };
    case 'e':
      return { do: 'note' };
    case 'l':
      return { do: 'lesson' };
    case '-':
      return { do: 'bury' };
    case '@':
      return { do: 'suspend' };
    case '?':
      return { do: 'help' };
    default:
      return null;
  }
}

/** For the list on the page. */
export const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Space', 'Enter'], 'Show the answer'],
  [['1', '2', '3', '4'], 'Grade: Again, Hard, Good, Easy'],
  [['U', 'Ctrl+Z'], 'Undo what you did last'],
  [['E'], 'Edit your note'],
  [['L'], 'Open the lesson'],
  [['-'], 'Put off until tomorrow'],
  [['@'], 'Suspend'],
  [['?'], 'All keys, and switch them off'],
];
