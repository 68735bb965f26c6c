import { expanded } from './expanding.ts';
import { checkedPath, path, unbalanced } from './paths.ts';
import { IGNORED_PART, quoted } from './say.ts';
import { LONGEST } from './specifiers.ts';
import { badSyntax } from './tuples.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** TemporaryFileSystem=: `/path` or `/path:options`. */
const temporaryFileSystems: ValueParser = (setting) => {
  const reader = new WordReader(setting.value);
  for (;;) {
    const word = reader.next({ unquote: true });
    if (word === 'end') return;
    if (word === 'bad') return unbalanced(setting);
    const first = new WordReader(word.text).next({ separators: ':', keepEmpty: true });
    if (typeof first === 'string') badSyntax(setting, word);
    else path(setting, first.text, { part: word });
  }
};

/** BindPaths=: `source`, `source:target`, `source:target:rbind`. */
const bindPaths: ValueParser = (setting) => {
  if (setting.value === '') return;
  const reader = new WordReader(setting.value);
  const rules = { separators: ': \t\n\r', unquote: true, keepEmpty: true } as const;
  for (;;) {
    const source = reader.next(rules);
    if (source === 'end') return;
    if (source === 'bad') return unbalanced(setting);
    const plain = expanded(setting, source.text, { longest: LONGEST.path, part: source });
    if (plain === undefined) continue;
    if (checkedPath(setting, plain.replace(/^-/, ''), { part: source }) === undefined) continue;
    if (!follows(reader)) continue;
    const target = reader.next(rules);
    if (target === 'bad') return unbalanced(setting);
    if (target === 'end') continue;
    if (path(setting, target.text, { part: target }) === undefined || !follows(reader)) continue;
    const options = reader.next({ unquote: true });
    if (options === 'bad') return unbalanced(setting);
    const option = options === 'end' ? '' : options.text;
    if (!['', 'rbind', 'norbind'].includes(option)) {
      setting.warn({
        id: 'bad-option',
        message: `${quoted(option)} is neither rbind nor norbind.`,
        detail: IGNORED_PART,
        ...(options === 'end' ? {} : { part: options }),
      });
    }
  }
};

/** Whether the word before ended in a colon. */
function follows(reader: WordReader): boolean {
  return reader.at !== undefined && reader.text[reader.at - 1] === ':';
}

export const bindPathParsers: ValueParsers = {
  temporary_filesystems: temporaryFileSystems,
  bind_paths: bindPaths,
};
