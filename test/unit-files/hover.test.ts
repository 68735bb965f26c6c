import { describe, expect, it, test } from 'vitest';
import { hoverAt } from './editor.ts';

const CASES: readonly (readonly [title: string, text: string, says: RegExp])[] = [
  [
    'a directive',
    '[Socket]\nAc|cept=no\n',
    /^Accept=\nTakes: boolean\nDefault: no\n.*\nsystemd\.socket\(5\)$/s,
  ],
  ['its version', '[Socket]\nFlush|Pending=no\n', /Since: systemd 247/],
  [
    'a shared directive',
    '[Service]\nStandard|Input=socket\n',
    /^StandardInput=.*systemd\.exec\(5\)$/s,
  ],
  ['the same key elsewhere', '[Socket]\nTimeout|Sec=5\n', /It does not limit the service/],
  [
    'one with its type alone',
    '[Service]\nNUMA|Mask=0\n',
    /^NUMAMask=\nTakes: list of numbers and ranges/,
  ],
  ['an old name', '[Service]\nMemory|Limit=1G\n', /Write `MemoryMax=` instead/],
  ['a section', '[Soc|ket]\n', /^\[Socket\]\n.*systemd\.socket\(5\)$/s],
  ['a word', '[Service]\nRestart=on-fai|lure\n', /^on-failure\nAfter an error, a signal/],
  ['a unit', '[Install]\nWantedBy=sockets.tar|get\n', /^sockets\.target\nAll sockets that listen/],
  ['a unit among others', '[Unit]\nAfter=a.service network.tar|get\n', /^network\.target\n/],
  ['a specifier', '[Service]\nExecStart=/bin/a %|i\n', /^%i\nThe instance:/],
  ['a port', '[Socket]\nListenStream=90|91\n', /Port 9091 on every address/],
  [
    'an address',
    '[Socket]\nListenStream=127.0.0.1:90|91\n',
    /127\.0\.0\.1, this machine only, IPv4/,
  ],
  ['an IPv6 address', '[Socket]\nListenStream=[::1]:90|91\n', /::1, this machine only, IPv6/],
  ['a path', '[Socket]\nListenStream=/run/e|.sock\n', /A Unix socket: the file \/run\/e\.sock/],
  ['an abstract name', '[Socket]\nListenStream=@e|cho\n', /Everyone on this machine/],
];

describe('hover', () => {
  test.each(CASES)('%s', (_title, text, says) => expect(hoverAt(text)).toMatch(says));

  it('says nothing where there is nothing to say', () => {
    expect(hoverAt('[Socket]\n# Acc|ept\n')).toBeNull();
    expect(hoverAt('[Socket]\nNoSu|ch=1\n')).toBeNull();
    expect(hoverAt('[Socket]\n|\n')).toBeNull();
    expect(hoverAt('[Socket]\nListenStream=no|where\n')).toBeNull();
  });

  it('knows the version', () => {
    expect(hoverAt('[Socket]\nPollLimit|Burst=5\n')).toBeNull();
    expect(hoverAt('[Socket]\nPollLimit|Burst=5\n', { version: 257 })).toMatch(
      /Since: systemd 255/,
    );
  });
});
