import type { DirectiveDocs } from './directive.ts';

/** systemd.kill(5): how processes are ended. */
export const KILL: DirectiveDocs = {
  KillMode: {
    text: 'Which processes are ended when the unit stops.',
    default: 'control-group',
    values: {
      'control-group': 'all processes of the unit',
      mixed: 'KillSignal= to the main one, SIGKILL to the rest',
      process: 'the main process only; others stay behind',
      none: 'none: only ExecStop= is run; not recommended',
    },
  },
  KillSignal: { text: 'The signal that asks processes to end.', default: 'SIGTERM' },
  RestartKillSignal: {
    text: 'The signal that asks processes to end for a restart.',
    default: 'as KillSignal=',
  },
  SendSIGHUP: { text: 'Sends SIGHUP right after `KillSignal=`, for shells.', default: 'no' },
  SendSIGKILL: {
    text: 'Whether processes that do not end in time are killed.',
    default: 'yes',
  },
  FinalKillSignal: {
    text: 'The signal for processes that do not end in time.',
    default: 'SIGKILL',
  },
  WatchdogSignal: { text: 'The signal when the watchdog is missed.', default: 'SIGABRT' },
};
