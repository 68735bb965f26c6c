/** What the chip in the page's bar says of a machine. Data. */
import type { IconName } from '../icon.tsx';
import type { Phase } from './connection.ts';

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
