import { expanded } from './expanding.ts';
import { startsWithPath } from './path.ts';
import { checkedPath, path, unbalanced } from './paths.ts';
import { IGNORED_PART, notA, quoted } from './say.ts';
import { LONGEST } from './specifiers.ts';
import type { Part, Setting, ValueParser, ValueParsers } from './value.ts';
import { type Word, WordReader } from './words.ts';

/** Partitions an image may have; those with @252 went away. */
export const PARTITIONS =
  'root usr home srv esp xbootldr swap root-verity usr-verity root-verity-sig usr-verity-sig tmp var'.split(
    ' ',
  );
const OLD_PARTITIONS = ['root', 'usr'].flatMap((name) =>
  ['secondary', 'other'].flatMap((which) =>
    ['', '-verity', '-verity-sig'].map((suffix) => `${name}-${which}${suffix}`),
  ),
);

export function isPartition(setting: Setting, name: string): boolean {
  return PARTITIONS.includes(name) || (setting.version < 253 && OLD_PARTITIONS.includes(name));
}

const COLONS = { separators: ':', unescape: true, escapeSeparators: true } as const;

/** Up to `count` words separated by colons; undefined when one can't be read. */
function colonWords(reader: WordReader, count: number, keepEmpty = false): Word[] | undefined {
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
function tuples(parse: (setting: Setting, tuple: Word) => boolean): ValueParser {
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

function badSyntax(setting: Setting, part: Part): void {
  setting.warn({
    id: 'bad-syntax',
    message: `${quoted(setting.value.slice(part.from, part.to))} can't be read.`,
    part,
  });
}

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

/** Pairs of partition and mount options behind an image; a single word is options for root. */
function imageOptions(setting: Setting, reader: WordReader, tuple: Word): boolean {
  for (;;) {
    const words = colonWords(reader, 2);
    if (!words) {
      badSyntax(setting, tuple);
      return false;
    }
    const [partition, options] = words;
    if (!partition) return true;
    if (!options) {
      // systemd stops at a single word, and tries again when its specifiers can't be expanded.
      if (expanded(setting, partition.text, { part: tuple }) !== undefined) return true;
      continue;
    }
    if (!isPartition(setting, partition.text)) {
      setting.warn(notA('unknown-partition', 'a kind of partition', partition.text, tuple));
    } else {
      expanded(setting, options.text, { part: tuple });
    }
  }
}

/** MountImages=: `image:target` with options. */
const mountImages = tuples((setting, tuple) => {
  const reader = new WordReader(tuple.text);
  const words = colonWords(reader, 2);
  if (!words) {
    badSyntax(setting, tuple);
    return false;
  }
  const [image, target] = words;
  if (!image) return true;
  const outsideKernel = 'except-dev';
  const source = image.text.replace(/^-/, '');
  if (path(setting, source, { part: tuple, outsideKernel }) === undefined) return true;
  if (!target || target.text === '') {
    setting.warn({
      id: 'missing-target',
      message: `${quoted(tuple.text)} does not say where to mount the image.`,
      detail: IGNORED_PART,
      part: tuple,
    });
    return true;
  }
  if (path(setting, target.text, { part: tuple, outsideKernel }) === undefined) return true;
  return imageOptions(setting, reader, tuple);
});

/** ExtensionImages=: `image` with options. */
const extensionImages = tuples((setting, tuple) => {
  const reader = new WordReader(tuple.text);
  const image = reader.next(COLONS);
  if (image === 'bad') {
    badSyntax(setting, tuple);
    return false;
  }
  if (image === 'end') return true;
  const source = image.text.replace(/^-/, '');
  if (path(setting, source, { part: tuple, outsideKernel: 'all' }) === undefined) return true;
  return imageOptions(setting, reader, tuple);
});

/** RootImageOptions=: `options` or `partition:options`. */
const rootImageOptions: ValueParser = (setting) => {
  const reader = new WordReader(setting.value);
  const pairs: { readonly words: readonly Word[]; readonly tuple: Word }[] = [];
  for (;;) {
    const tuple = reader.next({ unquote: true, keepEscapes: true });
    if (tuple === 'end') break;
    if (tuple === 'bad') return unbalanced(setting);
    const inner = new WordReader(tuple.text);
    const words = colonWords(inner, 2);
    if (!words || (words.length > 0 && inner.rest !== '')) return badSyntax(setting, tuple);
    if (words.length > 0) pairs.push({ words, tuple });
  }
  for (const { words, tuple } of pairs) {
    const [first, second] = words;
    if (!first) continue;
    if (second && second.text !== '' && !isPartition(setting, first.text)) {
      setting.warn(notA('unknown-partition', 'a kind of partition', first.text, tuple));
    } else {
      expanded(setting, second?.text || first.text, { part: tuple });
    }
  }
};

/** How an image's partition may look. */
const POLICY_FLAGS =
  'verity signed encrypted unprotected unused absent open ignore read-only-on read-only-off growfs-on growfs-off'.split(
    ' ',
  );

function imagePolicyFault(setting: Setting): string | undefined {
  const { value } = setting;
  if (['', '-', '*', '~'].includes(value)) return undefined;
  const seen = new Set<string>();
  for (const rule of value.split(':')) {
    const equals = rule.indexOf('=');
    if (equals < 0) return `${quoted(rule)} has no =`;
    const partition = rule.slice(0, equals).trim();
    if (partition !== '' && !isPartition(setting, partition)) {
      return `${quoted(partition)} is not a kind of partition`;
    }
    if (seen.has(partition)) return `There are two rules for ${quoted(partition)}`;
    seen.add(partition);
    const flags = rule.slice(equals + 1).trim();
    const bad = ['', '-'].includes(flags)
      ? undefined
      : flags.split('+').find((flag) => !POLICY_FLAGS.includes(flag.trim()));
    if (bad !== undefined) return `${quoted(bad)} is not a policy`;
  }
  return undefined;
}

const imagePolicy: ValueParser = (setting) => {
  const fault = imagePolicyFault(setting);
  if (fault === undefined) return;
  setting.error({
    id: 'bad-image-policy',
    message: `${fault}.`,
    detail: 'systemd does not load the unit.',
  });
  setting.stop('failed');
};

export const mountParsers: ValueParsers = {
  exec_directories: directories,
  temporary_filesystems: temporaryFileSystems,
  bind_paths: bindPaths,
  mount_images: mountImages,
  extension_images: extensionImages,
  root_image_options: rootImageOptions,
  image_policy: imagePolicy,
};
