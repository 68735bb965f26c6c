import { byteLength, isValidUtf8 } from '../parser/text.ts';
import { expanded } from './expanding.ts';
import { unbalanced } from './paths.ts';
import { IGNORED_PART, quoted } from './say.ts';
import { LONGEST } from './specifiers.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
import { WordReader, type WordRules } from './words.ts';

/** A name a shell variable can have. */
export function isEnvironmentName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name.length <= LONGEST.argument - 2;
}

/** `NAME=value`. */
export function isEnvironmentAssignment(text: string): boolean {
  const equals = text.indexOf('=');
  return (
    equals > 0 &&
    isEnvironmentName(text.slice(0, equals)) &&
    isValidUtf8(text) &&
    (text.length * 3 < LONGEST.argument || byteLength(text) <= LONGEST.argument - 1)
  );
}

function words(rules: WordRules, accepts: (text: string) => boolean, what: string): ValueParser {
  return (setting: Setting) => {
    const reader = new WordReader(setting.value);
    for (;;) {
      const word = reader.next(rules);
      if (word === 'end') return;
      if (word === 'bad') return unbalanced(setting);
      const plain = expanded(setting, word.text, { longest: LONGEST.argument, part: word });
      if (plain !== undefined && !accepts(plain)) {
        setting.warn({
          id: 'bad-environment',
          message: `${quoted(plain)} is not ${what}.`,
          detail: IGNORED_PART,
          part: word,
        });
      }
    }
  };
}

export const environmentParsers: ValueParsers = {
  environ: words(
    { unquote: true, unescape: true },
    isEnvironmentAssignment,
    'of the form NAME=value',
  ),
  pass_environ: words({ unquote: true }, isEnvironmentName, 'the name of a variable'),
  unset_environ: words(
    { unquote: true, unescape: true },
    (text) => isEnvironmentAssignment(text) || isEnvironmentName(text),
    'the name of a variable or NAME=value',
  ),
};
