import { isValidUtf8 } from '../parser/text.ts';
import { expanded } from './expanding.ts';
import { parseInteger } from './numbers.ts';
import { quoted, REFUSED } from './say.ts';
import type { Part, Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

const NAME_MAX = 31;

/** Whether text is a user or group number. */
function isUserNumber(text: string): boolean {
  const form = { base: 10, sign: false, leadingZero: false, leadingBlank: false } as const;
  const number = parseInteger(text, 0n, 0xfffffffen, form);
  return typeof number === 'bigint' && number !== 0xffffn;
}

/** A name systemd itself would give a user. */
export function isStrictUserName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && name.length <= NAME_MAX;
}

/** A name systemd puts up with. */
export function isUserName(name: string): boolean {
  return (
    name !== '' &&
    !/^ | $/.test(name) &&
    isValidUtf8(name) &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    !/[\u0000-\u001f\u007f:/]/.test(name) &&
    !/^-?[0-9]*$/.test(name) &&
    name !== '.' &&
    name !== '..'
  );
}

/** Reads a user or group; @returns it, or undefined when the unit is refused. */
function user(setting: Setting, text: string, part?: Part): string | undefined {
  const name = expanded(setting, text, { fatal: true, ...(part ? { part } : {}) });
  if (name === undefined) return undefined;
  if (isUserNumber(name)) return name;
  if (!isUserName(name)) {
    setting.error({
      id: 'bad-user',
      message: `${quoted(name)} is neither a user or group name nor a number.`,
      detail: REFUSED,
      ...(part ? { part } : {}),
    });
    setting.stop('bad-setting');
    return undefined;
  }
  if (!isStrictUserName(name)) {
    setting.note({
      id: 'unusual-user',
      message: `${quoted(name)} is an unusual user or group name.`,
      detail: 'systemd takes it, other programs may not.',
      unplaced: true,
      ...(part ? { part } : {}),
    });
  }
  return name;
}

const single: ValueParser = (setting) => {
  const { key, value, unit } = setting;
  if (value === '') {
    unit.settings.words.delete(key);
    return;
  }
  const name = user(setting, value);
  if (name === undefined) return;
  unit.settings.words.set(key, name);
  if (key.includes('User') && name === 'nobody') {
    setting.note({
      id: 'nobody-user',
      message:
        'The user nobody owns what belongs to no one else; other services may run as it too.',
      detail: 'Write DynamicUser=yes or name a user of the service’s own.',
    });
  }
};

const several: ValueParser = (setting) => {
  if (setting.value === '') return;
  const words = new WordReader(setting.value);
  for (;;) {
    const word = words.next();
    if (word === 'end') return;
    if (word === 'bad') {
      setting.error({
        id: 'unbalanced-quotes',
        message: 'A backslash is not closed.',
        detail: REFUSED,
      });
      setting.stop('bad-setting');
      return;
    }
    if (user(setting, word.text, word) === undefined) return;
  }
};

export const userParsers: ValueParsers = {
  user_group_compat: single,
  user_group_strv_compat: several,
};
