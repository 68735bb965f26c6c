import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/**
 * `wide`: editor over terminal, checks beside. `middle`: terminal and checks share the place under
 * the editor. `narrow`: all three share one place below the text.
 */
export type Arrangement = 'wide' | 'middle' | 'narrow';

/** The same bounds stand in layout.css. */
const WIDE = '(min-width: 86.01rem)';
const MIDDLE = '(min-width: 66.01rem)';

/** Follows the width of the window; `wide` until the page runs. */
export function useArrangement(): Signal<Arrangement> {
  const arrangement = useSignal<Arrangement>('wide');
  useEffect(() => {
    const [wide, middle] = [matchMedia(WIDE), matchMedia(MIDDLE)];
    const follow = () => {
      arrangement.value = wide.matches ? 'wide' : middle.matches ? 'middle' : 'narrow';
    };
    follow();
    wide.addEventListener('change', follow);
    middle.addEventListener('change', follow);
    return () => {
      wide.removeEventListener('change', follow);
      middle.removeEventListener('change', follow);
    };
  }, [arrangement]);
  return arrangement;
}
