import { unbalanced } from './paths.ts';
import { quoted } from './say.ts';
import type { Part, Setting, ValueParser } from './value.ts';
import { type Word, WordReader } from './words.ts';

/** Words between colons, with escapes. */
export const COLONS = { separators: ':', unescape: true, escapeSeparators: true } as const;

/** Up to `count` words separated by colons; undefined when one can't be read. */
export function colonWords(
  reader: WordReader,
  count: number,
  keepEmpty = false,
): Word[] | undefined {
  const words: Word[] = [];
  while (words.length < count) {
    const word = reader.next(keepEmpty ? { ...COLONS, keepEmpty: true } : COLONS);
    if (word === 'end') break;
    if (word === 'bad') return undefined;
    words.push(word);
  }
  return words;
}

/** Every word of a list whose words are lists themselves. */
export function tuples(parse: (setting: Setting, tuple: Word) => boolean): ValueParser {
  return (setting) => {
    const reader = new WordReader(setting.value);
    for (;;) {
      const word = reader.next({ unquote: true, keepEscapes: true });
      if (word === 'end') return;
      if (word === 'bad') return unbalanced(setting);
      if (!parse(setting, word)) return;
    }
  };
}

/** Complains about a word that can't be cut up. */
export function badSyntax(setting: Setting, part: Part): void {
  setting.warn({
    id: 'bad-syntax',
    message: `${quoted(setting.value.slice(part.from, part.to))} can't be read.`,
    part,
  });
}
