import { describe, expect, it } from 'vitest';
import { complaints } from '../verify.ts';

const SERVICE = '[Service]\nExecStart=/bin/true\n';

describe('the file as a whole', () => {
  it.each([
    [`${SERVICE}Nope=1`, ['3 unknown-directive']],
    [`${SERVICE}execstart=/bin/true`, ['3 unknown-directive']],
    [`${SERVICE}After=x`, ['3 misplaced-directive']],
    [`${SERVICE}X-Own=1`, []],
    [`${SERVICE}[X-Own]\nanything`, []],
    [`${SERVICE}[Nope]\nanything\n[Unit]\nanything`, ['3 unknown-section', '6 missing-equals']],
    [`${SERVICE}[Socket]\nListenStream=1`, ['3 unknown-section']],
    [`Description=x\n${SERVICE}`, ['1 outside-section']],
    [`${SERVICE}=1`, ['3 missing-key']],
    [`${SERVICE}[Unit\nNope=1`, ['3 bad-section-header']],
    [`${SERVICE}Nope=1\n[Un"it]`, ['3 unknown-directive', '4 bad-section-header']],
    [`${SERVICE}Description=\udcff\nNope=1`, ['3 invalid-utf8']],
    [`${SERVICE}# \udcff`, []],
    [`${SERVICE}IgnoreOnSnapshot=1`, ['3 misplaced-directive']],
    [`[Unit]\nIgnoreOnSnapshot=1\n${SERVICE}`, ['2 removed-directive']],
    [`${SERVICE}Nice=1 # five`, ['3 bad-number']],
    [`\ufeff${SERVICE}`, []],
    [`${SERVICE}User=nobody`, ['3 nobody-user']],
    [`${SERVICE}User=a.b`, ['unusual-user']],
    [`${SERVICE}User=a:b\nNope=1`, ['3 bad-user']],
    [`[Unit]\nDescription=%c\n${SERVICE}`, ['deprecated-specifier']],
  ])('%j: %j', (content, expected) => {
    expect(complaints('a.service', content)).toEqual(expected);
  });

  it.each([
    ['a.service', '', ['empty-unit']],
    ['a.service', '\n', ['no-command']],
    ['a.service', '# nothing', ['no-command']],
    ['a b.service', SERVICE, ['bad-unit-name']],
    ['a.txt', SERVICE, ['bad-unit-name']],
    ['@.service', SERVICE, ['bad-unit-name']],
    ['a:b.service', SERVICE, ['colon-in-unit-name']],
    ['a.target', '[Unit]\nDescription=x\n[Install]\nWantedBy=y.target\n', []],
    ['a.target', '[Target]\nx=1\n', ['2 unknown-directive']],
    ['a.slice', '[Slice]\nMemoryMax=x\n', ['2 bad-size']],
    ['a.timer', '[Timer]\nOnBootSec=5\n', []],
    ['a.timer', '[Timer]\nOnBootSec=5x\n', ['2 bad-time-span', 'no-trigger']],
    ['a.path', '[Path]\nPathExists=/x\n', []],
    ['a.path', '[Path]\nPathExists=/x\nPathExists=\n', ['no-trigger']],
    [`${'a'.repeat(247)}.service`, SERVICE, []],
    [`${'a'.repeat(248)}.service`, SERVICE, ['bad-unit-name']],
    ['a.service', '[Service]\nExecStart=/usr/bin\n', ['command-is-directory']],
    ['a.service', '[Service]\nExecStart=-/usr/bin\n', []],
  ])('%s with %j: %j', (name, content, expected) => {
    expect(complaints(name, content)).toEqual(expected);
  });

  it('names a template as the version does', () => {
    const unit = `[Unit]\nAfter=%i.service\n${SERVICE}SyslogIdentifier=%z\n`;
    expect(complaints('a@.service', unit)).toEqual(['5 bad-specifier']);
    const file = `[Service]\nExecStart=/bin/%i/\n`;
    expect(complaints('a@.service', file)).toEqual(['2 command-is-directory']);
  });

  it('says so when the instance verify invents makes a name too long', () => {
    const name = `${'a'.repeat(240)}@.service`;
    expect(complaints(name, SERVICE, {}, 252)).toEqual([]);
    expect(complaints(name, SERVICE, {}, 257)).toEqual(['bad-unit-name']);
  });
});

describe('drop-ins', () => {
  const bad = '[Service]\nNope=1\n';
  const said = (file: string): string => `${file}:2 unknown-directive`;

  it.each([
    ['a.service', ['a.service.d/x.conf', 'service.d/y.conf'], [0, 1]],
    ['a.service', ['service.d/x.conf', 'a.service.d/y.conf'], [0, 1]],
    ['a.service', ['service.d/x.conf', 'a.service.d/x.conf'], [1]],
    ['a.service', ['b.service.d/x.conf', 'a.socket.d/x.conf', 'a.service.d/x.txt'], []],
    ['a.service', ['a.service.d/.x.conf'], []],
    [
      'a-b-c.service',
      ['a-.service.d/1.conf', 'a-b-.service.d/2.conf', '-.service.d/3.conf'],
      [0, 1],
    ],
    ['a-b.service', ['a-.service.d/x.conf', 'a-b.service.d/x.conf'], [1]],
    ['a@.service', ['a@.service.d/x.conf', 'a@i.service.d/y.conf', 'a.service.d/z.conf'], [0, 1]],
    [
      'a-b@.service',
      ['a-@.service.d/1.conf', 'a-@i.service.d/2.conf', 'a-.service.d/3.conf'],
      [0, 1, 2],
    ],
  ])('of %s among %j are read: %j', (name, files, read) => {
    const around = Object.fromEntries(files.map((file) => [file, bad]));
    expect(complaints(name, SERVICE, around)).toEqual(
      read.map((index) => said(files[index] ?? '')),
    );
  });

  it('completes a unit, and leaves off at a line that can not be read', () => {
    const unit = '[Service]\n';
    expect(complaints('a.service', unit, { 'a.service.d/x.conf': SERVICE })).toEqual([]);
    const broken = { 'a.service.d/x.conf': `${SERVICE}[Unit\nNope=1\n`, 'a.service.d/y.conf': bad };
    expect(complaints('a.service', unit, broken)).toEqual([
      'a.service.d/x.conf:3 bad-section-header',
      said('a.service.d/y.conf'),
    ]);
  });

  it('counts for a masked unit in 252 only', () => {
    const around = { 'a.service.d/x.conf': bad };
    expect(complaints('a.service', '', around, 252)).toEqual([
      said('a.service.d/x.conf'),
      'empty-unit',
    ]);
    expect(complaints('a.service', '', around, 257)).toEqual(['empty-unit']);
  });
});
