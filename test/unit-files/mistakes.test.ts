/** The mistakes learners make: each is flagged by systemd's voice or ours, with a fix or a reason. */
import { describe, expect, test } from 'vitest';
import { createUnitFiles, type SystemdVersion } from '../../src/unit-files/service.ts';
import type { Diagnostic } from '../../src/unit-files/types.ts';
import { apply, workspaceOf } from './editor.ts';

const PLAIN = '--- echo.service\n[Service]\nExecStart=/usr/bin/serve\n';
const READER = '--- echo.service\n[Service]\nExecStart=/usr/bin/serve\nStandardInput=socket\n';
const TEMPLATE =
  '--- echo@.service\n[Service]\nExecStart=/bin/cat\nStandardInput=socket\nStandardError=journal\n';
const socket = (settings: string, companions = PLAIN, wantedBy = 'sockets.target') =>
  `[Socket]\n${settings}\n\n[Install]\nWantedBy=${wantedBy}\n${companions}`;

/** Mistake, unit, diagnostic, and the fix's title or the reason why there is none. */
const MISTAKES: readonly (readonly [string, string, string, string | RegExp])[] = [
  ['Listen=', socket('Listen=7777'), 'unknown-directive', 'Change to ListenStream='],
  [
    'Accept=yes with a plain service',
    socket('ListenStream=127.0.0.1:7777\nAccept=yes'),
    'missing-service',
    'Change to Accept=no',
  ],
  [
    'Accept=no with a template',
    socket('ListenStream=127.0.0.1:7777\nAccept=no', TEMPLATE),
    'missing-service',
    'Change to Accept=yes',
  ],
  [
    'a template without StandardInput=socket',
    socket(
      'ListenStream=127.0.0.1:7777\nAccept=yes',
      '--- echo@.service\n[Service]\nExecStart=/bin/cat\n',
    ),
    'instance-without-connection',
    /Add StandardInput=socket to its \[Service\]/,
  ],
  ['a port that does not exist', socket('ListenStream=99999'), 'bad-listen-address', /1 to 65535/],
  [
    'MaxConnections= with Accept=no',
    socket('ListenStream=127.0.0.1:7777\nMaxConnections=5'),
    'limit-without-instances',
    'Remove MaxConnections=',
  ],
  [
    'a mode that is not octal',
    socket('ListenStream=/run/echo.sock\nSocketMode=999'),
    'bad-mode',
    /0 to 7.*only you can say/,
  ],
  [
    'a misspelled section',
    `[Sockets]\nListenStream=127.0.0.1:7777\n${PLAIN}`,
    'unknown-section',
    'Change to [Socket]',
  ],
  [
    'Accept=yes with Service=',
    socket('ListenStream=127.0.0.1:7777\nAccept=yes\nService=echo.service', TEMPLATE),
    'accept-with-service',
    'Remove Service=',
  ],
  [
    'a key in lower case',
    socket('listenstream=7777'),
    'unknown-directive',
    'Change to ListenStream=',
  ],
  [
    'Accept=maybe',
    socket('ListenStream=127.0.0.1:7777\nAccept=maybe'),
    'bad-boolean',
    'Change to no',
  ],
  [
    'a comment behind the value',
    socket('ListenStream=7777 # echo'),
    'bad-listen-address',
    'Move the comment to its own line',
  ],
  [
    'a shell pipe',
    '[Service]\nExecStart=/bin/cat | /usr/bin/tee /tmp/log\n',
    'shell-syntax',
    "Run it with /bin/sh -c '…'",
  ],
  [
    'WantedBy=socket.target',
    socket('ListenStream=127.0.0.1:7777', PLAIN, 'socket.target'),
    'unknown-target',
    'Change to sockets.target',
  ],
  [
    'a host name',
    socket('ListenStream=localhost:7777'),
    'bad-listen-address',
    'Change to 127.0.0.1:7777',
  ],
  [
    'a relative path',
    socket('ListenStream=run/echo.sock'),
    'bad-listen-address',
    'Change to /run/echo.sock',
  ],
  [
    'no service at all',
    socket('ListenStream=127.0.0.1:7777', ''),
    'missing-service',
    /starts echo\.service\. Create that file\./,
  ],
  [
    'ListenDatagram= with Accept=yes',
    socket('ListenDatagram=127.0.0.1:7777\nAccept=yes'),
    'cannot-accept',
    'Change to Accept=no',
  ],
  [
    'the same with a template alone',
    socket('ListenDatagram=127.0.0.1:7777\nAccept=yes', TEMPLATE),
    'cannot-accept',
    /has to be called echo\.service/,
  ],
  [
    'two listeners for one standard input',
    socket('ListenStream=127.0.0.1:7777\nListenStream=127.0.0.1:7778', READER),
    'several-listeners-for-stdin',
    'Remove ListenStream=',
  ],
  [
    'a time span with a slip',
    socket('ListenStream=127.0.0.1:7777\nTimeoutSec=2 secz'),
    'bad-time-span',
    'Change to 2 sec',
  ],
];

describe.each([252, 257] as const)('systemd %i', (version) => {
  test.each(MISTAKES)('%s', (_title, text, id, remedy) => {
    const workspace = workspaceOf(text);
    const found = said(workspace, version);
    const problem = found.find((one) => one.id === id);
    expect(problem, `${id} among ${found.map((one) => one.id)}`).toBeDefined();
    if (!problem) return;
    expect(problem.lesson ?? 'unknown-directive').toBeDefined();
    if (remedy instanceof RegExp) {
      expect(problem.fixes).toEqual([]);
      expect(problem.detail).toMatch(remedy);
      return;
    }
    const fix = problem.fixes.find(({ title }) => title === remedy);
    expect(problem.fixes.map(({ title }) => title)).toContain(remedy);
    const content = apply(workspace.unit.content, fix?.edits ?? []);
    const left = said({ ...workspace, unit: { ...workspace.unit, content } }, version);
    expect(left.map((one) => one.id)).not.toContain(id);
  });

  test('a program the machine does not have, which only it can tell', () => {
    const workspace = workspaceOf(socket('ListenStream=127.0.0.1:7777'));
    const service = { name: 'echo.service', content: '[Service]\nExecStart=/usr/bin/ecoh\n' };
    const missing = ['/usr/bin/ecoh'];
    const found = said({ unit: service, companions: [workspace.unit], missing }, version);
    expect(found.map(({ id }) => id)).toEqual(['program-missing']);
  });
});

function said(
  workspace: ReturnType<typeof workspaceOf>,
  version: SystemdVersion,
): readonly Diagnostic[] {
  return createUnitFiles({ version }).diagnose(workspace);
}
