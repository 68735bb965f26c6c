import { describe, expect, it } from 'vitest';
import { complaints } from '../verify.ts';

const SERVICE = '[Service]\nExecStart=/bin/true\n';

/** Complaints about a socket made of these lines, with a service and a template beside it. */
const socket = (lines: string, version: 252 | 257 = 252): string[] =>
  complaints(
    'a.socket',
    `[Socket]\n${lines.replaceAll(' | ', '\n')}\n`,
    {
      'a.service': SERVICE,
      'a@.service': SERVICE,
      'other.service': SERVICE,
      'other@.service': SERVICE,
    },
    version,
  );

describe('what systemd refuses in a socket', () => {
  it.each([
    ['ListenStream=80', []],
    ['Accept=no', ['no-listener']],
    ['Accept=yes', ['no-listener']],
    ['ListenStream=80 | ListenStream=', ['no-listener']],
    ['ListenFIFO=/run/x | ListenStream=', ['no-listener']],
    ['ListenStream=80 | ListenStream=nonsense', ['3 bad-listen-address']],
    ['ListenStream=nonsense', ['2 bad-listen-address', 'no-listener']],
    ['ListenStream=80 | Accept=yes', []],
    ['ListenSequentialPacket=/run/x | Accept=yes', []],
    ['ListenDatagram=80 | Accept=yes', ['cannot-accept']],
    ['ListenStream=80 | ListenFIFO=/run/x | Accept=yes', ['cannot-accept']],
    ['ListenNetlink=route | Accept=yes', ['cannot-accept']],
    ['ListenDatagram=80 | Accept=yes | Accept=no', []],
    ['ListenDatagram=80 | Accept=yes | Accept=maybe', ['4 bad-boolean', 'cannot-accept']],
    ['ListenStream=80 | Accept=yes | MaxConnections=0', ['no-connections']],
    [
      'ListenStream=80 | Accept=yes | MaxConnections=0 | MaxConnections=x',
      ['5 bad-number', 'no-connections'],
    ],
    ['ListenStream=80 | Accept=yes | Service=other.service', ['accept-with-service']],
    ['ListenStream=80 | Service=other.service', []],
    ['ListenStream=80 | Service=other@1.service', []],
    ['ListenStream=80 | Service=other@.service', ['3 bad-unit-name']],
    ['ListenStream=80 | Service=other.socket', ['3 wrong-unit-type']],
    ['ListenStream=80 | Service=missing.service', ['missing-service']],
    ['ListenStream=80 | Symlinks=/run/l', ['symlinks-without-node']],
    ['ListenStream=/run/a | Symlinks=/run/l', []],
    ['ListenStream=/run/a | ListenFIFO=/run/b | Symlinks=/run/l', ['symlinks-without-node']],
    ['ListenStream=@a | Symlinks=/run/l', ['symlinks-without-node']],
    ['ListenStream=80 | Symlinks=/run/l | Symlinks=', []],
    ['ListenStream=/run/../a', ['unnormalized-path']],
    ['ListenStream=/run/./a', []],
    ['ListenMessageQueue=/a/../b', ['2 unnormalized-path', 'no-listener']],
    ['ListenStream=80 | PAMName=x | KillMode=mixed', ['pam-kill-mode']],
    ['ListenSequentialPacket=80', ['2 unsupported-address-family', 'no-listener']],
    ['ListenStream=80 | Delegate=yes', ['3 unsupported-directive']],
    ['ListenStream=80 | ManagedOOMSwap=kill', ['3 unsupported-directive']],
  ])('%s: %j', (lines, expected) => {
    expect(socket(lines)).toEqual(expected);
  });

  it.each([
    ['ListenStream=80 | MaxConnections=0', [], ['no-connections']],
    ['ListenStream=80 | PAMName=x | KillMode=mixed', ['pam-kill-mode'], []],
    ['ListenStream=80 | PrivatePIDs=yes', ['3 unknown-directive'], ['private-pids-unsupported']],
    ['ListenStream=/var/run/a', [], ['2 legacy-run-path']],
    ['ListenFIFO=/proc/x', [], ['2 kernel-path', 'no-listener']],
    ['ListenStream=vsock:host:5', ['2 bad-listen-address', 'no-listener'], []],
  ])('%s: 252 %j, 257 %j', (lines, before, after) => {
    expect(socket(lines, 252)).toEqual(before);
    expect(socket(lines, 257)).toEqual(after);
  });
});

describe('the service behind a socket', () => {
  const PLAIN = '[Socket]\nListenStream=80\n';
  const ACCEPT = `${PLAIN}Accept=yes\n`;

  it.each([
    ['a.socket', PLAIN, {}, ['missing-service']],
    ['a.socket', PLAIN, { 'a@.service': SERVICE }, ['missing-service']],
    ['a.socket', ACCEPT, { 'a.service': SERVICE }, ['missing-service']],
    ['a.socket', ACCEPT, { 'a@.service': SERVICE }, []],
    ['a.socket', ACCEPT, { 'a@internal.service': SERVICE }, []],
    ['a.socket', PLAIN, { 'a.service': '' }, ['broken-service']],
    [
      'a.socket',
      PLAIN,
      { 'a.service': '[Service]\n' },
      ['a.service: no-command', 'broken-service'],
    ],
    ['a.socket', PLAIN, { 'a.service': `${SERVICE}Nope=1\n` }, ['a.service:3 unknown-directive']],
    [
      'a.socket',
      PLAIN,
      { 'a.service': `${SERVICE}[Unit\n` },
      ['a.service:3 bad-section-header', 'broken-service'],
    ],
    [
      'a.socket',
      ACCEPT,
      { 'a@.service': `${SERVICE}Nope=1\n` },
      ['a@.service:3 unknown-directive'],
    ],
    ['a@.socket', PLAIN, { 'a@.service': SERVICE }, []],
    ['a@x.socket', PLAIN, { 'a@x.service': SERVICE }, []],
    ['a@.socket', PLAIN, { 'a.service': SERVICE }, ['missing-service']],
    ['a@.socket', ACCEPT, { 'a@.service': SERVICE }, []],
    ['a.socket', `${PLAIN}Service=%p.service\n`, { 'a.service': SERVICE }, []],
    [
      'a.socket',
      '[Socket]\n',
      { 'a.service': `${SERVICE}Nope=1\n` },
      ['no-listener', 'a.service:3 unknown-directive'],
    ],
  ])('%s %j with %j: %j', (name, content, around, expected) => {
    expect(complaints(name, content, around)).toEqual(expected);
  });

  it('does not follow dependencies, and loads slices that are named', () => {
    const bad = '[Nonsense]\n';
    expect(
      complaints('a.service', `[Unit]\nWants=b.service\n${SERVICE}`, { 'b.service': bad }),
    ).toEqual([]);
    expect(complaints('a.service', `${SERVICE}Slice=b.slice\n`, { 'b.slice': bad })).toEqual([
      'b.slice:1 unknown-section',
    ]);
  });
});
