import { describe, it, test } from 'vitest';
import { explains, fixes } from './editor.ts';

const SERVICE = '--- echo.service\n[Service]\nExecStart=/usr/bin/serve\n';

/** What it was, the button, what it becomes. */
const VALUES: readonly (readonly [before: string, title: string, after: string])[] = [
  ['ListenStream=localhost:80', 'Change to 127.0.0.1:80', 'ListenStream=127.0.0.1:80'],
  ['ListenStream=ip6-localhost:80', 'Change to [::1]:80', 'ListenStream=[::1]:80'],
  ['ListenStream=*:8080', 'Change to 8080', 'ListenStream=8080'],
  ['ListenStream=:8080', 'Change to 8080', 'ListenStream=8080'],
  ['ListenStream=::1:8080', 'Change to [::1]:8080', 'ListenStream=[::1]:8080'],
  ['ListenStream=[::1]8080', 'Change to [::1]:8080', 'ListenStream=[::1]:8080'],
  ['ListenStream=127.0.0.1 8080', 'Change to 127.0.0.1:8080', 'ListenStream=127.0.0.1:8080'],
  ['ListenStream=127.0.0.1,8080', 'Change to 127.0.0.1:8080', 'ListenStream=127.0.0.1:8080'],
  ['ListenStream=127.0.0.1 : 8080', 'Change to 127.0.0.1:8080', 'ListenStream=127.0.0.1:8080'],
  ['ListenStream=tcp://127.0.0.1:8080', 'Change to 127.0.0.1:8080', 'ListenStream=127.0.0.1:8080'],
  ['ListenStream=unix:/run/a.sock', 'Change to /run/a.sock', 'ListenStream=/run/a.sock'],
  ['ListenStream=8080/tcp', 'Change to 8080', 'ListenStream=8080'],
  ['ListenStream="8080"', 'Change to 8080', 'ListenStream=8080'],
  ['ListenStream=a.sock', 'Change to /run/a.sock', 'ListenStream=/run/a.sock'],
  ['ListenStream=./a.sock', 'Change to /run/a.sock', 'ListenStream=/run/a.sock'],
  ['ListenStream=[fe80::1]:80%lo', 'Change to [fe80::1]:80%%lo', 'ListenStream=[fe80::1]:80%%lo'],
  ['ListenFIFO=run/a.fifo', 'Change to /run/a.fifo', 'ListenFIFO=/run/a.fifo'],
  ['Accept=ye', 'Change to yes', 'Accept=yes'],
  ['Accept=ture', 'Change to true', 'Accept=true'],
  ['Accept=yes;', 'Change to yes', 'Accept=yes'],
  ['FreeBind=enabled', 'Change to yes', 'FreeBind=yes'],
  ['BindIPv6Only=IPv6-Only', 'Change to ipv6-only', 'BindIPv6Only=ipv6-only'],
  ['BindIPv6Only=ipv6only', 'Change to ipv6-only', 'BindIPv6Only=ipv6-only'],
  ['KillSignal=sigterm', 'Change to SIGTERM', 'KillSignal=SIGTERM'],
  ['TimeoutSec=never', 'Change to infinity', 'TimeoutSec=infinity'],
  ['TimeoutSec=5S', 'Change to 5s', 'TimeoutSec=5s'],
  ['TriggerLimitIntervalSec=2 mins', 'Change to 2 min', 'TriggerLimitIntervalSec=2 min'],
  ['ReceiveBuffer=64MB', 'Change to 64M', 'ReceiveBuffer=64M'],
  ['ReceiveBuffer=64 kib', 'Change to 64K', 'ReceiveBuffer=64K'],
  ['SocketMode=0o660', 'Change to 0660', 'SocketMode=0660'],
  ['Service=serve', 'Change to serve.service', 'Service=serve.service'],
  ['ExecStartPre=usr/bin/true', 'Change to /usr/bin/true', 'ExecStartPre=/usr/bin/true'],
  [
    'RestrictAddressFamilies=AF_INET,AF_UNIX',
    'Change to AF_INET AF_UNIX',
    'RestrictAddressFamilies=AF_INET AF_UNIX',
  ],
  ['RestrictAddressFamilies=inet6', 'Change to AF_INET6', 'RestrictAddressFamilies=AF_INET6'],
  [
    'CapabilityBoundingSet=net_bind_service',
    'Change to CAP_NET_BIND_SERVICE',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
  ],
  ['CPUQuota=20', 'Change to 20%', 'CPUQuota=20%'],
];

describe('values', () => {
  test.each(VALUES)('%s', (before, title, after) =>
    fixes(`[Socket]\n${before}\n${SERVICE}`, title, `[Socket]\n${after}\n`),
  );
});

const KEYS: readonly (readonly [before: string, after: string])[] = [
  ['listenStream', 'ListenStream'],
  ['ListenSteam', 'ListenStream'],
  ['Listen', 'ListenStream'],
  ['Port', 'ListenStream'],
  ['ListenTCP', 'ListenStream'],
  ['ListenUDP', 'ListenDatagram'],
  ['Accpet', 'Accept'],
  ['MaxConnection', 'MaxConnections'],
  ['SocketUsers', 'SocketUser'],
];

describe('names', () => {
  test.each(KEYS)('%s=', (before, after) =>
    fixes(`[Socket]\n${before}=/run/x\n`, `Change to ${after}=`, `[Socket]\n${after}=/run/x\n`),
  );

  it('moves a setting to the section it belongs to', () => {
    fixes(
      '[Socket]\nListenStream=80\nDescription=Echo\n[Unit]\nDocumentation=man:cat(1)\n',
      'Move to [Unit]',
      '[Socket]\nListenStream=80\n[Unit]\nDocumentation=man:cat(1)\nDescription=Echo\n',
    );
    fixes(
      '[Socket]\nListenStream=80\nWantedBy=sockets.target',
      'Move to a new section [Install]',
      '[Socket]\nListenStream=80\n\n[Install]\nWantedBy=sockets.target\n',
    );
  });

  it('moves a continued setting whole', () => {
    fixes(
      '[Unit]\nExecStart=/bin/a \\\n  b\n[Service]\nType=exec\n',
      'Move to [Service]',
      '[Unit]\n[Service]\nType=exec\nExecStart=/bin/a \\\n  b\n',
    );
  });

  it('repairs headers', () => {
    fixes('[socket]\nListenStream=80\n', 'Change to [Socket]', '[Socket]\nListenStream=80\n', {
      name: 'echo.socket',
    });
    fixes('[Socket\nListenStream=80\n', 'Change to [Socket]', '[Socket]\nListenStream=80\n', {
      name: 'echo.socket',
    });
    fixes('ListenStream=80\n', 'Put [Socket] above', '[Socket]\nListenStream=80\n', {
      name: 'echo.socket',
    });
  });

  it('writes a setting as a setting', () => {
    fixes(
      '[Socket]\nListenStream: 80\n',
      'Change to ListenStream=80',
      '[Socket]\nListenStream=80\n',
    );
    fixes('[Socket]\n// the port\n', 'Make it a comment', '[Socket]\n# the port\n');
  });
});

describe('units', () => {
  it('makes socket and service fit', () => {
    fixes(
      '[Socket]\nListenStream=127.0.0.1:80\n--- ecoh.service\n[Service]\nExecStart=/bin/serve\n',
      'Add Service=ecoh.service',
      '[Socket]\nListenStream=127.0.0.1:80\nService=ecoh.service\n',
    );
    fixes(
      '[Service]\nType=oneshot\nExecStart=/bin/a\nRestart=always\n',
      'Change to Restart=on-failure',
      '[Service]\nType=oneshot\nExecStart=/bin/a\nRestart=on-failure\n',
    );
    fixes(
      '[Service]\nExecStart=/bin/a\nExecStart=/bin/b\n',
      'Add Type=oneshot',
      '[Service]\nExecStart=/bin/a\nExecStart=/bin/b\nType=oneshot\n',
    );
  });
});

describe('advice', () => {
  const CONNECTS =
    '--- echo.socket\n[Socket]\nListenStream=127.0.0.1:9091\nAccept=yes\n[Install]\nWantedBy=sockets.target\n';

  it('adds what is missing', () => {
    fixes(
      `[Service]\nExecStart=/bin/cat\n${CONNECTS}`,
      'Add StandardInput=socket',
      '[Service]\nExecStart=/bin/cat\nStandardInput=socket\n',
      { name: 'echo@.service' },
    );
    fixes(
      `[Service]\nExecStart=/bin/cat\nStandardInput=socket\n\n[Install]\nWantedBy=multi-user.target\n${CONNECTS}`,
      'Add StandardError=journal',
      '[Service]\nExecStart=/bin/cat\nStandardInput=socket\nStandardError=journal\n\n[Install]\nWantedBy=multi-user.target\n',
      { name: 'echo@.service' },
    );
    fixes(
      '[Socket]\nListenStream=192.0.2.1:80\n',
      'Add FreeBind=yes',
      '[Socket]\nListenStream=192.0.2.1:80\nFreeBind=yes\n',
    );
  });

  it('takes away what does nothing', () => {
    fixes(
      `[Service]\nExecStart=/bin/cat\nStandardInput=socket\n\n[Install]\nWantedBy=multi-user.target\n${CONNECTS}`,
      'Remove [Install]',
      '[Service]\nExecStart=/bin/cat\nStandardInput=socket\n',
      { name: 'echo@.service' },
    );
    fixes(
      `[Socket]\nListenStream=127.0.0.1:80\nMaxConnections=4\n${SERVICE}`,
      'Remove MaxConnections=',
      '[Socket]\nListenStream=127.0.0.1:80\n',
    );
    fixes(
      `[Unit]\nAfter=a.service network-online.target\n[Socket]\nListenStream=127.0.0.1:80\n${SERVICE}`,
      'Remove network-online.target',
      '[Unit]\nAfter=a.service\n[Socket]\nListenStream=127.0.0.1:80\n',
    );
  });

  it('quotes a command for the shell as systemd reads quotes', () => {
    fixes(
      `[Service]\nExecStart=-/bin/echo "it's" | /usr/bin/tee /tmp/a\\b\n`,
      "Run it with /bin/sh -c '…'",
      `[Service]\nExecStart=-/bin/sh -c '/bin/echo "it\\'s" | /usr/bin/tee /tmp/a\\\\b'\n`,
    );
  });

  it('moves a comment above its line', () => {
    fixes(
      '[Service]\nUser=root\nExecStart=/bin/cat # echo\n',
      'Move the comment to its own line',
      '[Service]\nUser=root\n# echo\nExecStart=/bin/cat\n',
    );
  });

  it('gives a swallowed setting its own line', () => {
    fixes(
      '[Service]\nExecStart=/bin/serve \\\nUser=learner\n',
      'Remove the backslash',
      '[Service]\nExecStart=/bin/serve\nUser=learner\n',
    );
  });
});

describe('no fix where none is safe, but a reason', () => {
  it('for settings of another kind of unit, or of a later systemd', () => {
    explains('[Socket]\nExecStart=/bin/cat\n', 'unknown-directive@2', /\[Service\].*\.service/);
    explains(
      '[Socket]\nPollLimitBurst=5\n',
      'unknown-directive@2',
      /systemd 255; this machine has 252/,
    );
    explains(
      '[Socket]\nListenStream=80\n[Service]\nExecStart=/bin/cat\n',
      'unknown-section@3',
      /\.service/,
    );
  });

  it('for addresses that could mean anything', () => {
    explains(
      '[Socket]\nListenStream=127.0.0.1\n',
      'bad-listen-address@2',
      /Add a colon and a port/,
    );
    explains('[Socket]\nListenStream=70000\n', 'bad-listen-address@2', /1 to 65535/);
  });
});
