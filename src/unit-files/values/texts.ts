import { byteLength } from '../parser/text.ts';
import { expanded } from './expanding.ts';
import { path } from './paths.ts';
import { notA } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';

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

/** Whether text is plain ASCII. */
export function isAscii(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is looked for
  return /^[\u0000-\u007f]*$/.test(value);
}

/** A label, optional with `-` in front. */
const label: ValueParser = (setting) => {
  const optional = setting.value.startsWith('-');
  expanded(setting, setting.value.slice(optional ? 1 : 0), { fatal: !optional });
};

const PERSONALITIES = ['x86', 'x86-64'];

const personality: ValueParser = (setting) => {
  if (setting.value !== '' && !PERSONALITIES.includes(setting.value)) {
    setting.warn(notA('bad-choice', 'a personality of this machine', setting.value));
  }
};

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
  exec_selinux_context: label,
  exec_apparmor_profile: label,
  exec_smack_process_label: label,
  personality,
  warn_compat: removed,
  unit_condition_string: condition,
  unit_condition_path: conditionPath,
  mount_node: mountNode,
};
