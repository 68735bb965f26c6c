import fc from 'fast-check';
import {
  directivesOf,
  type SystemdVersion,
} from '../../../src/unit-files/directives/directives.ts';
import type { UnitFile, UnitWorkspace } from '../../../src/unit-files/types.ts';
import { someValue } from './values.ts';

/** Random units that say something to every value parser and to the rules between settings. */

const SECTIONS = ['Unit', 'Service', 'Socket', 'Install'] as const;

interface Setting {
  readonly section: string;
  readonly line: string;
}

/** Any setting of a section with some value. */
function setting(version: SystemdVersion, section: string): fc.Arbitrary<Setting> {
  return fc
    .constantFrom(...directivesOf(version).ofSection(section))
    .chain(({ key, type }) =>
      someValue(type).map((value) => ({ section, line: `${key}=${value}` })),
    );
}

const lines = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(...text.trim().split(/\n\s*/));

/** Settings that rules across a service ask about. */
const SERVICE_RULES = lines(`
  Type=simple
  Type=oneshot
  Type=forking
  Type=dbus
  Type=notify
  Type=nonsense
  ExecStart=/bin/true
  ExecStart=/bin/false x
  ExecStart=
  ExecStart=-relative/path
  ExecStop=/bin/true
  ExecStartPre=/bin/true
  ExecStartPost=/bin/true
  Restart=always
  Restart=on-success
  Restart=on-failure
  Restart=
  RestartForceExitStatus=1
  RestartForceExitStatus=
  RestartSec=5
  RestartSteps=3
  RestartMaxDelaySec=1
  RemainAfterExit=yes
  BusName=org.example.Fuzz
  PAMName=login
  PAMName=
  KillMode=none
  KillMode=process
  KillMode=mixed
  KillMode=
  ExitType=main
  RuntimeMaxSec=5
  RuntimeMaxSec=infinity
  RuntimeRandomizedExtraSec=1
  USBFunctionDescriptors=/x
  USBFunctionStrings=/y
  DynamicUser=yes
  WorkingDirectory=~
  WorkingDirectory=/proc/self
  PrivateTmp=yes
  PrivatePIDs=yes
  SetCredential=a:b
  LoadCredential=a
  SetCredential=
  Sockets=a.socket
  Delegate=yes
  Slice=app.slice
`);

/** Settings that rules across a socket ask about. */
const SOCKET_RULES = lines(`
  ListenStream=7777
  ListenStream=/run/fuzz.sock
  ListenStream=/run/../fuzz.sock
  ListenDatagram=127.0.0.1:5
  ListenDatagram=@x
  ListenSequentialPacket=/run/seq
  ListenSequentialPacket=5
  ListenFIFO=/run/fifo
  ListenSpecial=/dev/null
  ListenMessageQueue=/queue
  ListenMessageQueue=/a/../b
  ListenNetlink=route 1
  ListenUSBFunction=/dev/usb
  ListenStream=
  ListenStream=nonsense
  Accept=yes
  Accept=no
  Accept=maybe
  MaxConnections=0
  MaxConnections=5
  MaxConnections=x
  Service=other.service
  Service=other@.service
  Service=other@1.service
  Service=missing.service
  Service=other.socket
  Service=
  Symlinks=/run/link
  Symlinks=/run/l1 /run/l2
  Symlinks=
  Symlinks=relative
  PAMName=login
  KillMode=mixed
  KillMode=process
  PrivatePIDs=yes
  BindToDevice=lo
  BindToDevice=eth0
  ExecStartPre=/bin/true
  Delegate=yes
  ManagedOOMSwap=kill
  FileDescriptorName=x:y
`);

const UNIT_RULES = lines(`
  SuccessAction=none
  SuccessAction=reboot
  JobTimeoutSec=5
  JobTimeoutSec=0
  JobRunningTimeoutSec=10
  OnFailureIsolate=yes
  DefaultDependencies=no
  After=%n
  Requires=a@.service
`);

/** Lines that are not settings, or not quite. */
const NOISE = lines(`
  # comment
  ; comment
  no equals sign
  =value
  X-Own=1
  Nonsense=1
  [Unit]
  [X-Own]
  [Nonsense]
  [Unit
  [Service]]
  ["Service"]
  []
  []x
  Description=a \\
  # inside
  \\
  ExecStart=/bin/true \\
  Description=tab\\tand\\\\
  Description=%i%%
  key = value = more
  ListenStream = 5
`);

const noise = fc.oneof(
  { weight: 6, arbitrary: NOISE },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\ufeff[Unit]',
      'D\u0000=1',
      'A=\r',
      '\r',
      'X-Y=\udcff',
      '#\udcff',
      'X-Z=\ufffe',
      '\f',
      '\u00a0',
    ),
  },
);

/** The body of a unit: settings grouped by section, in order, with noise between. */
function body(version: SystemdVersion, own: 'Service' | 'Socket'): fc.Arbitrary<string> {
  const rules = own === 'Service' ? SERVICE_RULES : SOCKET_RULES;
  const one: fc.Arbitrary<Setting> = fc.oneof(
    { weight: 6, arbitrary: setting(version, own) },
    { weight: 2, arbitrary: setting(version, 'Unit') },
    { weight: 5, arbitrary: rules.map((line) => ({ section: own, line })) },
    { weight: 1, arbitrary: UNIT_RULES.map((line) => ({ section: 'Unit', line })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...SECTIONS)
        .chain((section) => setting(version, section))
        .map(({ line }) => ({ section: own, line })),
    },
    { weight: 1, arbitrary: noise.map((line) => ({ section: '', line })) },
  );
  return fc.array(one, { minLength: 1, maxLength: 6 }).map((settings) => {
    const text: string[] = [];
    let current = '';
    for (const { section, line } of settings) {
      if (section !== '' && section !== current) {
        text.push(`[${section}]`);
        current = section;
      }
      text.push(line);
    }
    return `${text.join('\n')}\n`;
  });
}

const GOOD_SERVICE = '[Service]\nExecStart=/bin/true\n';

/** A service that is fine but for what is drawn. */
function service(version: SystemdVersion): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: body(version, 'Service').map((text) => GOOD_SERVICE + text) },
    { weight: 1, arbitrary: body(version, 'Service') },
  );
}

function socket(version: SystemdVersion): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 3,
      arbitrary: body(version, 'Socket').map((text) => `[Socket]\nListenStream=8080\n${text}`),
    },
    { weight: 2, arbitrary: body(version, 'Socket') },
  );
}

const named = (name: string, content: string): UnitFile => ({ name, content });

/** A workspace whose unit is a service or a socket with some of the companions it needs. */
export function workspace(version: SystemdVersion): fc.Arbitrary<UnitWorkspace> {
  const names = fc.constantFrom('a', 'echo', 'my-app', 'a-b-c', 'x_1', 'app\\x2dx');
  const services = fc
    .tuple(names, fc.constantFrom('', '@', '@inst', '@a-b'), service(version))
    .map(([name, instance, content]) => ({
      unit: named(`${name}${instance}.service`, content),
      companions: [named('app.slice', '[Slice]\nMemoryMax=5G\n')],
    }));
  const companion = fc.oneof(
    { weight: 3, arbitrary: fc.constant(GOOD_SERVICE) },
    { weight: 1, arbitrary: service(version) },
    { weight: 1, arbitrary: fc.constantFrom('', '[Unit]\n', '\n') },
  );
  const sockets = fc
    .tuple(
      names,
      fc.constantFrom('', '', '@', '@i'),
      socket(version),
      fc.subarray(['.service', '@.service', '@internal.service', 'other', 'other@']),
      companion,
    )
    .map(([name, instance, content, others, text]) => ({
      unit: named(`${name}${instance}.socket`, content),
      companions: others.map((other) =>
        named(other.startsWith('other') ? `${other}.service` : `${name}${other}`, text),
      ),
    }));
  return fc.oneof(services, sockets);
}

const TOKENS = [
  '[Service]',
  '[Unit]',
  '[Nope]',
  '[X-Own]',
  'ExecStart=',
  '/bin/true',
  'Description=',
  'Nice=5',
  'Nope=1',
  ...'\n\n\n\n\r\0 \t\\\\#;=[]"x',
  '\r\n',
  '\n\r',
  ' \\\n',
  '\\\r\n',
  '\ufeff',
  '\udcff',
  '\ufffe',
  'é',
];

/** Text made of pieces of a unit file in no order: sections, continuations, comments, odd bytes. */
export const scribble: fc.Arbitrary<UnitWorkspace> = fc
  .tuple(
    fc.constantFrom('', '[Service]\nExecStart=/bin/true\n'),
    fc.array(fc.constantFrom(...TOKENS), { maxLength: 25 }),
  )
  .map(([start, parts]) => ({
    unit: named('a.service', start + parts.join('')),
    companions: [],
  }));
