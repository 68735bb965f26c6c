import type { SystemdVersion } from '../directives/directives.ts';
import { errorNames, list, namesIn, systemCallGroups, systemCalls, unknown } from './lists.ts';
import { parseInt32 } from './numbers.ts';
import { IGNORED_PART, notA } from './say.ts';
import type { Part, Setting, ValueParser, ValueParsers } from './value.ts';

/** An error by name or number, 0 included. */
function isErrorNumber(text: string, version: SystemdVersion): boolean {
  if (errorNames(version).has(text.toUpperCase())) return true;
  const number = parseInt32(text);
  return typeof number === 'number' && number >= 0 && number <= 4095;
}

function systemCall(setting: Setting, name: string, part: Part): void {
  const group = name.startsWith('@');
  const known = group
    ? systemCallGroups(setting.version).has(name.slice(1))
    : systemCalls(setting.version).has(name);
  if (!known) {
    unknown(
      setting,
      'unknown-system-call',
      group ? 'a group of system calls' : 'a system call',
      name,
      part,
    );
  }
}

const syscallFilter = list((setting, word, part, inverted) => {
  const colon = word.indexOf(':');
  const name = colon < 0 ? word : word.slice(0, colon);
  const error = colon < 0 ? undefined : word.slice(colon + 1);
  const valid = error === undefined || error === 'kill' || isErrorNumber(error, setting.version);
  if (!valid || name === '') {
    unknown(setting, 'bad-system-call-error', 'a system call with an error', word, part);
  } else if (error !== undefined && !inverted) {
    setting.warn({
      id: 'bad-system-call-error',
      message: 'Only a list that begins with ~ may give errors to its system calls.',
      detail: IGNORED_PART,
      part,
    });
  } else {
    systemCall(setting, name, part);
  }
}, {});

const syscallLog = list((setting, word, part) => systemCall(setting, word, part), {});

/** Architectures of SystemCallArchitectures=. */
export const SYSTEM_CALL_ARCHITECTURES =
  'native x86 x86-64 x32 arm arm64 loongarch64@257 mips mips64 mips64-n32 mips-le mips64-le mips64-le-n32 parisc parisc64 ppc ppc64 ppc64-le riscv64 s390 s390x';
const architectures = namesIn(SYSTEM_CALL_ARCHITECTURES);

const syscallArchitectures = list(
  (setting, word, part) => {
    if (!architectures(setting.version).has(word)) {
      unknown(setting, 'unknown-architecture', 'an architecture', word, part);
    }
  },
  { unquote: true },
  false,
);

const syscallError: ValueParser = (setting) => {
  const { value, version } = setting;
  if (value === '' || value === 'kill') return;
  if (!isErrorNumber(value, version) || parseInt32(value) === 0) {
    setting.warn(notA('bad-error-number', 'an error such as EPERM, or kill', value));
  }
};

export const syscallParsers: ValueParsers = {
  syscall_filter: syscallFilter,
  syscall_log: syscallLog,
  syscall_archs: syscallArchitectures,
  syscall_errno: syscallError,
};
