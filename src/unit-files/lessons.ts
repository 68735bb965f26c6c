/** Lessons, by the folders of their module and of themselves without the numbers. */
const LESSONS = {
  units: 'orientation/units',
  twoFiles: 'first-socket/two-files',
  demoEcho: 'first-socket/demo-echo',
  listenStream: 'first-socket/listenstream',
  enable: 'first-socket/enable-and-start',
  templates: 'accept-yes/templates',
  standardInput: 'accept-yes/standard-input',
  cost: 'accept-yes/cost-and-isolation',
  oneService: 'accept-no/one-service',
  backlog: 'accept-no/backlog',
  activationEnds: 'accept-no/when-activation-ends',
  whoAccepts: 'accept-no/who-accepts',
  environment: 'descriptors/environment',
  severalSockets: 'descriptors/several-sockets',
  unixSockets: 'kinds/unix-sockets',
  datagrams: 'kinds/datagrams',
  sequentialPackets: 'kinds/sequential-packets',
  fifos: 'kinds/fifos-and-special-files',
  serviceAndSockets: 'wiring/service-and-sockets',
  bootCoupling: 'wiring/boot-coupling',
  dropIns: 'wiring/drop-ins',
  stopping: 'wiring/stopping-and-restarting',
  addresses: 'addresses/addresses-and-ports',
  ipv6: 'addresses/ipv6-and-freebind',
  socketOptions: 'addresses/backlog-and-reuseport',
  devices: 'addresses/bindtodevice-and-keepalive',
  flushing: 'on-demand/flushpending-and-store',
  triggerLimits: 'limits/trigger-and-poll-limits',
  startLimits: 'limits/start-limits',
  maxConnections: 'limits/maxconnections',
  resourceLimits: 'limits/resource-limits',
  users: 'containment/users-and-ports',
  privateNetwork: 'containment/private-network',
  networkRules: 'containment/network-rules',
} as const;

type Topic = keyof typeof LESSONS;

/** Topics with the diagnostics they explain; of a mistake in a directive without one, its lesson. */
const DIAGNOSTICS: Readonly<Partial<Record<Topic, string>>> = {
  units:
    'unknown-section bad-section-header outside-section missing-equals inline-comment swallowed-setting overridden-setting',
  twoFiles:
    'misplaced-directive setting-for-no-command shell-syntax sudo-in-service program-missing',
  listenStream: 'no-listener bad-listen-address open-to-all',
  enable: 'socket-without-install socket-in-late-target unknown-target',
  templates: 'missing-service accept-with-service template-with-install',
  standardInput: 'instance-without-connection reply-not-to-client errors-to-client',
  cost: 'instance-restarts',
  oneService: 'cannot-accept limit-without-instances',
  whoAccepts: 'program-cannot-accept program-binds-itself',
  environment: 'shell-hides-descriptors',
  severalSockets: 'several-listeners-for-stdin',
  unixSockets: 'file-setting-without-file symlinks-without-node bad-mode',
  sequentialPackets: 'unsupported-address-family',
  bootCoupling: 'socket-waits-for-network service-waits-for-network socket-starts-service',
  stopping: 'socket-stops-with-service',
  ipv6: 'listeners-collide address-may-be-absent',
  flushing: 'flush-with-accept',
  startLimits: 'oneshot-restart',
  maxConnections: 'no-connections',
  users: 'privileged-port unknown-capability',
};

/** Topics with the directives they teach. */
const DIRECTIVES: Readonly<Partial<Record<Topic, string>>> = {
  twoFiles: 'Service.ExecStart Unit.Description',
  listenStream: 'Socket.ListenStream',
  enable: 'Install.WantedBy Install.Also Install.Alias Install.RequiredBy Install.UpheldBy',
  templates: 'Socket.Accept Install.DefaultInstance Unit.CollectMode',
  standardInput: 'Service.StandardInput Service.StandardOutput Service.StandardError',
  backlog: 'Socket.Backlog',
  activationEnds: 'Service.Restart Service.RemainAfterExit',
  environment: 'Socket.FileDescriptorName Service.NonBlocking',
  unixSockets:
    'Socket.SocketMode Socket.SocketUser Socket.SocketGroup Socket.DirectoryMode Socket.Symlinks Socket.RemoveOnStop Socket.PassCredentials',
  datagrams: 'Socket.ListenDatagram',
  sequentialPackets: 'Socket.ListenSequentialPacket',
  fifos: 'Socket.ListenFIFO Socket.ListenSpecial Socket.Writable Socket.PipeSize',
  serviceAndSockets: 'Socket.Service Service.Sockets',
  bootCoupling: 'Unit.After Unit.Before Unit.Requires Unit.Wants Unit.DefaultDependencies',
  stopping: 'Unit.PartOf Unit.BindsTo Unit.Conflicts',
  ipv6: 'Socket.BindIPv6Only Socket.FreeBind',
  socketOptions: 'Socket.ReusePort Socket.DeferAcceptSec Socket.NoDelay',
  devices:
    'Socket.BindToDevice Socket.KeepAlive Socket.KeepAliveTimeSec Socket.KeepAliveIntervalSec Socket.KeepAliveProbes',
  flushing:
    'Socket.FlushPending Service.FileDescriptorStoreMax Service.FileDescriptorStorePreserve',
  triggerLimits:
    'Socket.TriggerLimitIntervalSec Socket.TriggerLimitBurst Socket.PollLimitIntervalSec Socket.PollLimitBurst',
  startLimits: 'Unit.StartLimitIntervalSec Unit.StartLimitBurst Service.RestartSec',
  maxConnections: 'Socket.MaxConnections Socket.MaxConnectionsPerSource',
  resourceLimits: 'Service.LimitNOFILE Service.MemoryMax Service.TasksMax Service.CPUQuota',
  users:
    'Service.User Service.Group Service.DynamicUser Service.AmbientCapabilities Service.CapabilityBoundingSet',
  privateNetwork: 'Service.PrivateNetwork',
  networkRules:
    'Service.IPAddressAllow Service.IPAddressDeny Service.IPAccounting Service.SocketBindAllow Service.SocketBindDeny Service.RestrictAddressFamilies Socket.IPAddressAllow Socket.IPAddressDeny Socket.IPAccounting',
};

const byDiagnostic = reversed(DIAGNOSTICS);
const byDirective = reversed(DIRECTIVES);

function reversed(topics: Readonly<Partial<Record<Topic, string>>>): ReadonlyMap<string, Topic> {
  return new Map(
    Object.entries(topics).flatMap(([topic, words]) =>
      words.split(' ').map((word) => [word, topic as Topic] as const),
    ),
  );
}

/** Slug of the lesson on a diagnostic, for example `accept-yes/standard-input`. */
export function lessonOf(id: string): string | undefined {
  const topic = byDiagnostic.get(id);
  return topic && LESSONS[topic];
}

/** Slug of the lesson that teaches a directive. */
export function lessonOfDirective(section: string, key: string): string | undefined {
  const topic = byDirective.get(`${section}.${key}`);
  return topic && LESSONS[topic];
}
