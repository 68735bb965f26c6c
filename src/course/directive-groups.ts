/** The directives of systemd.socket(5), in the order in which a reader would look for them. */
export interface DirectiveGroup {
  /** Anchor on the page. */
  readonly id: string;
  readonly title: string;
  readonly keys: readonly string[];
}

export const DIRECTIVE_GROUPS: readonly DirectiveGroup[] = [
  {
    id: 'listen',
    title: 'What it listens on',
    keys: [
      'ListenStream',
      'ListenDatagram',
      'ListenSequentialPacket',
      'ListenFIFO',
      'ListenSpecial',
      'ListenNetlink',
      'ListenMessageQueue',
      'ListenUSBFunction',
    ],
  },
  {
    id: 'service',
    title: 'What it hands over, and to whom',
    keys: [
      'Accept',
      'Service',
      'FileDescriptorName',
      'PassFileDescriptorsToExec',
      'FlushPending',
      'Writable',
    ],
  },
  {
    id: 'limits',
    title: 'How many, and how often',
    keys: [
      'Backlog',
      'MaxConnections',
      'MaxConnectionsPerSource',
      'TriggerLimitIntervalSec',
      'TriggerLimitBurst',
      'PollLimitIntervalSec',
      'PollLimitBurst',
    ],
  },
  {
    id: 'address',
    title: 'How the address is bound',
    keys: [
      'BindIPv6Only',
      'BindToDevice',
      'FreeBind',
      'ReusePort',
      'Transparent',
      'Broadcast',
      'SocketProtocol',
    ],
  },
  {
    id: 'path',
    title: 'Sockets in the file system',
    keys: [
      'SocketMode',
      'SocketUser',
      'SocketGroup',
      'DirectoryMode',
      'Symlinks',
      'RemoveOnStop',
      'PipeSize',
      'MessageQueueMaxMessages',
      'MessageQueueMessageSize',
    ],
  },
  {
    id: 'tcp',
    title: 'TCP and IP',
    keys: [
      'KeepAlive',
      'KeepAliveTimeSec',
      'KeepAliveIntervalSec',
      'KeepAliveProbes',
      'NoDelay',
      'DeferAcceptSec',
      'TCPCongestion',
      'IPTOS',
      'IPTTL',
      'Mark',
      'Priority',
      'ReceiveBuffer',
      'SendBuffer',
    ],
  },
  {
    id: 'sender',
    title: 'What comes with the data',
    keys: ['PassCredentials', 'PassSecurity', 'PassPacketInfo', 'Timestamping'],
  },
  {
    id: 'commands',
    title: 'Commands around it',
    keys: ['ExecStartPre', 'ExecStartPost', 'ExecStopPre', 'ExecStopPost', 'TimeoutSec'],
  },
  {
    id: 'labels',
    title: 'Security labels',
    keys: ['SmackLabel', 'SmackLabelIPIn', 'SmackLabelIPOut', 'SELinuxContextFromNet'],
  },
];
