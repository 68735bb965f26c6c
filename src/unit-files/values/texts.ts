import { byteLength } from '../parser/text.ts';
import { hexLength, isBase64 } from './base64.ts';
import { forManagedUnits } from './enumerations.ts';
import { expanded } from './expanding.ts';
import { parsePermyriad } from './numbers.ts';
import { isFileName, isValidPath } from './path.ts';
import { path, unbalanced } from './paths.ts';
import { IGNORED_PART, notA, quoted } from './say.ts';
import { LONGEST } from './specifiers.ts';
import { isFdName } from './stdio.ts';
import { FOREVER, timeSpan } from './time-span.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** Free text with specifiers. */
const text: ValueParser = (setting) => {
  const plain = expanded(setting, setting.value);
  if (plain === '') setting.unit.settings.words.delete(setting.key);
  else if (plain !== undefined) setting.unit.settings.words.set(setting.key, plain);
};

const rebootArgument: ValueParser = (setting) => {
  const plain = expanded(setting, setting.value);
  if (plain !== undefined && !(isAscii(plain) && plain.length <= 255)) {
    setting.warn(notA('bad-reboot-argument', 'plain ASCII of at most 255 characters', plain));
  }
};

function isAscii(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is looked for
  return /^[\u0000-\u007f]*$/.test(value);
}

/** Documentation=: URIs of five kinds. */
const documentation: ValueParser = (setting) => {
  if (setting.value === '') return;
  const plain = expanded(setting, setting.value);
  if (plain === undefined) return;
  const reader = new WordReader(plain);
  for (;;) {
    const word = reader.next({ unquote: true, keepEscapes: true });
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    if (!/^(?:https?:\/\/|file:\/|info:|man:)./s.test(word.text) || !isAscii(word.text)) {
      setting.warn({
        id: 'bad-documentation',
        message: `${quoted(word.text)} does not begin with https://, http://, file:/, info: or man:.`,
        detail: IGNORED_PART,
        ...(plain === setting.value ? { part: word } : {}),
      });
    }
  }
};

/** A label, optional with `-` in front. */
const label: ValueParser = (setting) => {
  const optional = setting.value.startsWith('-');
  expanded(setting, setting.value.slice(optional ? 1 : 0), { fatal: !optional });
};

const busName: ValueParser = (setting) => {
  const plain = expanded(setting, setting.value, { longest: LONGEST.busName });
  if (plain === undefined) return;
  if (!isBusName(plain))
    setting.warn(notA('bad-bus-name', 'a D-Bus name such as org.example.Echo', plain));
  else setting.unit.settings.words.set('BusName', plain);
};

/** A well-known or unique D-Bus name. */
function isBusName(name: string): boolean {
  const unique = name.startsWith(':');
  const elements = (unique ? name.slice(1) : name).split('.');
  const element = unique ? /^[A-Za-z0-9_-]+$/ : /^[A-Za-z_-][A-Za-z0-9_-]*$/;
  return elements.length > 1 && name.length <= 255 && elements.every((one) => element.test(one));
}

/** LogExtraFields=: `FIELD=value`. */
const logFields: ValueParser = (setting) => {
  const reader = new WordReader(setting.value);
  for (;;) {
    const word = reader.next({ unquote: true, unescape: true });
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    const plain = expanded(setting, word.text, { part: word });
    if (plain !== undefined && !/^[A-Z][A-Z0-9_]{0,63}=/.test(plain)) {
      setting.warn({
        id: 'bad-log-field',
        message: `${quoted(plain)} is not of the form FIELD=value with a field in capitals.`,
        detail: IGNORED_PART,
        part: word,
      });
    }
  }
};

const logNamespace: ValueParser = (setting) => {
  if (setting.value === '') return;
  const plain = expanded(setting, setting.value, { longest: 255 });
  if (plain === undefined) return;
  if (!isFileName(plain) || plain.length > 222 || !/^[A-Za-z0-9:_.@-]+$/.test(plain)) {
    setting.warn(notA('bad-log-namespace', 'a name for a journal namespace', plain));
  }
};

/** LogFilterPatterns=: systemd reports a bad one but goes on. */
const logPattern: ValueParser = (setting) => {
  const { value } = setting;
  const pattern = value.replace(/^~/, '');
  if (value === '~') {
    setting.warn({ id: 'bad-pattern', message: 'There is no pattern behind the ~.' });
  } else if (!isPattern(pattern)) {
    setting.note({
      id: 'bad-pattern',
      message: `${quoted(pattern)} is not a regular expression.`,
      detail: 'systemd ignores it.',
      unplaced: true,
    });
  }
};

/** Close to what PCRE2 takes: what JavaScript takes without its Unicode mode. */
function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern.replace(/\[\[:\w+:\]\]/g, '[a]').replace(/\(\?[a-z-]+\)/g, ''));
    return true;
  } catch {
    return false;
  }
}

const rootHash: ValueParser = (setting) => {
  const { value } = setting;
  if (value === '' || value.startsWith('/')) return;
  const bytes = hexLength(value);
  if (bytes === undefined || bytes < 16) {
    setting.warn(notA('bad-root-hash', 'a path or at least 32 hexadecimal digits', value));
  }
};

const rootHashSignature: ValueParser = (setting) => {
  const { value } = setting;
  if (value === '' || value.startsWith('/')) return;
  if (!value.startsWith('base64:') || !isBase64(value.slice('base64:'.length), setting.version)) {
    setting.warn(notA('bad-root-hash', 'a path, or base64: and Base64 data', value));
  }
};

/** OpenFile=: `path`, `path:name`, `path:name:options`. */
const openFile: ValueParser = (setting) => {
  if (setting.value !== '' && !isOpenFile(setting.value)) {
    setting.warn(notA('bad-open-file', 'of the form /path:name:options', setting.value));
  }
};

const OPEN_MODES = ['read-only', 'append', 'truncate'];

function isOpenFile(value: string): boolean {
  const reader = new WordReader(value);
  const words: string[] = [];
  for (let count = 0; count < 3; count++) {
    const word = reader.next({ separators: ':', unescape: true, keepEmpty: true });
    if (word === 'bad') return false;
    if (word === 'end') break;
    words.push(word.text);
  }
  const [file = '', name = '', optionText = ''] = words;
  if (reader.rest !== '' || !file.startsWith('/') || !isValidPath(file)) return false;
  const options = optionText.split(',').filter((option) => option !== '');
  if (!options.every((option) => OPEN_MODES.includes(option) || option === 'graceful'))
    return false;
  if (new Set(options).size < options.length) return false;
  if (options.filter((option) => OPEN_MODES.includes(option)).length > 1) return false;
  const last = file.split('/').findLast((part) => part !== '' && part !== '.') ?? '';
  return name === '' ? last !== '' && last !== '..' && isFdName(last) : isFdName(name);
}

const BPF_HOOKS =
  'ingress egress sock_create sock_ops device bind4 bind6 connect4 connect6 post_bind4 post_bind6 sendmsg4 sendmsg6 sysctl recvmsg4 recvmsg6 getsockopt setsockopt'.split(
    ' ',
  );

/** BPFProgram=: `hook:/path`. */
const bpfProgram: ValueParser = (setting) => {
  if (setting.value === '') return;
  const reader = new WordReader(setting.value);
  const hook = reader.next({ separators: ':' });
  const { rest } = reader;
  if (typeof hook === 'string' || rest === '' || !BPF_HOOKS.includes(hook.text)) {
    setting.warn(notA('bad-bpf-program', 'a hook, a colon and a path', setting.value));
  } else {
    path(setting, rest);
  }
};

const PERSONALITIES = ['x86', 'x86-64'];

const personality: ValueParser = (setting) => {
  if (setting.value !== '' && !PERSONALITIES.includes(setting.value)) {
    setting.warn(notA('bad-choice', 'a personality of this machine', setting.value));
  }
};

const pressureLimit = forManagedUnits((setting: Setting) => {
  const share = parsePermyriad(setting.value);
  if (setting.value !== '' && !(typeof share === 'number' && share <= 10000)) {
    setting.warn(notA('bad-percentage', 'a percentage up to 100%', setting.value));
  }
});

const pressureDuration = forManagedUnits((setting: Setting) => {
  if (setting.value === '') return;
  const span = timeSpan(setting);
  if (span !== undefined && (span < 1_000_000n || span === FOREVER)) {
    setting.warn({
      id: 'out-of-range',
      message: 'The duration has to be at least a second, and finite.',
    });
  }
});

const removed: ValueParser = (setting) =>
  setting.note({
    id: 'removed-directive',
    message: `${setting.key}= no longer does anything.`,
    detail: 'systemd ignores it. Remove the line.',
  });

/** Conditions are only looked at when the unit starts; here their specifiers count. */
const condition: ValueParser = (setting) => {
  if (setting.value !== '') expanded(setting, setting.value.replace(/^\|?[ \t]*!?[ \t]*/, ''));
};

const conditionPath: ValueParser = (setting) => {
  if (setting.value !== '') path(setting, setting.value.replace(/^\|?!?/, ''));
};

const mountNode: ValueParser = (setting) => {
  const plain = expanded(setting, setting.value);
  if (plain !== undefined && byteLength(plain) >= 4096) {
    setting.warn({ id: 'too-long', message: 'The source is too long.' });
  }
};

const anything: ValueParser = () => undefined;

export const textParsers: ValueParsers = {
  string: anything,
  install: anything,
  exec_secure_bits: anything,
  capability_set: anything,
  unit_string_printf: text,
  reboot_parameter: rebootArgument,
  documentation,
  exec_selinux_context: label,
  exec_apparmor_profile: label,
  exec_smack_process_label: label,
  bus_name: busName,
  log_extra_fields: logFields,
  log_namespace: logNamespace,
  log_filter_patterns: logPattern,
  exec_root_hash: rootHash,
  exec_root_hash_sig: rootHashSignature,
  open_file: openFile,
  bpf_foreign_program: bpfProgram,
  personality,
  managed_oom_mem_pressure_limit: pressureLimit,
  managed_oom_mem_pressure_duration_sec: pressureDuration,
  warn_compat: removed,
  unit_condition_string: condition,
  unit_condition_path: conditionPath,
  mount_node: mountNode,
};
