import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEMD_VERSIONS } from '../../src/unit-files/directives/directives.ts';
import { decodeUnitFile } from '../../src/unit-files/parser/text.ts';
import { createUnitFiles, verdictOf } from '../../src/unit-files/service.ts';
import { workspace } from './oracle/units.ts';

/** One piece repeated up to about a megabyte. */
const MEGA: readonly (readonly [head: string, piece: string])[] = [
  ['', '\0'],
  ['', '\r'],
  ['', ' '],
  ['', '\ufeff\n'],
  ['', '\udc80'],
  ['', '\\\n'],
  ['', '[Service]\n'],
  ['', '[Nope]\n'],
  ['', 'A=\r\n\r'],
  ['[Service]\n', 'Nope=1\n'],
  ['[Service]\nExecStart=/bin/true ', 'x'],
  ['[Service]\nExecStart=/bin/true ', 'x '],
  ['[Service]\nExecStart=/bin/true ', '"a'],
  ['[Service]\nExecStart=/bin/true ', '\\z '],
  ['[Service]\nExecStart=/bin/true "', '\\z '],
  ['[Service]\nExecStart=/bin/true ', 'a\\\n'],
  ['[Service]\nExecStart=', ' ;'],
  ['[Service]\nTimeoutSec=', '1 '],
  ['[Service]\nTimeoutSec=', '9'],
  ['[Service]\nMemoryMax=', '9'],
  ['[Service]\nMemoryMax=', '1.'],
  ['[Service]\nCPUQuota=', '1%'],
  ['[Service]\nEnvironment=', '1A=x '],
  ['[Service]\nBindPaths=', ':'],
  ['[Service]\nBindPaths=', '/a:/b '],
  ['[Service]\nReadWritePaths=', '/.'],
  ['[Service]\nMountImages=/a:/b', ':x'],
  ['[Service]\nRootImageOptions=', 'a:b '],
  ['[Service]\nStateDirectory=', 'a '],
  ['[Service]\nSystemCallFilter=', 'nope '],
  ['[Service]\nIPAddressAllow=', '::'],
  ['[Service]\nCPUAffinity=', '0-8191 '],
  ['[Service]\nStandardInputData=', 'a'],
  ['[Service]\nLogFilterPatterns=', '[[:'],
  ['[Service]\nLogFilterPatterns=', '(?#'],
  ['[Unit]\nDescription=', '%i'],
  ['[Unit]\nAfter=', '%z '],
  ['[Unit]\nDocumentation=', 'x '],
  ['[Socket]\n', 'ListenStream=nope\n'],
  ['[Socket]\nListenStream=', '1:'],
  ['[Socket]\nListenStream=', '['],
];

describe('bad input', () => {
  const service = createUnitFiles({ version: 257 });
  const name = (text: string): string => (text.includes('[Socket]') ? 'a.socket' : 'a.service');

  it.each(MEGA)('takes a megabyte of %j%j', (head, piece) => {
    const content = head + piece.repeat(Math.floor(1_000_000 / piece.length));
    const found = service.verify({ unit: { name: name(head), content }, companions: [] });
    expect(['ok', 'note', 'bad']).toContain(verdictOf(found));
  });

  it('costs no more than twice as much for twice as much', () => {
    const steps = (head: string, piece: string, count: number): number => {
      const text = head + piece.repeat(count);
      let reads = 0;
      // Every look at a character of the text goes through these.
      const { charAt, charCodeAt } = String.prototype;
      String.prototype.charAt = function (at) {
        reads += 1;
        return charAt.call(this, at);
      };
      String.prototype.charCodeAt = function (at) {
        reads += 1;
        return charCodeAt.call(this, at);
      };
      try {
        service.verify({ unit: { name: name(head), content: text }, companions: [] });
      } finally {
        String.prototype.charAt = charAt;
        String.prototype.charCodeAt = charCodeAt;
      }
      return reads + text.length;
    };
    for (const [head, piece] of MEGA) {
      const once = steps(head, piece, 2000);
      const twice = steps(head, piece, 4000);
      expect(twice / once, `${head}${piece}`).toBeLessThan(2.2);
    }
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.service', 'a.socket'),
        (bytes, file) => {
          const content = decodeUnitFile(bytes);
          for (const version of SYSTEMD_VERSIONS) {
            createUnitFiles({ version }).diagnose({
              unit: { name: file, content },
              companions: [],
            });
          }
        },
      ),
    );
  });

  it.each(SYSTEMD_VERSIONS)(
    'marks places inside the text, whatever is wrong (systemd %i)',
    (version) => {
      fc.assert(
        fc.property(workspace(version), (one) => {
          for (const { range, file, message } of createUnitFiles({ version }).diagnose(one)) {
            const text = file
              ? (one.companions.find((companion) => companion.name === file)?.content ?? '')
              : one.unit.content;
            const lines = text.split(/\r\n|\r|\n/);
            expect(message).not.toBe('');
            expect(range.start.line).toBeLessThan(Math.max(lines.length, 1));
            expect(range.end.column).toBeLessThanOrEqual(lines[range.end.line]?.length ?? 0);
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});
