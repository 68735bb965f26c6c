import type { Bench } from '../bench.ts';
import { Icon } from '../icon.tsx';
import { useRemaining } from './clock.ts';
import { MachineMenu } from './MachineMenu.tsx';
import { PHASE_WORDS } from './phase-words.ts';
import { formatRemaining, WARN_BEFORE_MS } from './time.ts';

/** The machine in the page's bar: its state and time as a chip, what to do with it beside. */
export function MachineChip({ bench }: { bench: Bench }) {
  const { connection } = bench;
  const phase = connection.phase.value;
  const view = connection.view.value;
  const left = useRemaining(phase === 'ready' ? view?.expiresAt : undefined);
  const connected = connection.connected.value;
  const thinking = connection.thinking.value;
  const { long, short, icon, tint } = PHASE_WORDS[phase];
  const late = left !== null && left <= WARN_BEFORE_MS;
  return (
    <>
      <span class={`chip machine${late || !connected ? ' warn' : tint}`}>
        <Icon name={late ? 'clock' : thinking ? 'run' : icon} />
        <span>
          <b class="lg">{connected ? (thinking ? 'Machine thinking' : long) : 'Reconnecting'}</b>
          <b class="sm">{connected ? (thinking ? 'Thinking' : short) : 'Reconnecting'}</b>
          {phase === 'queued' && view?.position !== undefined && ` place ${view.position}`}
          {left !== null && <span class="nowrap"> {formatRemaining(left)} left</span>}
        </span>
      </span>
      {(phase === 'ready' || phase === 'queued' || phase === 'suspended') && (
        <MachineMenu bench={bench} />
      )}
    </>
  );
}
