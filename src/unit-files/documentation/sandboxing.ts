import type { DirectiveDocs } from './directive.ts';

/** What a service is kept from: the sandboxing part of systemd.exec(5). */
export const SANDBOXING: DirectiveDocs = {
  PrivateNetwork: {
    text: 'A network of its own with nothing but a loopback interface. Sockets passed in keep working; what the service opens itself stays inside.',
    default: 'no',
  },
  NetworkNamespacePath: {
    text: 'Runs the service in an existing network namespace, for example `/run/netns/NAME`.',
    default: 'none',
  },
  PrivateTmp: {
    text: 'A /tmp and /var/tmp of its own, emptied when the service stops.',
    default: 'no',
  },
  PrivateDevices: {
    text: 'A /dev with only harmless devices: null, zero, random, terminals.',
    default: 'no',
  },
  PrivateUsers: {
    text: 'A user namespace: all users but root and its own look like nobody.',
    default: 'no',
  },
  PrivateIPC: { text: 'An IPC namespace of its own.', default: 'no' },
  PrivatePIDs: { text: 'Sees only its own processes; it is number 1 among them.', default: 'no' },
  PrivateMounts: { text: 'Mounts the service makes stay its own.', default: 'no' },
  IPCNamespacePath: { text: 'Runs the service in an existing IPC namespace.', default: 'none' },
  ProtectSystem: {
    text: 'Makes the system read-only for the service.',
    default: 'no',
    values: {
      no: 'nothing is protected',
      yes: '/usr and the boot loader’s directories',
      full: 'those and /etc',
      strict: 'everything but /dev, /proc and /sys',
    },
  },
  ProtectHome: {
    text: 'Keeps the service out of /home, /root and /run/user.',
    default: 'no',
    values: {
      no: 'they are as usual',
      yes: 'they look empty and cannot be entered',
      'read-only': 'they can be read',
      tmpfs: 'they are covered by empty file systems',
    },
  },
  ProtectProc: {
    text: 'How much of other users’ processes shows in /proc.',
    default: 'default',
    values: {
      default: 'all of it',
      invisible: 'they are hidden',
      noaccess: 'they are seen, most of them says nothing',
      ptraceable: 'only those it may trace',
    },
  },
  ProcSubset: {
    text: 'What /proc holds.',
    default: 'all',
    values: { all: 'everything', pid: 'processes only' },
  },
  ProtectHostname: { text: 'Keeps the service from changing the machine’s name.', default: 'no' },
  ProtectClock: { text: 'Keeps the service from setting the clock.', default: 'no' },
  ProtectKernelTunables: {
    text: 'Makes /proc/sys, /sys and their relatives read-only.',
    default: 'no',
  },
  ProtectKernelModules: { text: 'Forbids loading kernel modules.', default: 'no' },
  ProtectKernelLogs: { text: 'Forbids reading the kernel’s log.', default: 'no' },
  ProtectControlGroups: { text: 'Makes control groups read-only.', default: 'no' },
  NoNewPrivileges: {
    text: 'No process of the service can gain rights any more, not by a setuid program either.',
    default: 'no; yes where a filter needs it',
  },
  CapabilityBoundingSet: {
    text: 'The capabilities the processes can ever have. `~` in front takes the named ones away; empty takes all away. A service behind a socket on port 80 needs no `CAP_NET_BIND_SERVICE`.',
    default: 'all',
  },
  AmbientCapabilities: {
    text: 'Capabilities given to the processes although they do not run as root.',
    default: 'none',
  },
  SecureBits: { text: 'Secure bits of capabilities(7).', default: 'none' },
  RestrictAddressFamilies: {
    text: 'The kinds of sockets the service may open. `~` in front forbids the named ones, `none` forbids all. Descriptors passed in keep working.',
    default: 'all',
    examples: {
      none: 'no new sockets at all',
      AF_UNIX: 'Unix sockets',
      AF_INET: 'IPv4',
      AF_INET6: 'IPv6',
      AF_NETLINK: 'messages of the kernel',
      AF_PACKET: 'raw packets',
    },
  },
  RestrictNamespaces: {
    text: 'The kinds of namespaces the service may make; `yes` forbids all.',
    default: 'no',
  },
  RestrictRealtime: { text: 'Forbids real-time scheduling.', default: 'no' },
  RestrictSUIDSGID: { text: 'Forbids setuid and setgid bits on files.', default: 'no' },
  RestrictFileSystems: { text: 'The kinds of file systems the service may open.', default: 'all' },
  LockPersonality: { text: 'Forbids changing the execution domain.', default: 'no' },
  MemoryDenyWriteExecute: {
    text: 'Forbids memory that is writable and executable. Breaks programs that compile at run time.',
    default: 'no',
  },
  KeyringMode: {
    text: 'Which kernel keyring the service gets.',
    default: 'private',
    values: {
      private: 'one of its own',
      inherit: 'systemd’s',
      shared: 'its own, with the user’s linked in',
    },
  },
  RemoveIPC: {
    text: 'Removes System V and POSIX IPC objects of `User=` when the service stops.',
    default: 'no',
  },
  SystemCallFilter: {
    text: 'The system calls the service may make, by name or by group such as `@system-service`. `~` in front forbids the named ones.',
    default: 'all',
    examples: {
      '@system-service': 'what usual services need',
      '~@privileged @resources': 'all but these groups',
    },
  },
  SystemCallErrorNumber: {
    text: 'The error a forbidden system call returns; without it the process is killed.',
    default: 'kill',
    examples: { EPERM: 'not permitted' },
  },
  SystemCallArchitectures: {
    text: 'The architectures whose system calls are allowed.',
    default: 'all',
    examples: { native: 'the machine’s own' },
  },
  SystemCallLog: { text: 'System calls to log instead of forbidding.', default: 'none' },
  Personality: { text: 'The architecture uname(2) reports.', default: 'the machine’s' },
  ReadWritePaths: {
    text: 'Paths that stay writable under `ProtectSystem=strict`. `-` in front forgives a missing one.',
    default: 'none',
  },
  ReadOnlyPaths: { text: 'Paths made read-only for the service.', default: 'none' },
  InaccessiblePaths: { text: 'Paths the service cannot see into.', default: 'none' },
  ExecPaths: {
    text: 'Paths whose programs may run although `NoExecPaths=` covers them.',
    default: 'none',
  },
  NoExecPaths: { text: 'Paths whose programs may not run.', default: 'none' },
  TemporaryFileSystem: {
    text: 'Paths covered by an empty file system in memory.',
    default: 'none',
    type: 'list of path[:options]',
  },
  BindPaths: {
    text: 'Makes a path appear at another place: `source:target`.',
    default: 'none',
    type: 'list of source[:target[:options]]',
  },
  BindReadOnlyPaths: {
    text: 'As `BindPaths=`, read-only.',
    default: 'none',
    type: 'list of source[:target[:options]]',
  },
  BindLogSockets: {
    text: 'Makes the journal’s sockets reachable where the service has a /run of its own.',
    default: 'no; yes with LogNamespace= or MountAPIVFS=yes',
  },
};
