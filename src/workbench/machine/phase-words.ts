/** What is said of a machine: on the chip in the page's bar, and aloud. */
import type { SessionView } from '../../schemas/session.ts';
import type { IconName } from '../icon.tsx';
import type { Connection, Phase } from './connection.ts';

export interface PhaseWords {
  readonly long: string;
  /** For phones. */
  readonly short: string;
  readonly icon: IconName;
  readonly tint: '' | ' busy' | ' warn' | ' fail';
}

export const PHASE_WORDS: Readonly<Record<Phase, PhaseWords>> = {
  none: { long: 'No machine yet', short: 'No machine', icon: 'ring', tint: '' },
  queued: { long: 'Waiting for a machine', short: 'Waiting', icon: 'clock', tint: ' warn' },
  starting: { long: 'Machine starting', short: 'Starting', icon: 'run', tint: ' busy' },
  ready: { long: 'Machine running', short: 'Running', icon: 'dot', tint: ' busy' },
  suspended: { long: 'Machine paused', short: 'Paused', icon: 'ring', tint: ' warn' },
  ended: { long: 'Machine ended', short: 'Ended', icon: 'ring', tint: '' },
  error: { long: 'No machine', short: 'No machine', icon: 'fail', tint: ' fail' },
};

/** Why there is no machine yet, and which place in the queue one has. */
export function queueWords(view: SessionView | null): string {
  const taken =
    view?.queue === 'class' ? 'All machines of your class are in use.' : 'All machines are taken.';
  return `${taken} You are number ${view?.position ?? 1} in the queue.`;
}

/** What is read out when a machine comes to a phase; null: nothing. */
export function spokenPhase(phase: Phase, { view, refusal }: Connection): string | null {
  switch (phase) {
    case 'none':
      return null;
    case 'queued':
      return queueWords(view.value);
    case 'starting':
      return 'Your machine starts.';
    case 'ready':
      return 'Your machine runs. A terminal is open.';
    case 'suspended':
      return 'Your machine is paused.';
    case 'ended':
      return view.value?.reason ?? 'The machine has ended.';
    case 'error':
      return refusal.value ?? view.value?.reason ?? 'There is no machine.';
  }
}
