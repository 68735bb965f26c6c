import { parseBoolean } from './booleans.ts';
import { addressFamilies, list, unknown } from './lists.ts';
import { notA } from './say.ts';
import type { ValueParser, ValueParsers } from './value.ts';
import { faultyWord } from './words.ts';

const familyList = list((setting, word, part) => {
  if (!addressFamilies(setting.version).has(word.toUpperCase())) {
    unknown(setting, 'unknown-address-family', 'an address family such as AF_INET', word, part);
  }
});

const restrictFamilies: ValueParser = (setting) => {
  if (setting.value !== 'none') familyList(setting);
};

/** Kinds of namespaces. */
export const NAMESPACES = 'cgroup ipc net mnt pid user uts time'.split(' ');

const restrictNamespaces: ValueParser = (setting) => {
  const { value } = setting;
  if (parseBoolean(value) !== undefined) return;
  const known = (word: string): boolean => NAMESPACES.includes(word);
  const fault = faultyWord(value, known, value.startsWith('~') ? 1 : 0);
  if (!fault) return;
  const what = `one of ${NAMESPACES.join(', ')}`;
  setting.warn(notA('unknown-namespace', what, fault.text, fault));
};

/** Groups of RestrictFileSystems= without their @. */
export const FILE_SYSTEM_GROUPS =
  'basic-api anonymous application auxiliary-api common-block historical-block network privileged-api security temporary known'.split(
    ' ',
  );

const restrictFileSystems = list((setting, word, part) => {
  if (word.startsWith('@') && !FILE_SYSTEM_GROUPS.includes(word.slice(1))) {
    unknown(setting, 'unknown-file-system', 'a group of file systems', word, part);
  }
});

export const restrictionParsers: ValueParsers = {
  address_families: restrictFamilies,
  restrict_namespaces: restrictNamespaces,
  restrict_filesystems: restrictFileSystems,
};
