import fc from 'fast-check';

/** Blank-separated samples of a kind of value, valid ones and near misses. */
const of = (samples: string): readonly string[] => samples.split('\n').map((line) => line.trim());

/** Samples of every kind of value; a directive draws from the kinds of its type and from all. */
export const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  booleans: of(`yes
    no
    true
    false
    1
    0
    on
    off
    Yes
    NO
    tRue
    y
    n
    t
    f
    enabled
    2
    maybe
    yes no
    "yes"`),
  numbers: of(`0
    1
    -1
    +5
    7
    64
    100
    255
    256
    4095
    65535
    65536
    4294967295
    4294967296
    18446744073709551615
    18446744073709551616
    9223372036854775807
    9223372036854775808
    0x10
    0X1f
    0b101
    0o17
    017
    08
    1e3
    1.5
    -0
    --1
    0x
    0b
    ٣
    10000
    10001
    262144
    262145
    1000
    99
    19
    20
    -20
    -21
    40`),
  sizes: of(`1K
    1k
    4K
    64M
    1.5G
    1G 512M
    512M 1G
    1.5
    .5G
    1.G
    1 K
    1KB
    1KiB
    8E
    16E
    15.9E
    1T2G3M4K5B6
    infinity
    Infinity
    50%
    100%
    101%
    12.5%
    12.34%
    12.345%
    1‰
    1.5‰
    100‱
    10001‱
    0%
    -5%
    200%
    %%`),
  times: of(`5
    5s
    1min 30s
    1h
    1.5h
    2 weeks
    1y
    1month
    1M
    90
    500ms
    10us
    10 µs
    3μs
    100ns
    infinity
    infinity s
    5 secz
    5.5.5
    12.34 .56
    .5
    5.
    5.s
    -5
    +5
    0
    00:05:00
    1h30min
    1d12h
    584542y
    99999999999999999
    1 2 3
    5S`),
  modes: of(`0644
    644
    7777
    10000
    0o644
    0x1ff
    999
    u=rw
    +644
    00000644
    8`),
  paths: of(`/
    /run/echo.sock
    /var/run/echo.sock
    //run///x
    /run/./x
    /run/../x
    /run/x/..
    /run/x/.
    relative/path
    ./here
    ..
    .
    ~
    -~
    -/etc/default/x
    +/var
    -+/var
    +-/var
    -
    /proc/self
    /sys/class
    /dev/null
    /dev
    /dev/../etc
    /run/%i/x
    /run/%n
    %t/echo
    %h/x
    %z
    %
    %%
    /a%
    /run/a b
    "/run/a b"
    '/run/a b'
    "/run
    /run/\\x41
    /run/\\xff
    /run/a\\ b
    /a:/b
    /a:/b:rbind
    /a:/b:norbind
    /a:/b:ro
    -/a:/b
    /a:
    :/b
    /a:/b:
    /a:/b:rbind /c
    /a /b
    /a:size=10M,ro
    private
    private/x
    echo
    echo:link
    echo:link:ro
    echo::ro
    echo:link:rw
    echo:/abs
    state cache
    /dev/sda 100
    /dev/sda 5M
    /dev/sda
    /dev/sda infinity
    /dev/sda 10001
    /dev/sda 25ms
    /dev/sda rw
    /dev/sda rwx
    char-pts rw
    block-loop
    /run/systemd/inaccessible/chr r`),
  addresses: of(`7777
    0
    80
    +80
    080
    0x50
    65535
    65536
    99999
    -1
    127.0.0.1:80
    127.0.0.1
    127.0.0.1:0
    127.0.0.1:99999
    127.0.0.1: 80
    127.0.0.01:80
    127.1:80
    0.0.0.0:22
    256.0.0.1:80
    [::]:80
    [::1]:7777
    [::1]
    [::1]:
    ::1
    ::1:80
    [fe80::1]:80%lo
    [fe80::1]:80%%lo
    [fe80::1]:80%%1
    [fe80::1]:80%%nosuch0
    [fe80::1%%lo]:80
    [::ffff:1.2.3.4]:80
    [1:2:3:4:5:6:7:8]:9
    [1:2:3:4:5:6:7::]:9
    [::1:2:3:4:5:6:7]:9
    [12345::]:9
    [127.0.0.1]:80
    *:80
    :80
    localhost:80
    localhost
    example.com:80
    0x7f000001:80
    @abstract
    @
    @%i
    vsock:2:1234
    vsock::1234
    vsock:2
    vsock:
    vsock:x:1
    vsock:2:4294967295
    vsock:4294967296:1
    vsock:host:1
    vsock-stream:2:1234
    vsock-dgram::5
    vsock-seqpacket:2:7
    80 # comment
    80 81
    127.0.0.1:80#name
    /run/%p.sock
    kobject-uevent 1
    route
    audit 4294967296
    route x
    99
    -1 1
    nosuch
    any
    link-local
    multicast
    10.0.0.0/8
    10.0.0.0/33
    10.0.0.0/0x8
    ::/0
    ::1/129
    10.0.0.1/255.0.0.0
    10.0.0.0/8 ::1 any
    fe80::1%lo
    ipv4
    ipv6:tcp
    ipv4:udp:80-90
    tcp:80
    udp
    TCP:5
    ipv4:80:tcp
    tcp:ipv4
    tcp:
    :80
    80-70
    80-
    0-5
    any:80
    ipv4:any
    ipv4:tcp:any:1
    sctp:5`),
  commands: of(`/bin/true
    true
    /bin/true a b
    -/bin/true
    @/bin/true argv0 x
    @/bin/true
    -@/bin/true zero
    +/bin/true
    !/bin/true
    !!/bin/true
    !!!/bin/true
    +!/bin/true
    !+/bin/true
    --/bin/true
    :/bin/true $FOO
    ::/bin/true
    -:+/bin/true
    /bin/true ; /bin/true
    /bin/true ;
    ; /bin/true
    /bin/true \\; x
    /bin/true ;x
    /bin/true "a b" 'c d'
    /bin/true "a
    /bin/true 'a
    "/bin/true" x
    "/bin/tr ue"
    /bin/true \\n \\t \\x41 \\101
    /bin/true a\\ b
    /bin/true \\z
    /bin/true \\x4
    "\\q" x
    /bin/sh -c 'echo $$(date) | tee "$f"'
    /bin/true %i %n %% %u
    /bin/true %z
    -/bin/true %z
    /bin/%p
    %h/bin/true
    bin/true
    ./true
    ../bin/true
    /bin/
    /
    .
    ..
    /bin/.
    /bin/../bin/true
    -
    @
    -bin/x
    /bin/true \\
    /bin/a"b
    /bin/true a"b"c
    /bin/true ""
    @/bin/true ""
    /bin/true;
    {/bin/true}
    $FOO/bin
    $\{FOO} x`),
  words: of(`simple
    exec
    forking
    oneshot
    dbus
    notify
    notify-reload
    idle
    on-failure
    always
    on-success
    main
    cgroup
    all
    none
    none mixed
    kill
    process
    mixed
    control-group
    terminate
    abort
    inherit
    private
    shared
    slave
    null
    journal
    journal+console
    kmsg
    kmsg+console
    syslog
    syslog+console
    tty
    tty-force
    socket
    data
    file
    fd
    fd:stdin
    fd:
    fd:a:b
    fd:%i
    file:/x
    file:x
    append:/var/log/%p
    truncate:/x/../y
    both
    ipv6-only
    default
    full
    strict
    read-only
    tmpfs
    connected
    disconnected
    self
    identity
    pid
    invisible
    ptraceable
    noaccess
    restart
    low-delay
    throughput
    rr
    fifo
    batch
    best-effort
    realtime
    local0
    daemon
    err
    warning
    debug
    us
    ns
    usec
    µs
    off
    auto
    closed
    skip
    continue
    stop
    omit
    avoid
    interleave
    bind
    inactive
    inactive-or-failed
    reboot
    reboot-force
    poweroff-immediate
    exit
    exit-force
    soft-reboot
    kexec
    halt-immediate
    replace
    replace-irreversibly
    isolate
    fail
    restart-dependencies
    normal
    direct
    debug
    udplite
    sctp
    SCTP
    mptcp
    tcp
    132
    136
    262
    SIGTERM
    TERM
    SIGKILL
    sigterm
    9
    64
    65
    RTMIN
    RTMIN+3
    RTMIN+30
    RTMIN+31
    SIGRTMAX-1
    RTMAX-30
    RTMIN-1
    RTMIN+
    SUCCESS
    success
    KSM
    1 2 SIGINT
    256
    EX_USAGE
    DATAERR
    x86
    x86-64
    native
    arm64
    loongarch64
    cpu memory
    bpf-firewall
    cpu nosuch
    "cpu"
    init
    login`),
  lists: of(`@system-service
    ~@debug @mount
    @sandbox
    @nosuch
    @
    read write
    ~ptrace:EPERM
    ~ptrace:0
    ~ptrace:4096
    ~ptrace:kill
    ~:EPERM
    ptrace:EPERM
    nosuchcall
    ~nosuchcall:EPERM
    open openat2 fchmodat2 cachestat
    EPERM
    eperm
    ENOTSUP
    EFOO
    0
    AF_INET AF_INET6
    af_unix
    ~AF_PACKET
    AF_NOSUCH
    INET
    none
    "AF_INET"
    net ipc
    ~user
    time
    network
    ext4 @network
    @basic-api
    @nope
    eth0
    ~lo eth0
    averyveryverylongname
    0123456789abcde
    0123456789abcdef
    eth0:1
    all
    default
    5
    0
    a/b
    CAP_NET_ADMIN
    ~CAP_SYS_ADMIN cap_chown
    CAP_NOSUCH
    keep-caps noroot
    private-anonymous elf-headers
    all 0x33
    default zz
    0-3
    0-3,5 7
    3-0
    8191
    8192
    0-8192
    x
    0-
    numa
    "0 1"
    "0
    FIELD=value OTHER=x
    _FIELD=x
    field=x
    FIELD
    1FIELD=x
    MODE=prod "A=b c"
    A=1 B
    =x
    1A=x
    A-B=c
    A=%i
    A=%z B=ok
    A=\\x41
    A=\\q
    "A=b
    PATH LANG
    cred:/etc/x
    cred:other
    cred
    cred:
    :x
    a/b:x
    cred:../x
    cred:/a/../b
    cred:aGVsbG8=
    cred:aGVsbG8
    cred:!!
    cred*
    *
    c*d
    cred*:new
    cred:\\x00
    cred:\\q`),
  texts: of(`plain text
    %i %n %N %p %P %j %J %f %I
    %H %m %b %v %a %A %B %M %o %w %W %l %q %T %V %g %G %u %U %s
    %C %E %L %S %t %h %d %y %Y
    %D
    %c %r %R
    %z
    %1
    %-
    %é
    100%
    é
    ünïcödé
    tab\there
    "quoted"
    \\escape
    org.example.Echo
    org
    org..x
    .org.x
    org.1x.y
    :1.42
    org.ex-ample.Echo_1
    org.example.%i
    root
    nobody
    daemon
    www-data
    0
    1000
    65535
    65534
    4294967295
    01
    -1
    a b
    a.b
    a:b
    a/b
    "root"
    $USER
    Ünser
    .
    ..
    -x
    _x
    user name
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    man:systemd(1)
    https://example.com/
    http://
    https://ex ample
    file:/x
    file:x
    info:x man:y
    www.example.com
    https://é
    "man:a b"
    namespace
    name/space
    name*
    lo
    x-1
    c9a5b1
    00112233445566778899aabbccddeeff
    00112233445566778899aabbccddee
    0011 2233 4455 6677 8899 aabb ccdd eeff
    base64:aGVsbG8=
    base64:aGVsbG8
    aGVsbG8=
    aGVsbG9=
    aGVs bG8=
    ingress:/sys/fs/bpf/x
    ingress
    nope:/x
    egress:rel
    root:ro
    root:ro usr:rw
    nosuch:ro
    ro,noatime
    root-secondary:ro
    a:b:c
    root=signed:=ignore
    root=signed+nope
    *
    ~
    -
    root=verity:root=signed
    nosuch=open
    signed
    /etc/passwd:pw:read-only
    /etc/passwd
    /etc/passwd::graceful,append
    /etc/passwd:pw:read-only,append
    /etc/:x
    /etc/..
    passwd
    /etc/passwd:a:b:c
    cgroup:inet:t:s
    cgroup:inet:t
    user:ip6:tbl:set_1
    prefix:inet:t:s
    cgroup:ipx:t:s
    [a-z]+
    ~secret
    ~
    (unclosed
    a{2,1}
    sub
    sub/group
    _sub
    cpu.x
    cgroup.x
    1:2
    1:1
    2:1
    infinity:infinity
    1:infinity
    infinity:1
    1:2:3
    1:
    :1
    +5:-5
    -20
    +20
    -21
    41`),
  units: of(`a.service
    a.service b.socket
    a@.service
    a@b.service
    a@%i.service
    %p.service
    %N.socket
    nosuch.service
    a
    a.txt
    .service
    a b.service
    a.target
    multi-user.target network.target
    -.slice
    system.slice
    a-b.slice
    %z.service
    "a.service"
    a.service,b.service
    a\\x2db.service
    é.service
    a@@b.service
    @b.service
    %n
    %H.service
    app.slice
    a.slice b.slice`),
};

const EVERYTHING: readonly string[] = Object.values(SAMPLES).flat();

/** Kinds a value type draws from first. */
const KINDS: readonly (readonly [type: RegExp, kinds: readonly string[]])[] = [
  [/bool|tristate|isolate|mount_apivfs/, ['booleans']],
  [/^exec$/, ['commands']],
  [/listen|in_addr|socket_bind/, ['addresses']],
  [/sec|timeout|timer|duration/, ['times']],
  [/size|memory|tasks|rlimit|oom_mem|cpu_quota/, ['sizes', 'times', 'texts']],
  [
    /path|directories|working|pid_file|env_file|images|filesystems$|device|io_limit|bandwidth/,
    ['paths', 'texts'],
  ],
  [/unit_deps|slice|sockets|socket_service|trigger/, ['units']],
  [/mode$/, ['modes', 'words']],
  [/int|long|unsigned|nice|prio|weight|shares|score|exit_status|tty/, ['numbers']],
  [
    /syscall|address_families|namespaces|filesystems|interfaces|bindtodevice|capability|secure|coredump|cpuset|affinity|numa|environ|extra_fields|credential|controllers|delegate/,
    ['lists', 'words'],
  ],
  [
    /user|bus_name|documentation|string|reboot|log_namespace|root_hash|bpf|policy|open_file|nft|pattern|root_image|personality|condition|label|profile|context/,
    ['texts', 'words', 'lists'],
  ],
];

const PIECES = [
  ' ',
  '\t',
  '"',
  "'",
  '\\',
  '%',
  '%i',
  ':',
  ';',
  ',',
  '=',
  '-',
  '+',
  '~',
  '@',
  '/',
  '.',
  '#',
  '0',
  '9',
  'x',
  'K',
  's',
  '%%',
  '\\x41',
  'é',
  '\u00a0',
];

/** A small change somewhere in a value. */
const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.integer({ min: 0, max: 2 }), fc.constantFrom(...PIECES))
    .map(([at, remove, piece]) => text.slice(0, at) + piece + text.slice(at + remove));

/** A value for a directive of a type: mostly of its own kind, sometimes changed, sometimes any. */
export function someValue(type: string): fc.Arbitrary<string> {
  const kinds = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? ['words', 'numbers'];
  const own = fc.constantFrom(...kinds.flatMap((kind) => SAMPLES[kind] ?? []));
  const any = fc.constantFrom(...EVERYTHING);
  return fc.oneof(
    { weight: 6, arbitrary: own },
    { weight: 2, arbitrary: own.chain(mutated) },
    { weight: 1, arbitrary: fc.tuple(own, own).map((pair) => pair.join(' ')) },
    { weight: 2, arbitrary: any },
    { weight: 1, arbitrary: any.chain(mutated) },
    { weight: 1, arbitrary: fc.constant('') },
  );
}

/** Any sample, changed in one to three places. */
export const mutatedAny: fc.Arbitrary<string> = fc
  .constantFrom(...EVERYTHING)
  .chain(mutated)
  .chain((text) => fc.oneof(fc.constant(text), mutated(text)));
