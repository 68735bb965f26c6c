import type { CheckCount } from '../checks/check-board.ts';
import { onTabKeys } from '../tab-keys.ts';
import type { Arrangement } from './arrangement.ts';
import type { Pane, PaneLayout } from './pane-layout.ts';

const NAMES: Readonly<Record<Pane, string>> = {
  editor: 'Editor',
  terminal: 'Terminal',
  checks: 'Checks',
};

export const paneId = (pane: Pane): string => `wb-${pane}`;

/** The pane to be seen in the shared place: where the editor has its own, the terminal. */
export function frontPane(layout: PaneLayout, arrangement: Arrangement): Pane {
  const front = layout.front.value;
  return arrangement === 'middle' && front === 'editor' ? 'terminal' : front;
}

export interface PaneTabsProps {
  readonly layout: PaneLayout;
  readonly arrangement: Arrangement;
  readonly count: CheckCount;
}

/** The panes that take turns, in the place they share. */
export function PaneTabs({ layout, arrangement, count }: PaneTabsProps) {
  const panes: readonly Pane[] =
    arrangement === 'middle' ? ['terminal', 'checks'] : ['editor', 'terminal', 'checks'];
  const front = frontPane(layout, arrangement);
  return (
    <div class="wb-panes" role="tablist" aria-label="Workbench panes" onKeyDown={onTabKeys}>
      {panes.map((pane) => (
        <button
          key={pane}
          class="tab"
          type="button"
          role="tab"
          id={`${paneId(pane)}-tab`}
          aria-selected={pane === front}
          aria-controls={paneId(pane)}
          tabIndex={pane === front ? 0 : -1}
          onClick={() => {
            layout.front.value = pane;
          }}
        >
          {NAMES[pane]}
          {pane === 'checks' && (
            <span class="num">
              {count.pass} of {count.total}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
