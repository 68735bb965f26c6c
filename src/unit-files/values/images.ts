import { hexLength, isBase64 } from './base64.ts';
import { expanded } from './expanding.ts';
import { path, unbalanced } from './paths.ts';
import { IGNORED_PART, notA, quoted } from './say.ts';
import { badSyntax, COLONS, colonWords, tuples } from './tuples.ts';
import type { Setting, ValueParser, ValueParsers } from './value.ts';
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

const rootHash: ValueParser = (setting) => {
  const { value } = setting;
  if (value === '' || value.startsWith('/')) return;
  const bytes = hexLength(value);
  if (bytes === undefined || bytes < 16) {
    setting.warn(notA('bad-root-hash', 'a path or at least 32 hexadecimal digits', value));
  }
};

const rootHashSignature: ValueParser = (setting) => {
  const { value } = setting;
  if (value === '' || value.startsWith('/')) return;
  if (!value.startsWith('base64:') || !isBase64(value.slice('base64:'.length), setting.version)) {
    setting.warn(notA('bad-root-hash', 'a path, or base64: and Base64 data', value));
  }
};

export const imageParsers: ValueParsers = {
  mount_images: mountImages,
  extension_images: extensionImages,
  root_image_options: rootImageOptions,
  exec_root_hash: rootHash,
  exec_root_hash_sig: rootHashSignature,
};
