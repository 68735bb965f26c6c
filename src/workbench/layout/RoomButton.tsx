import { Icon } from '../icon.tsx';
import type { Pane, PaneLayout } from './pane-layout.ts';
import { LIMITS } from './sizes.ts';

const WORDS: Readonly<Record<Pane, string>> = {
  editor: 'More room for the editor',
  terminal: 'More room for the terminal',
  checks: 'More room for the checks',
};

/** Resizes without dragging: each press gives this pane more room, until it has the most. */
export function RoomButton({ layout, pane }: { layout: PaneLayout; pane: Pane }) {
  const of = pane === 'checks' ? 'checks' : 'editor';
  const direction = pane === 'terminal' ? -1 : 1;
  const { min, max } = LIMITS[of];
  const size = layout.sizes.value[of];
  const full = direction === 1 ? size >= max : size <= min;
  return (
    <button
      class={`iconbtn wb-room wb-room-${of}`}
      type="button"
      aria-label={WORDS[pane]}
      title={WORDS[pane]}
      disabled={full}
      onClick={() => layout.leap(of, direction)}
    >
      <Icon name={of === 'checks' ? 'wider' : 'taller'} />
    </button>
  );
}
