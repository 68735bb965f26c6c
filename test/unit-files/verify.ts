import type { SystemdVersion } from '../../src/unit-files/directives/directives.ts';
import { createUnitFiles, type Verdict, verdictOf } from '../../src/unit-files/service.ts';
import type { Diagnostic, UnitWorkspace } from '../../src/unit-files/types.ts';

/** Files around the unit: name to content. */
export type Around = Readonly<Record<string, string>>;

/** What the systemd voice says about a unit. */
export function verify(
  name: string,
  content: string,
  around: Around = {},
  version: SystemdVersion = 252,
): Diagnostic[] {
  const companions = Object.entries(around).map(([file, text]) => ({ name: file, content: text }));
  return createUnitFiles({ version }).verify({ unit: { name, content }, companions });
}

/** The same in short: `LINE id`, `FILE:LINE id` in a companion, `id` where verify names no line. */
export function complaints(...unit: Parameters<typeof verify>): string[] {
  return verify(...unit).map(({ id, line, file }) =>
    [`${file ? `${file}:` : ''}${line ?? ''}`, id].filter((part) => part !== '').join(' '),
  );
}

/** A unit that is fine but for one setting, `Section.Key`. */
export function unitWith(directive: string, value: string): UnitWorkspace {
  const [section = '', key = ''] = directive.split('.');
  const socket = section === 'Socket';
  const start = socket ? '[Socket]\nListenStream=80\n' : '[Service]\nExecStart=/bin/true\n';
  return {
    unit: {
      name: socket ? 'a.socket' : 'b.service',
      content: `${start}[${section}]\n${key}=${value}\n`,
    },
    companions: [{ name: 'a.service', content: '[Service]\nExecStart=/bin/true\n' }],
  };
}

/** What verify makes of one setting in a unit that is otherwise fine. */
export function judgeSetting(
  directive: string,
  value: string,
  version: SystemdVersion = 252,
): Verdict {
  return verdictOf(createUnitFiles({ version }).verify(unitWith(directive, value)));
}
