import { isValidPath } from './path.ts';
import { notA } from './say.ts';
import { isFdName } from './stdio.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

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

export const openFileParsers: ValueParsers = { open_file: openFile };
