/** Keys the terminal does not send to the shell. Pure. */

export type KeyUse =
  /** Goes to the shell. */
  | 'shell'
  /** Left to the page and the browser. */
  | 'page'
  | 'copy'
  | 'search';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

export function keyFor({ key, ctrlKey, shiftKey, altKey, metaKey }: Key): KeyUse {
  if (key === 'Tab' && shiftKey && !ctrlKey && !altKey && !metaKey) return 'page';
  if (!ctrlKey || altKey || metaKey) return 'shell';
  if (key === 'Enter') return 'page';
  if (!shiftKey) return 'shell';
  switch (key.toLowerCase()) {
    case 'c':
      return 'copy';
    // The browser pastes; xterm takes the paste event.
    case 'v':
      return 'page';
    case 'f':
      return 'search';
    default:
      return 'shell';
  }
}
