import type { SystemdVersion } from '../directives/directives.ts';
import { parseBoolean } from './booleans.ts';
import { ipFamily } from './ip-address.ts';
import {
  ADDRESS_FAMILIES,
  ERROR_NAMES,
  SYSTEM_CALL_GROUPS,
  SYSTEM_CALLS,
} from './names.generated.ts';
import { parseInt32, parseUint8 } from './numbers.ts';
import { unbalanced } from './paths.ts';
import { IGNORED_PART, notA, quoted, saying } from './say.ts';
import type { Part, Setting, ValueParser, ValueParsers } from './value.ts';
import { faultyWord, WordReader, type WordRules } from './words.ts';

/** Names of a generated list that a version knows: `name` or `name@257`. */
function namesIn(list: string): (version: SystemdVersion) => ReadonlySet<string> {
  const sets = new Map<SystemdVersion, ReadonlySet<string>>();
  return (version) => {
    const known = sets.get(version);
    if (known) return known;
    const names = list.split(' ').flatMap((entry) => {
      const [name = '', since] = entry.split('@');
      return since === undefined || version >= Number(since) ? [name] : [];
    });
    const set = new Set(names);
    sets.set(version, set);
    return set;
  };
}

/** System calls libseccomp knows. */
export const systemCalls = namesIn(SYSTEM_CALLS);
/** Groups of SystemCallFilter= without their @. */
export const systemCallGroups = namesIn(SYSTEM_CALL_GROUPS);
/** AF_… names, in upper case. */
export const addressFamilies = namesIn(ADDRESS_FAMILIES);
const errorNames = namesIn(ERROR_NAMES);

/** A list where each word is judged alone. `~` in front inverts it. */
function list(
  judge: (setting: Setting, word: string, part: Part, inverted: boolean) => void,
  rules: WordRules = { unquote: true },
  invertible = true,
): ValueParser {
  return (setting) => {
    const inverted = invertible && setting.value.startsWith('~');
    const reader = new WordReader(setting.value, inverted ? 1 : 0);
    for (;;) {
      const word = reader.next(rules);
      if (word === 'end') return;
      if (word === 'bad') return unbalanced(setting);
      judge(setting, word.text, word, inverted);
    }
  };
}

function unknown(setting: Setting, id: string, what: string, word: string, part: Part): void {
  setting.warn(saying(notA(id, what, word, part), IGNORED_PART));
}

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

const familyList = list((setting, word, part) => {
  if (!addressFamilies(setting.version).has(word.toUpperCase())) {
    unknown(setting, 'unknown-address-family', 'an address family such as AF_INET', word, part);
  }
});

const restrictFamilies: ValueParser = (setting) => {
  if (setting.value !== 'none') familyList(setting);
};

/** Kinds of namespaces. */
export const NAMESPACES = 'cgroup ipc net mnt pid user uts time'.split(' ');

const restrictNamespaces: ValueParser = (setting) => {
  const { value } = setting;
  if (parseBoolean(value) !== undefined) return;
  const known = (word: string): boolean => NAMESPACES.includes(word);
  const fault = faultyWord(value, known, value.startsWith('~') ? 1 : 0);
  if (!fault) return;
  const what = `one of ${NAMESPACES.join(', ')}`;
  setting.warn(notA('unknown-namespace', what, fault.text, fault));
};

/** Groups of RestrictFileSystems= without their @. */
export const FILE_SYSTEM_GROUPS =
  'basic-api anonymous application auxiliary-api common-block historical-block network privileged-api security temporary known'.split(
    ' ',
  );

const restrictFileSystems = list((setting, word, part) => {
  if (word.startsWith('@') && !FILE_SYSTEM_GROUPS.includes(word.slice(1))) {
    unknown(setting, 'unknown-file-system', 'a group of file systems', word, part);
  }
});

const NAMED_PREFIXES = ['any', 'localhost', 'link-local', 'multicast'];

/** `10.0.0.0/8`, `::1`, `localhost`. */
export function isAddressPrefix(text: string): boolean {
  if (NAMED_PREFIXES.includes(text) || isLocalhost(text)) return true;
  const slash = text.indexOf('/');
  const family = ipFamily(slash < 0 ? text : text.slice(0, slash));
  if (family === undefined) return false;
  const length = slash < 0 ? 0 : parseUint8(text.slice(slash + 1));
  return typeof length === 'number' && length <= (family === 4 ? 32 : 128);
}

/** Names that always mean this host. */
function isLocalhost(name: string): boolean {
  return /^(?:localhost|localhost\.localdomain)\.?$|\.(?:localhost|localhost\.localdomain)\.?$/i.test(
    name,
  );
}

const addressPrefixes = list(
  (setting, word, part) => {
    if (!isAddressPrefix(word)) {
      unknown(
        setting,
        'bad-address-prefix',
        'an IP address or prefix such as 10.0.0.0/8',
        word,
        part,
      );
    }
  },
  {},
  false,
);

/** Controllers of DisableControllers= and Delegate=. */
export const CONTROLLERS =
  'cpu cpuacct cpuset io blkio memory devices pids bpf-firewall bpf-devices bpf-foreign bpf-socket-bind bpf-restrict-network-interfaces'.split(
    ' ',
  );

const controllerList = list(
  (setting, word, part) => {
    if (!CONTROLLERS.includes(word)) {
      unknown(setting, 'unknown-controller', 'a control group controller', word, part);
    }
  },
  { unquote: true },
  false,
);

/** Control groups can only be handed to services and scopes. */
function delegable(setting: Setting): boolean {
  const { type } = setting.unit.name;
  if (type === 'service' || type === 'scope') return true;
  setting.warn({
    id: 'unsupported-directive',
    message: `A ${type} unit can't use ${setting.key}=.`,
  });
  return false;
}

const delegate: ValueParser = (setting) => {
  if (delegable(setting) && parseBoolean(setting.value) === undefined) controllerList(setting);
};

const delegateSubgroup: ValueParser = (setting) => {
  const { value } = setting;
  if (!delegable(setting) || value === '') return;
  const reserved =
    /^(?:[_.]|cgroup\.)|\/|^(?:notify_on_release|release_agent|tasks)$/.test(value) ||
    value.length > 255 ||
    CONTROLLERS.some((controller) => value.startsWith(`${controller}.`));
  if (reserved) setting.warn(notA('bad-control-group', 'a name for a control group', value));
};

/** Whether one word of a list is a controller; others do not matter. */
function namesController(text: string): boolean {
  let found = false;
  const fault = faultyWord(text, (word) => {
    found ||= CONTROLLERS.includes(word);
    return true;
  });
  return found && !fault;
}

const disableControllers: ValueParser = (setting) => {
  if (setting.value !== '' && !namesController(setting.value)) {
    setting.warn({
      id: 'unknown-controller',
      message: `${quoted(setting.value)} names no control group controller.`,
    });
  }
};

export const listParsers: ValueParsers = {
  syscall_filter: syscallFilter,
  syscall_log: syscallLog,
  syscall_archs: syscallArchitectures,
  syscall_errno: syscallError,
  address_families: restrictFamilies,
  restrict_namespaces: restrictNamespaces,
  restrict_filesystems: restrictFileSystems,
  in_addr_prefixes: addressPrefixes,
  delegate,
  delegate_subgroup: delegateSubgroup,
  disable_controllers: disableControllers,
};
