import type { DirectiveDocs } from './directive.ts';

const STANDARD_OUTPUT = {
  inherit: 'the same as standard input',
  null: 'thrown away',
  tty: 'the terminal of TTYPath=',
  journal: 'the journal',
  kmsg: 'the kernel’s log, and the journal',
  'journal+console': 'the journal and the console',
  'kmsg+console': 'the kernel’s log and the console',
  socket: 'the connection, or the one socket',
} as const;

/** systemd.exec(5): how processes of services, and the commands of sockets, are run. */
export const EXEC: DirectiveDocs = {
  StandardInput: {
    text: 'Where the process reads its standard input from. With `socket` it is the connection of `Accept=yes`, or the one listening socket.',
    default: 'null',
    values: {
      null: 'nothing: end of file at once',
      tty: 'the terminal of TTYPath=; waits for it',
      'tty-force': 'the terminal, taken from whoever has it',
      'tty-fail': 'the terminal, or failure when it is taken',
      data: 'what StandardInputText= and StandardInputData= hold',
      socket: 'the connection, or the one socket',
    },
    examples: { 'file:/path': 'a file', 'fd:name': 'a descriptor by its FileDescriptorName=' },
  },
  StandardOutput: {
    text: 'Where standard output goes. Behind `StandardInput=socket` it is the connection as well unless you say otherwise.',
    default: 'inherit with StandardInput=socket, a terminal or fd:, otherwise journal',
    values: STANDARD_OUTPUT,
    examples: {
      'file:/path': 'a file, written from its start',
      'append:/path': 'a file, written at its end',
      'truncate:/path': 'a file, emptied first',
    },
  },
  StandardError: {
    text: 'Where standard error goes. Behind a connection set it to `journal`, or error messages reach the client.',
    default: 'inherit: the same as StandardOutput=',
    values: { ...STANDARD_OUTPUT, inherit: 'the same as standard output' },
  },
  StandardInputText: {
    text: 'Text to feed to standard input, with a newline behind it. For `StandardInput=data`.',
    default: 'none',
    type: 'text',
  },
  StandardInputData: {
    text: 'Data to feed to standard input, in Base64. For `StandardInput=data`.',
    default: 'none',
    type: 'Base64',
  },
  User: {
    text: 'The user the processes run as. A service that inherits its socket needs no right to bind it: systemd did that.',
    default: 'root',
  },
  Group: { text: 'The group the processes run as.', default: 'the default group of User=' },
  DynamicUser: {
    text: 'Makes up a user for as long as the service runs. It also switches on `ProtectSystem=strict`, `ProtectHome=read-only`, `PrivateTmp=`, `RemoveIPC=`, `NoNewPrivileges=` and `RestrictSUIDSGID=`.',
    default: 'no',
  },
  SupplementaryGroups: { text: 'Further groups of the processes.', default: 'those of User=' },
  SetLoginEnvironment: {
    text: 'Whether HOME, LOGNAME and SHELL are set.',
    default: 'yes with User=, DynamicUser= or PAMName=',
  },
  PAMName: { text: 'The PAM service to open a session with.', default: 'none' },
  WorkingDirectory: {
    text: 'The directory the processes start in; `~` is the home of `User=`, `-` in front forgives a missing one.',
    default: '/',
    type: 'absolute path or ~',
  },
  RootDirectory: {
    text: 'A directory that becomes the processes’ `/` (chroot).',
    default: '/',
  },
  RootImage: { text: 'A disk image that becomes the processes’ `/`.', default: 'none' },
  RootEphemeral: {
    text: 'Runs on a copy of `RootDirectory=` or `RootImage=` that is thrown away.',
    default: 'no',
  },
  MountAPIVFS: {
    text: 'Mounts /proc, /sys, /dev and /run inside `RootDirectory=` or `RootImage=`.',
    default: 'no',
  },
  ExecSearchPath: {
    text: 'Where programs named without a slash are looked up.',
    default: 'the usual directories',
    type: 'list of paths, with colons between',
  },
  Environment: {
    text: 'Variables for the processes, as `NAME=value`; quote what holds spaces. Repeat it for more. It may be read by anyone: no passwords.',
    default: 'none',
    type: 'list of NAME=value',
  },
  EnvironmentFile: {
    text: 'A file with variables, one `NAME=value` a line. `-` in front forgives a missing one. It wins over `Environment=`.',
    default: 'none',
    type: 'absolute path, with - in front if it may be missing',
  },
  PassEnvironment: {
    text: 'Variables to hand on from systemd’s own environment.',
    default: 'none',
    type: 'list of names',
  },
  UnsetEnvironment: {
    text: 'Variables to take away again, whoever set them.',
    default: 'none',
    type: 'list of NAME or NAME=value',
  },
  UMask: { text: 'Permissions that new files do not get.', default: '0022' },
  SyslogIdentifier: {
    text: 'The name log lines carry, and `journalctl -t` looks for.',
    default: 'the program’s name',
  },
  SyslogFacility: { text: 'The syslog facility of log lines.', default: 'daemon' },
  SyslogLevel: { text: 'The level of log lines that name none.', default: 'info' },
  SyslogLevelPrefix: {
    text: 'Whether `<3>` at the start of a line sets its level.',
    default: 'yes',
  },
  LogLevelMax: { text: 'Drops log lines below this level.', default: 'debug: nothing is dropped' },
  LogExtraFields: { text: 'Further journal fields for all log lines.', default: 'none' },
  LogRateLimitIntervalSec: {
    text: 'The window of this service’s own log rate limit.',
    default: 'the journal’s',
  },
  LogRateLimitBurst: {
    text: 'How many log lines are kept in `LogRateLimitIntervalSec=`.',
    default: 'the journal’s',
  },
  LogFilterPatterns: {
    text: 'Keeps only log lines that match; `~` in front drops those that do.',
    default: 'none',
    type: 'regular expression',
  },
  LogNamespace: { text: 'Logs into a journal of its own.', default: 'the common journal' },
  RuntimeDirectory: {
    text: 'Directories under /run, made at start, owned by `User=` and removed at stop.',
    default: 'none',
    type: 'list of names',
  },
  StateDirectory: {
    text: 'Directories under /var/lib, made at start and owned by `User=`.',
    default: 'none',
    type: 'list of names',
  },
  CacheDirectory: {
    text: 'Directories under /var/cache, made at start and owned by `User=`.',
    default: 'none',
    type: 'list of names',
  },
  LogsDirectory: {
    text: 'Directories under /var/log, made at start and owned by `User=`.',
    default: 'none',
    type: 'list of names',
  },
  ConfigurationDirectory: {
    text: 'Directories under /etc, made at start. Read-only for `DynamicUser=`.',
    default: 'none',
    type: 'list of names',
  },
  RuntimeDirectoryMode: { text: 'Access mode of `RuntimeDirectory=`.', default: '0755' },
  StateDirectoryMode: { text: 'Access mode of `StateDirectory=`.', default: '0755' },
  CacheDirectoryMode: { text: 'Access mode of `CacheDirectory=`.', default: '0755' },
  LogsDirectoryMode: { text: 'Access mode of `LogsDirectory=`.', default: '0755' },
  ConfigurationDirectoryMode: {
    text: 'Access mode of `ConfigurationDirectory=`.',
    default: '0755',
  },
  RuntimeDirectoryPreserve: {
    text: 'Whether `RuntimeDirectory=` stays when the service stops.',
    default: 'no',
    values: { no: 'it is removed', yes: 'it stays', restart: 'it stays over restarts' },
  },
  LoadCredential: {
    text: 'A secret the service finds in its `CREDENTIALS_DIRECTORY`: `name:path`.',
    default: 'none',
    type: 'name[:path]',
  },
  LoadCredentialEncrypted: {
    text: 'As `LoadCredential=`, for encrypted ones.',
    default: 'none',
    type: 'name[:path]',
  },
  SetCredential: {
    text: 'A secret written in the unit itself: `name:value`.',
    default: 'none',
    type: 'name:value',
  },
  LimitNOFILE: {
    text: 'How many descriptors a process may have open: `soft:hard` or one number for both.',
    default: 'the manager’s, usually 1024:524288',
  },
  LimitNPROC: {
    text: 'How many processes the user of the service may have.',
    default: 'the manager’s',
  },
  LimitCORE: { text: 'How large a core dump may be, in bytes.', default: 'the manager’s' },
  LimitCPU: { text: 'How much CPU time a process may use.', default: 'infinity' },
  LimitFSIZE: { text: 'How large a file a process may write, in bytes.', default: 'infinity' },
  LimitDATA: { text: 'How large a process’s data may grow, in bytes.', default: 'infinity' },
  LimitSTACK: {
    text: 'How large a process’s stack may grow, in bytes.',
    default: 'the kernel’s, 8M',
  },
  LimitAS: { text: 'How much address space a process may use, in bytes.', default: 'infinity' },
  LimitRSS: { text: 'Has no effect on today’s kernels.', default: 'infinity' },
  LimitMEMLOCK: { text: 'How much memory a process may lock, in bytes.', default: 'the manager’s' },
  Nice: {
    text: 'Priority of the processes, from -20, first served, to 19, last.',
    default: '0',
    type: 'number, -20 to 19',
  },
  OOMScoreAdjust: {
    text: 'How likely the kernel picks these processes when memory runs out: -1000 never, 1000 first.',
    default: 'the manager’s, 0',
    type: 'number, -1000 to 1000',
  },
  CPUSchedulingPolicy: { text: 'Scheduling policy of the processes.', default: 'other' },
  CPUSchedulingPriority: { text: 'Priority among real-time processes.', default: '0' },
  CPUSchedulingResetOnFork: { text: 'Children go back to the usual policy.', default: 'no' },
  CPUAffinity: { text: 'The processors the service may run on.', default: 'all' },
  IOSchedulingClass: { text: 'Class of the processes’ disk access.', default: 'best-effort' },
  IOSchedulingPriority: {
    text: 'Priority within the class, 0 first, 7 last.',
    default: '4',
    type: 'number, 0 to 7',
  },
  IgnoreSIGPIPE: {
    text: 'Whether SIGPIPE is ignored. Shell pipelines in `ExecStart=` may want `no`.',
    default: 'yes',
  },
  TimerSlackNSec: { text: 'How late timers of the processes may fire.', default: 'the kernel’s' },
  CoredumpFilter: { text: 'Which memory a core dump holds.', default: 'the kernel’s' },
  TTYPath: {
    text: 'The terminal for `StandardInput=tty` and its relatives.',
    default: '/dev/console',
  },
  TTYReset: { text: 'Resets the terminal before and after.', default: 'no' },
  TTYVHangup: { text: 'Disconnects everyone from the terminal before and after.', default: 'no' },
  TTYVTDisallocate: { text: 'Clears a virtual terminal before and after.', default: 'no' },
  UtmpIdentifier: { text: 'The ID of a login record for this service.', default: 'none' },
  SELinuxContext: { text: 'SELinux context of the processes.', default: 'by policy' },
  AppArmorProfile: { text: 'AppArmor profile of the processes.', default: 'none' },
  SmackProcessLabel: { text: 'SMACK label of the processes.', default: 'by policy' },
  TimeoutCleanSec: { text: 'How long `systemctl clean` may take.', default: 'infinity' },
};
