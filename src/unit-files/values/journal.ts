import { expanded } from './expanding.ts';
import { isFileName } from './path.ts';
import { unbalanced } from './paths.ts';
import { isPattern } from './pattern.ts';
import { IGNORED_PART, notA, quoted } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

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

export const journalParsers: ValueParsers = {
  log_extra_fields: logFields,
  log_namespace: logNamespace,
  log_filter_patterns: logPattern,
};
