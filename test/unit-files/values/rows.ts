import { readFileSync } from 'node:fs';
import type { SystemdVersion } from '../../../src/unit-files/directives/directives.ts';
import type { Verdict } from '../../../src/unit-files/service.ts';

/** What systemd makes of one value, recorded; `-` where the version has no such directive. */
export interface Row {
  /** `Socket.ListenStream`. */
  readonly directive: string;
  readonly value: string;
  readonly verdicts: Readonly<Record<SystemdVersion, Verdict | '-'>>;
}

const isVerdict = (text: string | undefined): text is Verdict | '-' =>
  text === 'ok' || text === 'note' || text === 'bad' || text === '-';

/** The rows of verdicts.txt. */
export function rows(): Row[] {
  const text = readFileSync(new URL('verdicts.txt', import.meta.url), 'utf8');
  let directive = '';
  return text.split('\n').flatMap((line): Row[] => {
    const [, said, value = ''] = /^ {2}(\S+)(?: +(.*))?$/.exec(line) ?? [];
    if (said === undefined) {
      directive = /^\w+\.\w+$/.test(line) ? line : directive;
      return [];
    }
    const [before, after = before] = said.split('/');
    if (!isVerdict(before) || !isVerdict(after)) throw new Error(`Not a row: ${line}`);
    return [{ directive, value, verdicts: { 252: before, 257: after } }];
  });
}
