import type { DirectiveDocs } from './directive.ts';

/** systemd.socket(5): the directives of [Socket] that are its own. */
export const SOCKET: DirectiveDocs = {
  ListenStream: {
    text: 'An address to listen on for connections: TCP, or a Unix stream socket. Repeat it to listen on several; an empty value forgets every `Listen…=` above it. A bare port listens on all addresses, IPv6 and IPv4.',
    type: 'address: port, address:port, [IPv6]:port, /path, @name or vsock:CID:port',
    default: 'none',
    examples: {
      '127.0.0.1:9091': 'this machine only, IPv4',
      '[::1]:9091': 'this machine only, IPv6',
      '0.0.0.0:9091': 'every IPv4 address',
      '9091': 'every address, IPv6 and IPv4',
      '/run/%p.sock': 'a Unix socket in the file system',
      '@%p': 'a Unix socket in the abstract namespace',
    },
  },
  ListenDatagram: {
    text: 'An address to receive single messages on: UDP, or a Unix datagram socket. There is no connection to accept, so one service handles all of it, whatever `Accept=` says.',
    type: 'address: port, address:port, [IPv6]:port, /path or @name',
    default: 'none',
    examples: {
      '127.0.0.1:5140': 'this machine only, IPv4',
      '[::1]:5140': 'this machine only, IPv6',
      '/run/%p.sock': 'a Unix socket in the file system',
    },
  },
  ListenSequentialPacket: {
    text: 'A Unix socket that keeps connections and message boundaries (`SOCK_SEQPACKET`). Only Unix sockets can do this.',
    type: 'address: /path or @name',
    default: 'none',
    examples: { '/run/%p.sock': 'a Unix socket in the file system', '@%p': 'an abstract name' },
  },
  ListenFIFO: {
    text: 'A named pipe to create and wait on. The first byte written to it starts the service.',
    type: 'absolute path',
    default: 'none',
    examples: { '/run/%p.fifo': 'a named pipe' },
  },
  ListenSpecial: {
    text: 'A special file to open and wait on, such as a character device or a file in /proc or /sys. It is opened for reading unless `Writable=yes`.',
    type: 'absolute path',
    default: 'none',
  },
  ListenNetlink: {
    text: 'A netlink family to listen to, by name, with an optional multicast group number behind it.',
    type: 'netlink family and group',
    default: 'none',
    examples: {
      'kobject-uevent 1': 'device events of the kernel',
      'route 1361': 'links and addresses',
    },
  },
  ListenMessageQueue: {
    text: 'A POSIX message queue to create and wait on. Its name starts with a slash.',
    type: 'message queue name',
    default: 'none',
  },
  ListenUSBFunction: {
    text: 'The mount point of a USB FunctionFS, for a machine that acts as a USB device. The service needs `USBFunctionDescriptors=` and `USBFunctionStrings=`.',
    type: 'absolute path',
    default: 'none',
  },
  SocketProtocol: {
    text: 'Uses another transport than the usual one for a stream or datagram socket.',
    default: 'TCP for streams, UDP for datagrams',
    values: {
      udplite: 'UDP-Lite: checksums over part of the message',
      sctp: 'SCTP: several streams in one connection',
      mptcp: 'Multipath TCP; from systemd 257',
    },
  },
  BindIPv6Only: {
    text: 'Whether an IPv6 socket takes IPv4 clients as well.',
    default: 'default',
    values: {
      default: 'as /proc/sys/net/ipv6/bindv6only says, which is usually both',
      both: 'IPv6 and IPv4',
      'ipv6-only': 'IPv6 alone; 0.0.0.0 with the same port stays free',
    },
  },
  Backlog: {
    text: 'How many connections may wait before anyone accepts them. The kernel lowers it to `net.core.somaxconn`, usually 4096.',
    default: '4294967295',
    type: 'number of connections',
  },
  BindToDevice: {
    text: 'Takes traffic only from one network interface. The socket then depends on that interface and goes away with it.',
    type: 'interface name',
    default: 'none',
    examples: { lo: 'the loopback interface' },
  },
  SocketUser: {
    text: 'The user who owns Unix sockets, FIFOs and message queues made by this unit. It says nothing about who the service runs as: that is `User=` in the service.',
    default: 'root',
  },
  SocketGroup: {
    text: 'The group of Unix sockets, FIFOs and message queues made by this unit.',
    default: 'root, or the default group of SocketUser=',
  },
  SocketMode: {
    text: 'Access mode of the socket file, FIFO or message queue. To connect to a Unix socket a user needs write permission.',
    default: '0666',
    examples: {
      '0600': 'the owner only',
      '0660': 'owner and group',
      '0666': 'everyone',
    },
  },
  DirectoryMode: {
    text: 'Access mode of the parent directories systemd creates for a socket file or FIFO.',
    default: '0755',
    examples: { '0700': 'the owner only', '0755': 'everyone may enter' },
  },
  Accept: {
    text: 'Who accepts connections. With `no`, one `name.service` inherits the listening socket and serves everyone. With `yes`, systemd accepts each connection and starts an instance of `name@.service` for it.',
    default: 'no',
    values: {
      no: 'one service gets the listening socket',
      yes: 'one instance of name@.service for each connection',
    },
  },
  Writable: {
    text: 'Opens the file of `ListenSpecial=` for reading and writing.',
    default: 'no',
  },
  FlushPending: {
    text: 'Empties the socket when the service has exited: what waits there is thrown away, pending connections are refused. Only with `Accept=no`.',
    default: 'no',
  },
  MaxConnections: {
    text: 'How many instances may run at once with `Accept=yes`. One connection more is refused until another has ended. Means nothing with `Accept=no`.',
    default: '64',
    type: 'number of connections',
  },
  MaxConnectionsPerSource: {
    text: 'How many instances may serve one client address at once with `Accept=yes`. For Unix sockets it counts by user, for vsock by CID. `0` means no limit.',
    default: '0',
    type: 'number of connections',
  },
  KeepAlive: {
    text: 'Sends TCP keep-alive probes on connections that say nothing, so that a vanished client is noticed.',
    default: 'no',
  },
  KeepAliveTimeSec: {
    text: 'How long a connection is idle before the first keep-alive probe.',
    default: '2h',
  },
  KeepAliveIntervalSec: {
    text: 'Time between two keep-alive probes.',
    default: '75s',
  },
  KeepAliveProbes: {
    text: 'How many keep-alive probes may go unanswered before the connection counts as dead.',
    default: '9',
    type: 'number of probes',
  },
  NoDelay: {
    text: 'Sends small pieces at once instead of collecting them (`TCP_NODELAY`, Nagle’s algorithm off).',
    default: 'no',
  },
  Priority: {
    text: 'Priority of the packets this socket sends (`SO_PRIORITY`), for the traffic scheduler.',
    default: 'the kernel’s, 0',
  },
  DeferAcceptSec: {
    text: 'Wakes the service when the first data arrives instead of when the connection is made; this is how long the kernel waits for it. Good where the client speaks first, as in HTTP.',
    default: '0, off',
  },
  ReceiveBuffer: {
    text: 'Size of the receive buffer (`SO_RCVBUF`), in bytes; K, M and G count in 1024.',
    default: 'the kernel’s',
    examples: { '256K': '256 KiB', '8M': '8 MiB' },
  },
  SendBuffer: {
    text: 'Size of the send buffer (`SO_SNDBUF`), in bytes; K, M and G count in 1024.',
    default: 'the kernel’s',
    examples: { '256K': '256 KiB', '8M': '8 MiB' },
  },
  IPTOS: {
    text: 'Type-of-service field of outgoing IPv4 packets: a number or a name.',
    default: 'the kernel’s',
    type: 'number or name',
    values: {
      'low-delay': 'prefer little delay',
      throughput: 'prefer much data',
      reliability: 'prefer a safe path',
      'low-cost': 'prefer a cheap path',
    },
  },
  IPTTL: {
    text: 'How many routers a packet from this socket may cross (time to live, hop limit).',
    default: 'the kernel’s, 64',
    type: 'number, 1 to 255',
  },
  Mark: {
    text: 'Firewall mark of packets from this socket (`SO_MARK`), for rules of nftables or iptables.',
    default: 'none',
  },
  ReusePort: {
    text: 'Lets several sockets listen on the same port; the kernel spreads connections over them.',
    default: 'no',
  },
  SmackLabel: { text: 'SMACK label of a FIFO made by this unit.', default: 'none' },
  SmackLabelIPIn: { text: 'SMACK label for incoming packets.', default: 'none' },
  SmackLabelIPOut: { text: 'SMACK label for outgoing packets.', default: 'none' },
  SELinuxContextFromNet: {
    text: 'Takes the level of the service’s SELinux context from the client at the other end. For services that get exactly one socket.',
    default: 'no',
  },
  PipeSize: {
    text: 'Size of the buffer of a FIFO, in bytes; K, M and G count in 1024.',
    default: 'the kernel’s, 64K',
  },
  MessageQueueMaxMessages: {
    text: 'How many messages a message queue holds. Set it together with `MessageQueueMessageSize=` or not at all.',
    default: 'the kernel’s',
  },
  MessageQueueMessageSize: {
    text: 'How large one message of a message queue may be. Set it together with `MessageQueueMaxMessages=` or not at all.',
    default: 'the kernel’s',
  },
  FreeBind: {
    text: 'Binds to an address this machine does not have yet, so that the socket can listen before the network is up.',
    default: 'no',
  },
  Transparent: {
    text: 'Lets the socket take connections meant for other addresses (`IP_TRANSPARENT`), for proxies that a firewall sends traffic to.',
    default: 'no',
  },
  Broadcast: { text: 'Allows broadcasts to be sent from a datagram socket.', default: 'no' },
  PassCredentials: {
    text: 'Lets the service see who sent a message over a Unix socket: PID, user and group (`SO_PASSCRED`).',
    default: 'no',
  },
  PassSecurity: {
    text: 'Lets the service see the sender’s security label on a Unix socket (`SO_PASSSEC`).',
    default: 'no',
  },
  PassPacketInfo: {
    text: 'Adds to each message which address and interface it came in on (`IP_PKTINFO` and its relatives).',
    default: 'no',
  },
  Timestamping: {
    text: 'Adds the time of arrival to each message.',
    default: 'off',
    values: { off: 'no times', us: 'in microseconds', ns: 'in nanoseconds' },
  },
  TCPCongestion: {
    text: 'The congestion control of TCP connections, one the kernel has.',
    default: 'the kernel’s, usually cubic',
    type: 'name of an algorithm',
    examples: { cubic: 'the usual one', bbr: 'measures bandwidth and delay', reno: 'the classic' },
  },
  ExecStartPre: {
    text: 'A command to run before the sockets are made. When it fails, the socket fails. Repeat it for several.',
    default: 'none',
  },
  ExecStartPost: {
    text: 'A command to run once the sockets are bound. Repeat it for several.',
    default: 'none',
  },
  ExecStopPre: {
    text: 'A command to run before the sockets are closed. Repeat it for several.',
    default: 'none',
  },
  ExecStopPost: {
    text: 'A command to run after the sockets are closed and removed. Repeat it for several.',
    default: 'none',
  },
  TimeoutSec: {
    text: 'How long the `Exec…=` commands of this socket may take. `0` waits for ever. It does not limit the service.',
    default: 'the manager’s DefaultTimeoutStartSec=, usually 90s',
  },
  Service: {
    text: 'The service to start on traffic, when it is not called like the socket. Only with `Accept=no`.',
    default: 'the service with the socket’s own name',
  },
  RemoveOnStop: {
    text: 'Removes socket files, FIFOs, message queues and `Symlinks=` when the socket is stopped. Without it they stay behind.',
    default: 'no',
  },
  Symlinks: {
    text: 'Further names for the socket file or FIFO, made as symbolic links. The unit may then have only one such file.',
    default: 'none',
    type: 'list of paths',
  },
  FileDescriptorName: {
    text: 'The name under which the service finds these descriptors in `LISTEN_FDNAMES`. Up to 255 characters, no colon.',
    default: 'the socket’s name with .socket; connection with Accept=yes',
    type: 'name',
    examples: { web: 'a name the service knows' },
  },
  TriggerLimitIntervalSec: {
    text: 'The window in which `TriggerLimitBurst=` counts activations. When the limit is hit the socket fails and stays failed until it is restarted. `0` switches the limit off.',
    default: '2s',
  },
  TriggerLimitBurst: {
    text: 'How many activations are allowed in `TriggerLimitIntervalSec=`. One more and the socket fails with `trigger-limit-hit`. `0` switches the limit off.',
    default: '200 with Accept=yes, otherwise 20',
    type: 'number of activations',
  },
  PollLimitIntervalSec: {
    text: 'The window in which `PollLimitBurst=` counts events on each listening socket. Over the limit systemd looks away until the window ends; nothing fails.',
    default: '2s',
  },
  PollLimitBurst: {
    text: 'How many events per listening socket are handled in `PollLimitIntervalSec=`. Beyond that connections wait. It slows a flood down before the trigger limit ends it.',
    default: '150 with Accept=yes, otherwise 15',
    type: 'number of events',
  },
  PassFileDescriptorsToExec: {
    text: 'Hands the sockets to the commands of `ExecStartPost=`, `ExecStopPre=` and `ExecStopPost=` as well.',
    default: 'no',
  },
};
