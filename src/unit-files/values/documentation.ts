import { expanded } from './expanding.ts';
import { unbalanced } from './paths.ts';
import { IGNORED_PART, quoted } from './say.ts';
import { isAscii } from './texts.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

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

export const documentationParsers: ValueParsers = { documentation };
