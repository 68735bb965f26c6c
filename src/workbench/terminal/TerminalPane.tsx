import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { RoomButton } from '../layout/RoomButton.tsx';
import type { Phase } from '../machine/connection.ts';
import { onTabKeys } from '../tab-keys.ts';
import { TerminalScreen } from './TerminalScreen.tsx';
import { canAdd, titleOf } from './tab-list.ts';

const WAITING: Readonly<Record<Phase, string>> = {
  none: 'Your terminal opens here once you start a machine.',
  queued: 'Your terminal opens here once a machine is free.',
  starting: 'Your terminal opens here in a moment.',
  ready: 'No terminal is open.',
  suspended: 'The machine is paused.',
  ended: 'The machine has ended, and its terminals with it.',
  error: 'There is no machine to open a terminal on.',
};

export function TerminalPane({ bench }: { bench: Bench }) {
  const { terminals, connection } = bench;
  const { ids, active } = terminals.tabs.value;
  const phase = connection.phase.value;
  return (
    <>
      <div class="phead wb-head">
        <h2 class="tag">Terminal</h2>
        {ids.length > 1 && (
          <div class="tabs" role="tablist" aria-label="Terminals" onKeyDown={onTabKeys}>
            {ids.map((id) => (
              <button
                key={id}
                class="tab wb-count-tab"
                type="button"
                role="tab"
                aria-selected={id === active}
                aria-label={titleOf(id)}
                tabIndex={id === active ? 0 : -1}
                onClick={() => terminals.show(id)}
              >
                {titleOf(id).replace('Terminal ', '')}
              </button>
            ))}
          </div>
        )}
        {connection.thinking.value ? (
          <span class="tiny wb-thinking" data-thinking>
            <Icon name="run" />
            The machine in this tab is thinking
          </span>
        ) : (
          ids.length > 0 && <span class="tiny muted wb-leave">Shift+Tab leaves</span>
        )}
        <span class="end">
          <TerminalTools bench={bench} />
          <RoomButton layout={bench.layout} pane="terminal" />
        </span>
      </div>
      {ids.length === 0 && <p class="wb-empty muted small">{WAITING[phase]}</p>}
      {ids.map((id) => (
        <TerminalScreen
          key={`${terminals.generation.value}:${id}:${terminals.roundOf(id)}`}
          id={id}
          terminals={terminals}
          shown={id === active}
          ready={phase === 'ready'}
          connected={connection.connected.value}
        />
      ))}
    </>
  );
}

function TerminalTools({ bench: { terminals, connection } }: { bench: Bench }) {
  const { ids, active } = terminals.tabs.value;
  const ready = connection.phase.value === 'ready';
  const reader = terminals.screenReader.value;
  return (
    <>
      {ids.length > 1 && active !== null && (
        <button
          class="iconbtn"
          type="button"
          aria-label={`Close ${titleOf(active)}`}
          title={`Close ${titleOf(active)}`}
          onClick={() => terminals.close(active)}
        >
          <Icon name="close" />
        </button>
      )}
      {ready && (
        <button
          class="iconbtn"
          type="button"
          aria-label="New terminal"
          title={
            canAdd(terminals.tabs.value) ? 'New terminal' : 'No more terminals: close one first'
          }
          disabled={!canAdd(terminals.tabs.value)}
          onClick={() => terminals.add()}
        >
          <Icon name="plus" />
        </button>
      )}
      <button
        class="iconbtn"
        type="button"
        aria-label="Screen reader mode"
        title="Screen reader mode: the terminal's text is read out"
        aria-pressed={reader}
        onClick={() => terminals.toggleScreenReader()}
      >
        <Icon name="reader" />
      </button>
    </>
  );
}
