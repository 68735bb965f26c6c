/** Whatever stands in the file: every feature answers, and a fix does what it says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '../../src/unit-files/complete.ts';
import { format } from '../../src/unit-files/format.ts';
import { hover } from '../../src/unit-files/hover.ts';
import { outline } from '../../src/unit-files/outline.ts';
import { createUnitFiles } from '../../src/unit-files/service.ts';
import type { Diagnostic, UnitWorkspace } from '../../src/unit-files/types.ts';
import { apply } from './editor.ts';

const lines = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('[Unit]', '[Socket]', '[Service]', '[Install]', '[Sockets]', '['),
  },
  {
    weight: 10,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'ListenStream',
          'ListenDatagram',
          'Listen',
          'Accept',
          'accept',
          'MaxConnections',
          'Service',
          'SocketMode',
          'TimeoutSec',
          'ExecStart',
          'ExecStartPre',
          'StandardInput',
          'StandardError',
          'Type',
          'Restart',
          'WantedBy',
          'After',
          'Description',
          'CapabilityBoundingSet',
          'User',
          'BindIPv6Only',
          'MemoryMax',
          'KillSignal',
          'PollLimitBurst',
          'NoSuch',
          'FlushPending',
        ),
        fc.constantFrom(
          '',
          'yes',
          'no',
          'maybe',
          '7777',
          '127.0.0.1:80',
          'localhost:80',
          '[::]:80',
          '0.0.0.0:80',
          '/run/a.sock',
          'run/a.sock',
          '7777 # x',
          '/bin/cat',
          '/bin/cat | tee',
          '/bin/cat \\',
          'socket',
          'oneshot',
          'always',
          '5 secz',
          'infinity',
          '999',
          '0660',
          'echo.service',
          'socket.target',
          'network-online.target',
          'CAP_NET',
          '64MB',
          'sigterm',
          '%i',
          '%Q',
          '"a',
          'ipv6only',
        ),
      )
      .map(([key, value]) => `${key}=${value}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '# c', 'stray', '=x', '  b', '\\', '\u0000', 'é=ü', '\ud800'),
  },
);
const contents = fc.array(lines, { maxLength: 12 }).map((list) => list.join('\n'));
const names = fc.constantFrom(
  'echo.socket',
  'echo.service',
  'echo@.service',
  'echo.socket.d/a.conf',
  'echo.timer',
  'x',
  '',
  'a/b',
);
const workspaces: fc.Arbitrary<UnitWorkspace> = fc.record({
  unit: fc.record({ name: names, content: contents }),
  companions: fc.array(fc.record({ name: names, content: contents }), { maxLength: 2 }),
});
const anything = fc.oneof(contents, fc.string({ unit: 'binary', maxLength: 80 }));
const versions = fc.constantFrom(252 as const, 257 as const);

describe('on any text', () => {
  it('no feature throws, and every place is in the file', () => {
    fc.assert(
      fc.property(
        anything,
        workspaces,
        versions,
        fc.nat(15),
        fc.nat(40),
        (content, around, version, line, column) => {
          const workspace = { ...around, unit: { ...around.unit, content } };
          const position = { line, column };
          for (const { range, insert } of complete(workspace, position, version)) {
            expect(apply(content, [{ range, text: insert }])).toContain(insert);
          }
          hover(workspace, position, version);
          outline(content);
          format(content);
          const count = content.split(/\r\n|\r|\n/).length;
          for (const { range, file } of createUnitFiles({ version }).diagnose(workspace)) {
            expect(range.start.line).toBeLessThanOrEqual(range.end.line);
            if (file === undefined) expect(range.end.line).toBeLessThan(count);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('a fix takes its problem away', () => {
    fc.assert(
      fc.property(workspaces, versions, (workspace, version) => {
        const service = createUnitFiles({ version });
        const found = service.diagnose(workspace);
        for (const problem of found) {
          for (const { title, edits } of problem.fixes) {
            const unit = { ...workspace.unit, content: apply(workspace.unit.content, edits) };
            const left = service.diagnose({ ...workspace, unit });
            // systemd names only the first of some kinds: the next may show once this one is gone.
            const stays = left.some(
              ({ id, range }) => id === problem.id && range.start.line === problem.range.start.line,
            );
            const gone = !stays || count(left, problem) < count(found, problem);
            expect(gone, `${problem.id}: ${title}`).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('a fix changes only what it names', () => {
    fc.assert(
      fc.property(workspaces, (workspace) => {
        for (const { fixes } of createUnitFiles({ version: 252 }).diagnose(workspace)) {
          for (const { edits, title } of fixes) {
            expect(edits.length).toBeGreaterThan(0);
            expect(title).toMatch(/^[A-Z][^\n]{3,100}$/);
          }
        }
      }),
    );
  });
});

/** What a feature of more than linear cost would not finish. */
const LONG: readonly (readonly [head: string, piece: string])[] = [
  ['', 'A=\r\n\r'],
  ['', '[Nope]\n'],
  ['[Socket]\n', 'ListenStream=nope\n'],
  ['[Socket]\n', 'ListenStream=127.0.0.1:80\n'],
  ['[Socket]\n', 'Accpt=1\n'],
  ['[Socket]\nListenStream=', '1:'],
  ['[Socket]\nListenStream=', '::'],
  ['[Service]\n', 'ExecStart=/bin/a | b\n'],
  ['[Service]\nExecStart=/bin/a ', '| '],
  ['[Service]\nExecStart=/bin/a ', "'\\"],
  ['[Service]\nExecStart=/bin/a ', 'b\\\n'],
  ['[Service]\nSystemCallFilter=', 'nope '],
  ['[Service]\nRestrictAddressFamilies=', 'AFX '],
  ['[Service]\nCapabilityBoundingSet=', 'CAP_X '],
  ['[Unit]\nAfter=', '%z '],
];

describe('on long text', () => {
  it.each(LONG)(
    'every feature ends: %j%j',
    (head, piece) => {
      const content = head + piece.repeat(100_000 / piece.length);
      const unit = { name: head.includes('[Socket]') ? 'a.socket' : 'a.service', content };
      const workspace = { unit, companions: [] };
      const position = { line: 1, column: 8 };
      expect(createUnitFiles({ version: 252 }).diagnose(workspace).length).toBeLessThan(2500);
      expect(complete(workspace, position, 252)).toBeInstanceOf(Array);
      hover(workspace, position, 252);
      expect(outline(content)).toBeInstanceOf(Array);
      expect(format(content)).toBeInstanceOf(Array);
    },
    60_000,
  );
});

function count(list: readonly Diagnostic[], { id }: Diagnostic): number {
  return list.filter((one) => one.id === id && one.file === undefined).length;
}
