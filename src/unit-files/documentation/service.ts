import type { DirectiveDocs } from './directive.ts';

/** systemd.service(5): the directives of [Service] that are its own. */
export const SERVICE: DirectiveDocs = {
  Type: {
    text: 'How systemd knows that the service is up. Socket activation does not depend on it: the socket listens long before.',
    default: 'simple; oneshot without ExecStart=, dbus with BusName=',
    values: {
      simple: 'up as soon as the process is forked',
      exec: 'up once the program itself runs; a missing program is noticed',
      forking: 'up when the first process exits and leaves a child behind',
      oneshot: 'up when the command has finished',
      dbus: 'up when BusName= is taken on the bus',
      notify: 'up when the program says READY=1',
      'notify-reload': 'as notify, and reloads on a signal; from systemd 253',
      idle: 'as simple, but waits until other jobs are done',
    },
  },
  ExecStart: {
    text: 'The program to run, with its arguments. No shell reads it: pipes, redirections and `&&` are plain arguments. A name without a slash is looked up in the usual directories.',
    default: 'none',
    examples: {
      '/bin/cat': 'gives back what it reads',
      '-/bin/cat': 'the same; failure does not matter',
    },
  },
  ExecStartPre: {
    text: 'A command to run before `ExecStart=`. When it fails, the service is not started. Repeat it for several.',
    default: 'none',
  },
  ExecStartPost: {
    text: 'A command to run once the service is up. Repeat it for several.',
    default: 'none',
  },
  ExecCondition: {
    text: 'A command that decides whether to start: exit status 0 goes on, 1 to 254 skips the service without failure, 255 or a signal is a failure.',
    default: 'none',
  },
  ExecReload: {
    text: 'A command that makes the service read its configuration again.',
    default: 'none',
    examples: { 'kill -HUP $MAINPID': 'sends SIGHUP' },
  },
  ExecStop: {
    text: 'A command that asks the service to stop. What still runs afterwards gets `KillSignal=`.',
    default: 'none: the processes get KillSignal=',
  },
  ExecStopPost: {
    text: 'A command to run after the service has ended, however it ended.',
    default: 'none',
  },
  Sockets: {
    text: 'Sockets this service inherits besides the one with its own name. It pulls them in and waits for them; which service traffic starts is said by `Service=` in the socket.',
    default: 'the socket with the service’s own name',
  },
  Restart: {
    text: 'When to start the service again by itself. Behind a socket it is often not needed: the next connection starts it. For an instance of `Accept=yes` it makes no sense, its connection is gone.',
    default: 'no',
    values: {
      no: 'never',
      'on-success': 'after a clean exit',
      'on-failure': 'after an error, a signal, a timeout or the watchdog',
      'on-abnormal': 'after a signal, a timeout or the watchdog',
      'on-abort': 'after a signal nobody caught',
      'on-watchdog': 'after the watchdog',
      always: 'after every end but systemctl stop',
    },
  },
  RestartSec: { text: 'How long to wait before a restart.', default: '100ms' },
  RestartMode: {
    text: 'Whether a restart passes through the failed and inactive states, which `OnFailure=` and dependent units see.',
    default: 'normal',
    values: {
      normal: 'others see it fail',
      direct: 'straight to activating; others notice nothing',
      debug: 'as direct, with debugging switched on; from systemd 257',
    },
  },
  RestartSteps: {
    text: 'In how many steps the pause grows from `RestartSec=` to `RestartMaxDelaySec=`.',
    default: '0',
  },
  RestartMaxDelaySec: {
    text: 'The longest pause between restarts when `RestartSteps=` is set.',
    default: 'infinity',
  },
  RemainAfterExit: {
    text: 'Counts the service as active when all its processes have ended. For `Type=oneshot`; behind a socket it stops further activations.',
    default: 'no',
  },
  ExitType: {
    text: 'What the end of the service is.',
    default: 'main',
    values: { main: 'the end of its main process', cgroup: 'the end of its last process' },
  },
  PIDFile: {
    text: 'Where a forking service writes the PID of its main process. Usually under /run.',
    default: 'none',
  },
  GuessMainPID: {
    text: 'Guesses the main process of a forking service without `PIDFile=`.',
    default: 'yes',
  },
  BusName: { text: 'The D-Bus name the service takes, for `Type=dbus`.', default: 'none' },
  NotifyAccess: {
    text: 'Which processes may tell systemd about the service’s state with sd_notify(3).',
    default: 'none; main with Type=notify or a watchdog',
    values: {
      none: 'none of them',
      main: 'the main process',
      exec: 'main and control processes',
      all: 'every process of the service',
    },
  },
  TimeoutStartSec: {
    text: 'How long the service may take to come up. `infinity` waits for ever.',
    default: 'the manager’s, usually 90s; infinity with Type=oneshot',
  },
  TimeoutStopSec: {
    text: 'How long a stop may take: for each `ExecStop=` command, and then until processes that remain are killed.',
    default: 'the manager’s, usually 90s',
  },
  TimeoutSec: {
    text: 'Sets `TimeoutStartSec=` and `TimeoutStopSec=` at once.',
    default: 'the manager’s, usually 90s',
  },
  TimeoutAbortSec: {
    text: 'How long the service may take to end after the watchdog aborted it.',
    default: 'as TimeoutStopSec=',
  },
  TimeoutStartFailureMode: {
    text: 'What to send when the start takes too long.',
    default: 'terminate',
    values: {
      terminate: 'KillSignal=, later FinalKillSignal=',
      abort: 'WatchdogSignal=, for a core dump',
      kill: 'FinalKillSignal= at once',
    },
  },
  TimeoutStopFailureMode: {
    text: 'What to send when the stop takes too long.',
    default: 'terminate',
    values: {
      terminate: 'KillSignal=, later FinalKillSignal=',
      abort: 'WatchdogSignal=, for a core dump',
      kill: 'FinalKillSignal= at once',
    },
  },
  RuntimeMaxSec: {
    text: 'The longest time the service may run; then it is stopped and counts as failed.',
    default: 'infinity',
  },
  RuntimeRandomizedExtraSec: {
    text: 'Adds a random time up to this to `RuntimeMaxSec=`.',
    default: '0',
  },
  WatchdogSec: {
    text: 'How often the service must report that it is alive, by `WATCHDOG=1`. When it misses one it is aborted.',
    default: '0, off',
  },
  SuccessExitStatus: {
    text: 'Further exit statuses and signals that count as success.',
    default: '0, and SIGHUP, SIGINT, SIGTERM, SIGPIPE',
  },
  RestartPreventExitStatus: {
    text: 'Exit statuses and signals after which the service is not restarted.',
    default: 'none',
  },
  RestartForceExitStatus: {
    text: 'Exit statuses and signals after which the service is always restarted.',
    default: 'none',
  },
  RootDirectoryStartOnly: {
    text: 'Applies `RootDirectory=` to `ExecStart=` alone.',
    default: 'no',
  },
  NonBlocking: {
    text: 'Sets `O_NONBLOCK` on the descriptors passed to the service, from number 3 on.',
    default: 'no',
  },
  FileDescriptorStoreMax: {
    text: 'How many descriptors the service may leave with systemd and get back after a restart (`FDSTORE=1`).',
    default: '0',
    type: 'number of descriptors',
  },
  FileDescriptorStorePreserve: {
    text: 'How long systemd keeps the descriptors left with it.',
    default: 'restart',
    values: {
      no: 'until the service stops',
      yes: 'until systemd forgets the unit',
      restart: 'over restarts, not over a stop',
    },
  },
  OpenFile: {
    text: 'A file or Unix socket that systemd opens and passes to the service: `path:name:options`.',
    default: 'none',
    type: 'path[:name[:options]]',
  },
  OOMPolicy: {
    text: 'What happens to the service when the kernel kills one of its processes for want of memory.',
    default: 'the manager’s, usually stop',
    values: {
      continue: 'the others go on',
      stop: 'the service is stopped in good order',
      kill: 'all its processes are killed',
    },
  },
  ReloadSignal: {
    text: 'The signal that makes a service of `Type=notify-reload` reload.',
    default: 'SIGHUP',
  },
  USBFunctionDescriptors: {
    text: 'A file with USB descriptors for `ListenUSBFunction=`.',
    default: 'none',
  },
  USBFunctionStrings: {
    text: 'A file with USB strings for `ListenUSBFunction=`.',
    default: 'none',
  },
};
