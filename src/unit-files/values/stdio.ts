import { isBase64 } from './base64.ts';
import { unescapeText } from './escapes.ts';
import { expanded } from './expanding.ts';
import { path } from './paths.ts';
import { notA, quoted } from './say.ts';
import { LONGEST } from './specifiers.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';

/** Words of StandardInput= (systemd.exec(5)); `fd:NAME` and `file:PATH` come on top. */
export const INPUTS = 'null tty tty-force tty-fail socket fd data file'.split(' ');

/** Words of StandardOutput= and StandardError=; fd:, file:, append: and truncate: come on top. */
export const OUTPUTS =
  'inherit null tty journal journal+console kmsg kmsg+console socket fd file append truncate'.split(
    ' ',
  );

const DATA_MAX = 1024 * 1024 * 64;

/** A name for a passed file descriptor: printable ASCII without colons. */
export function isFdName(name: string): boolean {
  return /^[ -9;-~]*$/.test(name) && name.length <= LONGEST.fdName;
}

/** `fd:NAME`; false after a complaint. */
function namedFd(setting: Setting, name: string): boolean {
  const plain = expanded(setting, name, { longest: LONGEST.fdName });
  if (plain === undefined) return false;
  if (isFdName(plain)) return true;
  setting.warn(notA('bad-fd-name', 'a name for a file descriptor', plain));
  return false;
}

function remember(setting: Setting, word: string): void {
  setting.unit.settings.words.set(setting.key, word);
}

const input: ValueParser = (setting) => {
  const { value } = setting;
  if (value.startsWith('fd:')) {
    if (namedFd(setting, value.slice(3))) remember(setting, 'fd');
  } else if (value.startsWith('file:')) {
    if (path(setting, value.slice(5)) !== undefined) remember(setting, 'file');
  } else if (INPUTS.includes(value)) {
    remember(setting, value);
  } else {
    setting.warn(notA('bad-choice', `one of ${INPUTS.join(', ')}`, value));
  }
};

const output: ValueParser = (setting) => {
  const { value } = setting;
  const target = /^(file|append|truncate):/.exec(value);
  if (value.startsWith('fd:')) {
    if (namedFd(setting, value.slice(3))) remember(setting, 'fd');
  } else if (target) {
    if (path(setting, value.slice(target[0].length)) !== undefined)
      remember(setting, target[1] ?? '');
  } else if (value === 'syslog' || value === 'syslog+console') {
    const instead = value.replace('syslog', 'journal');
    setting.note({
      id: 'obsolete-output',
      message: `The output ${value} is obsolete.`,
      detail: `systemd uses ${instead}. Write that, or leave the setting out.`,
    });
    remember(setting, instead);
  } else if (OUTPUTS.includes(value)) {
    remember(setting, value);
  } else {
    setting.warn(notA('bad-choice', `one of ${OUTPUTS.join(', ')}`, value));
  }
};

const inputText: ValueParser = (setting) => {
  if (setting.value === '') return;
  const plain = unescapeText(setting.value);
  if (plain === undefined) {
    setting.warn({
      id: 'unknown-escape',
      message: `${quoted(setting.value)} has a backslash that begins no escape.`,
    });
  } else {
    expanded(setting, plain, { longest: DATA_MAX });
  }
};

const inputData: ValueParser = (setting) => {
  if (setting.value !== '' && !isBase64(setting.value, setting.version)) {
    setting.warn(notA('bad-base64', 'Base64 data', setting.value));
  }
};

const fdName: ValueParser = (setting) => {
  if (setting.value === '') setting.unit.settings.words.delete(setting.key);
  else if (namedFd(setting, setting.value)) remember(setting, setting.value);
};

export const stdioParsers: ValueParsers = {
  exec_input: input,
  exec_output: output,
  exec_input_text: inputText,
  exec_input_data: inputData,
  fdname: fdName,
};
