import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const CLI = new URL('../../src/unit-files/cli.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'unit-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function unitFiles(
  argv: readonly string[],
  input = '',
): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], {
    input,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe('unit-files verify', () => {
  it('is silent and exits with 0 for a good socket, its service beside it', () => {
    file('good.service', '[Service]\nExecStart=/bin/cat\n');
    const socket = file('good.socket', '[Socket]\nListenStream=80\n');
    expect(unitFiles(['verify', socket])).toEqual({ status: 0, out: '', err: '' });
  });

  it('says what is wrong where, and exits with 1', () => {
    const path = file('bad.service', '[Service]\nExecStart=/bin/cat\nNope=1\n');
    const { status, err } = unitFiles(['verify', path]);
    expect(status).toBe(1);
    expect(err).toContain(`${path}:3: `);
  });

  it('exits with 0 after a mere remark', () => {
    const path = file('remark.service', '[Service]\nExecStart=/bin/cat\nStandardOutput=syslog\n');
    const { status, err } = unitFiles(['verify', path]);
    expect(status).toBe(0);
    expect(err).toContain(`${path}:3: `);
  });

  it('reads drop-ins, and prints diagnostics as JSON', () => {
    const path = file('dropped.service', '[Service]\nExecStart=/bin/cat\n');
    file('dropped.service.d/10.conf', '[Service]\nNope=1\n');
    const { status, out } = unitFiles(['verify', '--json', '--systemd', '257', path]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      file: path,
      diagnostics: [{ id: 'unknown-directive', file: 'dropped.service.d/10.conf', line: 2 }],
    });
  });

  it('exits with 2 for a file that is not there and for a wrong call', () => {
    expect(unitFiles(['verify', join(folder, 'none.service')]).status).toBe(2);
    expect(unitFiles(['verify']).status).toBe(2);
    expect(unitFiles(['verify', '--systemd', '1', 'x']).status).toBe(2);
  });
});

describe('unit-files cases', () => {
  it('judges one case a line, text or Base64, for a version', () => {
    const cases = [
      { id: 'a', name: 'a.service', content: '[Service]\nExecStart=/bin/true\n', companions: {} },
      {
        id: 'b',
        name: 'b.service',
        content_b64: Buffer.from('[Service]\nUser=\xff\n', 'latin1').toString('base64'),
      },
      {
        id: 'c',
        name: 'c.socket',
        content: '[Socket]\nListenStream=80\nNope=1\nPollLimitBurst=1\n',
        companions: {
          'c.service': { b64: Buffer.from('[Service]\nNope=2\nNope=3\n').toString('base64') },
        },
      },
      {
        id: 'd',
        name: 'd.service',
        content: '[Service]\nExecStart=/bin/true\nStandardError=syslog\n',
      },
    ];
    const input = `${cases.map((one) => JSON.stringify(one)).join('\n')}\n`;
    const { status, out } = unitFiles(['cases', '--systemd', '257'], input);
    expect(status).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'a', verdict: 'ok', lines: [] },
      { id: 'b', verdict: 'bad', lines: [{ file: 'b.service', line: 2 }] },
      {
        id: 'c',
        verdict: 'bad',
        lines: [
          { file: 'c.socket', line: 3 },
          { file: 'c.service', line: 2 },
          { file: 'c.service', line: 3 },
        ],
      },
      { id: 'd', verdict: 'note', lines: [{ file: 'd.service', line: 3 }] },
    ]);
  });
});
