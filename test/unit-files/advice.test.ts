import { describe, expect, it, test } from 'vitest';
import { RULES } from '../../src/unit-files/rules/advice/rules.ts';
import { createUnitFiles } from '../../src/unit-files/service.ts';
import { advises, diagnose, isFine } from './editor.ts';

const INSTALL = '[Install]\nWantedBy=sockets.target\n';
const socket = (settings: string) => `[Socket]\n${settings}\n${INSTALL}`;
const service = (settings: string) => `--- echo.service\n[Service]\n${settings}\n`;
const template = (settings: string) => `--- echo@.service\n[Service]\n${settings}\n`;
const CAT = 'ExecStart=/bin/cat\nStandardInput=socket\nStandardError=journal';
const LOCAL = 'ListenStream=127.0.0.1:9091';

/** Each with every other rule silent. */
const CASES: readonly (readonly [title: string, text: string, ...ids: string[]])[] = [
  [
    'Accept=yes, and the template reads nothing',
    socket(`${LOCAL}\nAccept=yes`) + template('ExecStart=/bin/cat'),
    'instance-without-connection@3',
  ],
  [
    'the same, seen from the template',
    `[Service]\nExecStart=/bin/cat\n--- echo.socket\n${socket(`${LOCAL}\nAccept=yes`)}`,
  ],
  [
    'a template that reads a descriptor by name',
    socket(`${LOCAL}\nAccept=yes`) + template('ExecStart=/bin/cat\nStandardInput=fd:connection'),
  ],
  [
    'limits with one service for everyone',
    socket(`${LOCAL}\nMaxConnections=5\nMaxConnectionsPerSource=2`) +
      service('ExecStart=/bin/serve'),
    'limit-without-instances@3',
    'limit-without-instances@4',
  ],
  ['limits with Accept=yes', socket(`${LOCAL}\nAccept=yes\nMaxConnections=5`) + template(CAT)],
  [
    'FlushPending= with Accept=yes',
    socket(`${LOCAL}\nAccept=yes\nFlushPending=yes`) + template(CAT),
    'flush-with-accept@4',
  ],
  [
    'two listeners for one standard input',
    socket(`${LOCAL}\nListenStream=127.0.0.1:9092`) +
      service('ExecStart=/bin/serve\nStandardInput=socket'),
    'several-listeners-for-stdin@3',
  ],
  [
    'a listener that was reset does not count',
    socket(`ListenStream=127.0.0.1:1234\nListenStream=\n${LOCAL}`) +
      service('ExecStart=/bin/serve\nStandardInput=socket'),
  ],
  [
    'a target that isn’t there',
    `[Socket]\n${LOCAL}\n[Install]\nWantedBy=socket.target\n${service('ExecStart=/bin/serve')}`,
    'unknown-target@4',
  ],
  [
    'a target of the workspace',
    `[Socket]\n${LOCAL}\n[Install]\nWantedBy=socket.target\n--- socket.target\n[Unit]\n${service('ExecStart=/bin/serve')}`,
  ],
  [
    'a socket for multi-user.target',
    `[Socket]\n${LOCAL}\n[Install]\nWantedBy=multi-user.target\n${service('ExecStart=/bin/serve')}`,
    'socket-in-late-target@4',
  ],
  [
    'a socket nobody can enable',
    `[Socket]\n${LOCAL}\n${service('ExecStart=/bin/serve')}`,
    'socket-without-install@1',
  ],
  [
    'a socket another unit asks for',
    `[Socket]\n${LOCAL}\n${service('ExecStart=/bin/serve\n[Install]\nAlso=echo.socket')}`,
  ],
  [
    'a privileged port',
    socket('ListenStream=127.0.0.1:80') + service('ExecStart=/bin/serve'),
    'privileged-port@2',
  ],
  ['a bare port', socket('ListenStream=9091') + service('ExecStart=/bin/serve'), 'open-to-all@2'],
  [
    'all of IPv4',
    socket('ListenStream=0.0.0.0:9091') + service('ExecStart=/bin/serve'),
    'open-to-all@2',
  ],
  [
    'all of IPv6',
    socket('ListenStream=[::]:9091') + service('ExecStart=/bin/serve'),
    'open-to-all@2',
  ],
  ['this machine, IPv6', socket('ListenStream=[::1]:9091') + service('ExecStart=/bin/serve')],
  [
    'all addresses behind a rule',
    socket('ListenStream=9091\nIPAddressDeny=any\nIPAddressAllow=localhost') +
      service('ExecStart=/bin/serve'),
  ],
  [
    'an address of the network',
    socket('ListenStream=192.0.2.7:9091') + service('ExecStart=/bin/serve'),
    'address-may-be-absent@2',
  ],
  [
    'an address of the network that may come later',
    socket('ListenStream=192.0.2.7:9091\nFreeBind=yes') + service('ExecStart=/bin/serve'),
  ],
  [
    'IPv6 and IPv4 want one port',
    socket('ListenStream=[::]:9091\nListenStream=127.0.0.1:9091\nBindToDevice=lo') +
      service('ExecStart=/bin/serve'),
    'listeners-collide@3',
  ],
  [
    'IPv6 and IPv4 kept apart',
    socket(
      'ListenStream=[::]:9091\nListenStream=0.0.0.0:9091\nBindIPv6Only=ipv6-only\nBindToDevice=lo',
    ) + service('ExecStart=/bin/serve'),
  ],
  [
    'TCP and UDP on one port',
    socket('ListenStream=127.0.0.1:5353\nListenDatagram=127.0.0.1:5353') +
      service('ExecStart=/bin/serve'),
  ],
  [
    'one listener twice',
    socket(`${LOCAL}\n${LOCAL}`) + service('ExecStart=/bin/serve'),
    'listeners-collide@3',
  ],
  [
    'a mode without a file',
    socket(`${LOCAL}\nSocketMode=0600\nSocketUser=root`) + service('ExecStart=/bin/serve'),
    'file-setting-without-file@3',
    'file-setting-without-file@4',
  ],
  [
    'a mode with a file',
    socket('ListenStream=/run/echo.sock\nSocketMode=0600') + service('ExecStart=/bin/serve'),
  ],
  [
    'settings of the service in [Socket]',
    socket(`${LOCAL}\nStandardInput=socket\nUser=learner`) + service('ExecStart=/bin/serve'),
    'setting-for-no-command@3',
    'setting-for-no-command@4',
  ],
  [
    'settings for the socket’s own command',
    socket(`${LOCAL}\nExecStartPre=/bin/mkdir -p /run/echo\nUser=learner`) +
      service('ExecStart=/bin/serve'),
  ],
  [
    'a socket that starts its service',
    `[Unit]\nRequires=echo.service\n${socket(LOCAL)}${service('ExecStart=/bin/serve')}`,
    'socket-starts-service@2',
  ],
  [
    'a socket that stops with its service',
    `[Unit]\nPartOf=echo.service\n${socket(LOCAL)}${service('ExecStart=/bin/serve')}`,
    'socket-stops-with-service@2',
  ],
  [
    'a local socket that waits for the network',
    `[Unit]\nAfter=network-online.target\n${socket(LOCAL)}${service('ExecStart=/bin/serve')}`,
    'socket-waits-for-network@2',
  ],
  ['a shell pipe', '[Service]\nExecStart=/bin/cat | /usr/bin/tee /tmp/log\n', 'shell-syntax@2'],
  ['a redirection', '[Service]\nExecStart=/bin/echo hello > /tmp/log\n', 'shell-syntax@2'],
  ['two commands', '[Service]\nType=oneshot\nExecStart=/bin/a && /bin/b\n', 'shell-syntax@3'],
  ['a shell that is told', "[Service]\nExecStart=/bin/sh -c 'cat | tee /tmp/log'\n"],
  ['quoted shell characters', '[Service]\nExecStart=/bin/echo "a | b" \'>\'\n'],
  ['commands systemd knows', '[Service]\nType=oneshot\nExecStart=/bin/echo a ; /bin/echo b\n'],
  ['a comment that is an argument', '[Service]\nExecStart=/bin/cat # echo\n', 'inline-comment@2'],
  [
    'a comment that is a path',
    socket('ListenStream=/run/x.sock # c') + service('ExecStart=/bin/serve'),
    'inline-comment@2',
  ],
  [
    'a number sign in a name',
    '[Unit]\nDescription=Server #1\n[Service]\nExecStart=/bin/serve --tag=#1\n',
  ],
  [
    'a backslash that swallows a setting',
    '[Service]\nExecStart=/bin/serve \\\nUser=learner\n',
    'swallowed-setting@3',
  ],
  ['a continued command', '[Service]\nExecStart=/bin/serve \\\n  --user=learner \\\n  USER=x\n'],
  [
    'a setting set twice',
    '[Service]\nExecStart=/bin/serve\nUser=a\nUser=b\n',
    'overridden-setting@3',
  ],
  ['a list set twice', '[Service]\nExecStart=/bin/serve\nEnvironment=A=1\nEnvironment=B=2\n'],
  [
    'capabilities that are none',
    '[Service]\nExecStart=/bin/serve\nAmbientCapabilities=CAP_NET_BIND NET_RAW\nCapabilityBoundingSet=~cap_chown\n',
    'unknown-capability@3',
    'unknown-capability@3',
  ],
  ['sudo', '[Service]\nExecStart=/usr/bin/sudo /bin/serve\n', 'sudo-in-service@2'],
  [
    'a service that binds the port itself',
    `[Service]\nExecStart=/usr/bin/nc -lk 127.0.0.1 9091\n--- echo.socket\n${socket(LOCAL)}`,
    'program-binds-itself@2',
  ],
  [
    'a filter that cannot accept',
    `[Service]\n${CAT}\n--- echo.socket\n${socket(LOCAL)}`,
    'program-cannot-accept@2',
  ],
  [
    'a shell between systemd and the program',
    `[Service]\nExecStart=/bin/sh -c '/opt/serve --quiet'\n--- echo.socket\n${socket(LOCAL)}`,
    'shell-hides-descriptors@2',
  ],
  [
    'a shell that steps aside',
    `[Service]\nExecStart=/bin/sh -c 'exec /opt/serve --quiet'\n--- echo.socket\n${socket(LOCAL)}`,
  ],
  [
    'replies that go to the journal',
    '[Service]\nExecStart=/bin/cat\nStandardInput=socket\nStandardOutput=journal\n',
    'reply-not-to-client@4',
  ],
  [
    'errors that go to the client',
    '[Service]\nExecStart=/bin/cat\nStandardInput=socket\n',
    'errors-to-client@3',
  ],
  [
    'a daemon that logs by syslog',
    '[Service]\nExecStart=/usr/sbin/in.telnetd\nStandardInput=socket\n',
  ],
  [
    'a service of a local socket that waits for the network',
    `[Unit]\nAfter=network-online.target\n[Service]\nExecStart=/bin/serve\n--- echo.socket\n${socket(LOCAL)}`,
    'service-waits-for-network@2',
  ],
];

describe('advice', () => {
  test.each(CASES)('%s', (_title, text, ...ids) => advises(text, ...ids));

  const inTemplate = (settings: string) =>
    diagnose(`[Service]\n${settings}\n--- echo.socket\n${socket(`${LOCAL}\nAccept=yes`)}`, {
      name: 'echo@.service',
    }).map(({ id, range }) => `${id}@${range.start.line + 1}`);

  it('looks at a template from its own side', () => {
    expect(inTemplate('ExecStart=/bin/cat')).toEqual(['instance-without-connection@2']);
    expect(inTemplate(CAT)).toEqual([]);
    expect(inTemplate(`${CAT}\nRestart=always`)).toEqual(['instance-restarts@5']);
    expect(inTemplate(`${CAT}\n[Install]\nWantedBy=multi-user.target`)).toEqual([
      'template-with-install@5',
    ]);
  });

  it('knows a missing program only from the machine', () => {
    const unit = { name: 'echo.service', content: '[Service]\nExecStart=-/opt/serve --now\n' };
    const workspace = { unit, companions: [], missing: ['/opt/serve'] };
    expect(ids(workspace)).toEqual(['program-missing']);
    expect(ids({ ...workspace, missing: ['/opt/other'] })).toEqual([]);
  });

  it('leaves a drop-in without the rest of its unit alone', () => {
    isFine('[Socket]\nListenStream=\nListenStream=127.0.0.1:2222\nSocketMode=0600\n', {
      name: 'ssh.socket.d/port.conf',
    });
  });

  it('gives every finding two plain sentences and a lesson', () => {
    for (const [, text] of CASES) {
      for (const { voice, message, detail, lesson, id } of diagnose(text)) {
        if (voice === 'systemd') continue;
        expect(message, id).toMatch(/\.$/);
        expect(detail, id).toMatch(/\.$/);
        expect(lesson, id).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
      }
    }
  });

  it('has a case for every rule', () => {
    const tested = new Set(
      CASES.flatMap(([, , ...found]) => found.map((one) => one.split('@')[0])),
    );
    const elsewhere = ['program-missing', 'instance-restarts', 'template-with-install'];
    for (const { id } of RULES) expect([...tested, ...elsewhere]).toContain(id);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});

function ids(workspace: Parameters<ReturnType<typeof createUnitFiles>['diagnose']>[0]): string[] {
  return createUnitFiles({ version: 252 })
    .diagnose(workspace)
    .map(({ id }) => id);
}
