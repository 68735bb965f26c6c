import type { DirectiveDocs } from './directive.ts';

/** systemd.unit(5): the directives of [Unit] people write. */
export const UNIT: DirectiveDocs = {
  Description: {
    text: 'A short name for people, shown by `systemctl status` and in the journal.',
    default: 'the unit’s name',
    type: 'text',
  },
  Documentation: {
    text: 'Where to read more, as a list of addresses: `man:`, `https:`, `http:`, `file:` or `info:`.',
    default: 'none',
    type: 'list of addresses',
    examples: {
      'man:systemd.socket(5)': 'a manual page',
      'https://example.org/echo': 'a web page',
    },
  },
  Wants: {
    text: 'Starts these units together with this one; nothing happens here when they fail. It says nothing about order: add `After=` for that.',
    default: 'none',
  },
  Requires: {
    text: 'Starts these units together with this one, and stops this one when one of them is stopped. It says nothing about order: with `After=` it also waits for them, and does not start when they fail.',
    default: 'none',
  },
  Requisite: {
    text: 'Fails at once unless these units already run. They are not started.',
    default: 'none',
  },
  BindsTo: {
    text: 'Like `Requires=`, and stops this unit as well when one of them stops by itself. Usually together with `After=`.',
    default: 'none',
  },
  PartOf: {
    text: 'Stops and restarts this unit whenever one of these is stopped or restarted. It does not start anything.',
    default: 'none',
  },
  Upholds: {
    text: 'As long as this unit runs, these are started again whenever they are down.',
    default: 'none',
  },
  Conflicts: {
    text: 'Starting this unit stops these, and starting one of these stops this one.',
    default: 'none',
  },
  Before: {
    text: 'When both start, this unit starts first; when both stop, it stops last. Order alone: it starts nothing.',
    default: 'none',
  },
  After: {
    text: 'When both start, this unit waits for those; when both stop, it stops first. Order alone: it starts nothing. A service is placed after its socket by itself.',
    default: 'none',
  },
  OnFailure: {
    text: 'Units to start when this one ends up failed, for example one that sends a message.',
    default: 'none',
  },
  OnSuccess: {
    text: 'Units to start when this one has finished well.',
    default: 'none',
  },
  OnFailureJobMode: { text: 'How the units of `OnFailure=` are queued.', default: 'replace' },
  OnSuccessJobMode: { text: 'How the units of `OnSuccess=` are queued.', default: 'fail' },
  PropagatesReloadTo: {
    text: 'Reloading this unit reloads these too.',
    default: 'none',
  },
  ReloadPropagatedFrom: {
    text: 'Reloading one of these reloads this unit too.',
    default: 'none',
  },
  PropagatesStopTo: { text: 'Stopping this unit stops these too.', default: 'none' },
  StopPropagatedFrom: { text: 'Stopping one of these stops this unit too.', default: 'none' },
  JoinsNamespaceOf: {
    text: 'Shares the private network, /tmp or IPC namespace of these units instead of having its own. Both sides need `PrivateNetwork=`, `PrivateTmp=` or `PrivateIPC=`.',
    default: 'none',
  },
  RequiresMountsFor: {
    text: 'Paths this unit needs: it requires, and waits for, the mounts that hold them.',
    default: 'none',
  },
  WantsMountsFor: {
    text: 'Paths this unit would like: like `RequiresMountsFor=`, but a failed mount does not matter.',
    default: 'none',
  },
  DefaultDependencies: {
    text: 'Adds the dependencies nearly every unit needs: sockets wait for `sysinit.target` and come before `sockets.target`, services wait for `basic.target`, and all stop at shutdown. `no` is for units of early boot.',
    default: 'yes',
  },
  StopWhenUnneeded: {
    text: 'Stops the unit when no running unit needs it any more.',
    default: 'no',
  },
  RefuseManualStart: {
    text: 'Forbids `systemctl start`; only other units can start it.',
    default: 'no',
  },
  RefuseManualStop: {
    text: 'Forbids `systemctl stop`; only other units can stop it.',
    default: 'no',
  },
  AllowIsolate: { text: 'Allows `systemctl isolate` for this unit.', default: 'no' },
  IgnoreOnIsolate: {
    text: 'Keeps the unit running when another one is isolated.',
    default: 'no for services and sockets',
  },
  CollectMode: {
    text: 'When systemd forgets a unit that has ended. `inactive-or-failed` suits the instances of `Accept=yes`: failed ones do not pile up.',
    default: 'inactive',
    values: {
      inactive: 'forget it once it is inactive; failed ones stay until reset',
      'inactive-or-failed': 'forget failed ones as well',
    },
  },
  FailureAction: {
    text: 'What to do to the whole system when this unit fails.',
    default: 'none',
  },
  SuccessAction: {
    text: 'What to do to the whole system when this unit has finished well.',
    default: 'none',
  },
  FailureActionExitStatus: {
    text: 'Exit status to pass on when `FailureAction=exit`.',
    default: 'the main process’s own',
  },
  SuccessActionExitStatus: {
    text: 'Exit status to pass on when `SuccessAction=exit`.',
    default: 'the main process’s own',
  },
  JobTimeoutSec: {
    text: 'How long a start or stop of this unit may stay queued or running before it is given up.',
    default: 'infinity',
  },
  JobRunningTimeoutSec: {
    text: 'Like `JobTimeoutSec=`, counted from when the job begins to run.',
    default: 'infinity',
  },
  JobTimeoutAction: {
    text: 'What to do to the whole system when a job of this unit times out.',
    default: 'none',
  },
  StartLimitIntervalSec: {
    text: 'The window in which `StartLimitBurst=` counts starts. `0` switches the limit off.',
    default: 'the manager’s, usually 10s',
  },
  StartLimitBurst: {
    text: 'How often this unit may be started in `StartLimitIntervalSec=`. One more and the start is refused. A service that hits it takes its socket along.',
    default: 'the manager’s, usually 5',
    type: 'number of starts',
  },
  StartLimitAction: {
    text: 'What to do to the whole system when the start limit is hit.',
    default: 'none',
  },
  RebootArgument: {
    text: 'Argument for reboot(2) when an action restarts the machine.',
    default: 'none',
  },
  SourcePath: { text: 'The file this unit was generated from. For generators.', default: 'none' },
  SurviveFinalKillSignal: {
    text: 'Spares the unit’s processes when everything is killed at shutdown.',
    default: 'no',
  },
  ConditionPathExists: {
    text: 'Skips the unit, without failing, unless this path exists. `!` in front turns it round, `|` makes it one of several choices.',
    default: 'none',
    type: 'absolute path, with ! or | in front',
  },
  ConditionPathExistsGlob: {
    text: 'Like `ConditionPathExists=`, with wildcards.',
    default: 'none',
    type: 'absolute path with wildcards',
  },
  ConditionPathIsDirectory: { text: 'Skips the unit unless this is a directory.', default: 'none' },
  ConditionPathIsReadWrite: {
    text: 'Skips the unit unless the file system of this path can be written to.',
    default: 'none',
  },
  ConditionDirectoryNotEmpty: {
    text: 'Skips the unit unless this directory exists and holds something.',
    default: 'none',
  },
  ConditionFileNotEmpty: {
    text: 'Skips the unit unless this is a regular file that is not empty.',
    default: 'none',
  },
  ConditionFileIsExecutable: {
    text: 'Skips the unit unless this is a file marked executable.',
    default: 'none',
  },
  ConditionVirtualization: {
    text: 'Skips the unit unless the machine is, or is not, virtual: a boolean, `vm`, `container` or the name of one kind.',
    default: 'none',
    examples: {
      no: 'only on real hardware',
      container: 'in any container',
      '!container': 'anywhere but in a container',
    },
  },
  ConditionKernelCommandLine: {
    text: 'Skips the unit unless this word, or `name=value`, stands on the kernel’s command line.',
    default: 'none',
  },
  ConditionHost: {
    text: 'Skips the unit unless this is the machine’s name or ID.',
    default: 'none',
  },
  ConditionUser: {
    text: 'Skips the unit unless the manager runs as this user, by name, number or `@system`.',
    default: 'none',
  },
  ConditionCapability: {
    text: 'Skips the unit unless the manager may have this capability.',
    default: 'none',
  },
  ConditionEnvironment: {
    text: 'Skips the unit unless the manager’s environment has this variable, or this `NAME=value`.',
    default: 'none',
  },
  AssertPathExists: {
    text: 'Fails to start unless this path exists. Every `Condition…=` has such an `Assert…=` that fails where the condition only skips.',
    default: 'none',
    type: 'absolute path, with ! or | in front',
  },
};
