import { isBase64 } from './base64.ts';
import { unescapeText } from './escapes.ts';
import { expanded } from './expanding.ts';
import { isFileName, isNormalized } from './path.ts';
import { notA, quoted } from './say.ts';
import { LONGEST } from './specifiers.ts';
import { isFdName } from './stdio.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** Whether text can name a credential (systemd.exec(5), LoadCredential=). */
export function isCredentialName(name: string): boolean {
  return isFileName(name) && isFdName(name);
}

/** `NAME:REST`: the name, checked, and what follows. */
function named(
  setting: Setting,
  accepts: (name: string) => boolean,
): { readonly rest: string } | undefined {
  const reader = new WordReader(setting.value);
  const word = reader.next({ separators: ':', keepEmpty: true });
  if (typeof word === 'string') {
    setting.warn(notA('bad-credential', 'a credential name', setting.value));
    return undefined;
  }
  const { rest } = reader;
  if (rest === '' && setting.key.startsWith('Set')) {
    setting.warn({
      id: 'missing-value',
      message: `${quoted(setting.value)} has to be a name, a colon and the credential.`,
    });
    return undefined;
  }
  const name = expanded(setting, word.text, { longest: LONGEST.credential, part: word });
  if (name === undefined) return undefined;
  if (!accepts(name)) {
    setting.warn(notA('bad-credential', 'a credential name', name, word));
    return undefined;
  }
  return { rest };
}

const set: ValueParser = (setting) => {
  const { settings } = setting.unit;
  if (setting.value === '') {
    settings.lists.delete('SetCredential');
    return;
  }
  const credential = named(setting, isCredentialName);
  if (!credential) return;
  if (setting.argument === '1' || setting.key.endsWith('Encrypted')) {
    if (!isBase64(credential.rest, setting.version)) {
      setting.warn({ id: 'bad-base64', message: 'An encrypted credential has to be Base64 data.' });
      return;
    }
  } else if (unescapeText(credential.rest, true) === undefined) {
    setting.warn({
      id: 'unknown-escape',
      message: 'A backslash in the credential begins no escape.',
    });
    return;
  }
  settings.lists.set('SetCredential', [setting.value]);
};

const load: ValueParser = (setting) => {
  const { settings } = setting.unit;
  if (setting.value === '') {
    settings.lists.delete('LoadCredential');
    return;
  }
  const credential = named(setting, isCredentialName);
  if (!credential) return;
  const source = expanded(setting, credential.rest, { longest: LONGEST.path });
  if (source === undefined) return;
  const valid = source.startsWith('/') ? isNormalized(source) : isCredentialName(source);
  if (credential.rest !== '' && !valid) {
    setting.warn(notA('bad-credential', 'a path or a credential name', source));
    return;
  }
  settings.lists.set('LoadCredential', [setting.value]);
};

const imported: ValueParser = (setting) => {
  const { settings } = setting.unit;
  if (setting.value === '') {
    settings.lists.delete('ImportCredential');
    return;
  }
  const credential = named(setting, isCredentialGlob);
  if (!credential) return;
  if (credential.rest !== '' && !isCredentialName(credential.rest)) {
    setting.warn(notA('bad-credential', 'a credential name', credential.rest));
    return;
  }
  settings.lists.set('ImportCredential', [setting.value]);
};

/** A name, or the beginning of one with an asterisk. */
function isCredentialGlob(text: string): boolean {
  const stem = text.replace(/\*$/, '');
  if (/[*?[\]]/.test(stem)) return false;
  return text === '*' || isCredentialName(stem);
}

export const credentialParsers: ValueParsers = {
  set_credential: set,
  load_credential: load,
  import_credential: imported,
};
