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
    ['a.target', '[Target]\n', ['1 unknown-section']],
  ])('%s with %j: %j', (name, content, expected) => {
    expect(complaints(name, content)).toEqual(expected);
  });

  it('names a template as the version does', () => {
    const unit = `[Unit]\nAfter=%i.service\n${SERVICE}SyslogIdentifier=%z\n`;
    expect(complaints('a@.service', unit)).toEqual(['5 bad-specifier']);
    const file = `[Service]\nExecStart=/bin/%i/\n`;
    expect(complaints('a@.service', file)).toEqual(['2 command-is-directory']);
  });

  it('reads drop-ins after the unit, the nearer one first by name', () => {
    const around = {
      'a.service.d/10-a.conf': '[Service]\nRestart=sometimes\n',
      'service.d/20-b.conf': '[Service]\nNope=1\n',
      'b.service.d/x.conf': '[Service]\nNope=1\n',
    };
    expect(complaints('a.service', SERVICE, around)).toEqual([
      'a.service.d/10-a.conf:2 bad-choice',
      'service.d/20-b.conf:2 unknown-directive',
    ]);
    expect(
      complaints('a.service', '[Service]\n', {
        'a.service.d/x.conf': '[Service]\nExecStart=/bin/true\n',
      }),
    ).toEqual([]);
  });
});
