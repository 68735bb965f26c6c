import { startsWithPath } from './path.ts';
import { path } from './paths.ts';
import { IGNORED_PART, quoted } from './say.ts';
import { badSyntax, colonWords, tuples } from './tuples.ts';
import type { ValueParsers } from './value.ts';
import { WordReader } from './words.ts';

/** StateDirectory= and its kin: `name`, `name:link`, from 255 on `name:link:ro`. */
const directories = tuples((setting, tuple) => {
  const { version, key } = setting;
  const parts = colonWords(new WordReader(tuple.text), version < 253 ? 2 : 3, version >= 253);
  const [source, link, flags] = parts ?? [];
  if (!source) {
    badSyntax(setting, tuple);
    return false;
  }
  const directory = path(setting, source.text, { kind: 'relative', part: tuple });
  if (directory === undefined) return true;
  if (startsWithPath(directory, 'private')) {
    setting.warn({
      id: 'reserved-directory',
      message: 'The name private is taken by systemd itself.',
      detail: IGNORED_PART,
      part: tuple,
    });
    return true;
  }
  if (link && link.text !== '') {
    if (key === 'ConfigurationDirectory') {
      setting.warn({
        id: 'unsupported-link',
        message: 'ConfigurationDirectory= takes no second name.',
        detail: IGNORED_PART,
        part: tuple,
      });
      return true;
    }
    if (path(setting, link.text, { kind: 'relative', part: tuple }) === undefined) return true;
  }
  if (flags && flags.text !== '' && flags.text !== 'ro') {
    setting.warn({
      id: 'bad-option',
      message: `${quoted(flags.text)} is not ro.`,
      detail: IGNORED_PART,
      part: tuple,
    });
  }
  return true;
});

export const directoryParsers: ValueParsers = { exec_directories: directories };
