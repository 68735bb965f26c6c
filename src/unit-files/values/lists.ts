import type { SystemdVersion } from '../directives/directives.ts';
import {
  ADDRESS_FAMILIES,
  ERROR_NAMES,
  SYSTEM_CALL_GROUPS,
  SYSTEM_CALLS,
} from './names.generated.ts';
import { unbalanced } from './paths.ts';
import { IGNORED_PART, notA, saying } from './say.ts';
import type { Part, Setting, ValueParser } from './value.ts';
import { WordReader, type WordRules } from './words.ts';

/** Names of a generated list that a version knows: `name` or `name@257`. */
export function namesIn(list: string): (version: SystemdVersion) => ReadonlySet<string> {
  const sets = new Map<SystemdVersion, ReadonlySet<string>>();
  return (version) => {
    const known = sets.get(version);
    if (known) return known;
    const names = list.split(' ').flatMap((entry) => {
      const [name = '', since] = entry.split('@');
      return since === undefined || version >= Number(since) ? [name] : [];
    });
    const set = new Set(names);
    sets.set(version, set);
    return set;
  };
}

/** System calls libseccomp knows. */
export const systemCalls = namesIn(SYSTEM_CALLS);
/** Groups of SystemCallFilter= without their @. */
export const systemCallGroups = namesIn(SYSTEM_CALL_GROUPS);
/** AF_… names, in upper case. */
export const addressFamilies = namesIn(ADDRESS_FAMILIES);
/** E… names, in upper case. */
export const errorNames = namesIn(ERROR_NAMES);

/** A list where each word is judged alone. `~` in front inverts it. */
export function list(
  judge: (setting: Setting, word: string, part: Part, inverted: boolean) => void,
  rules: WordRules = { unquote: true },
  invertible = true,
): ValueParser {
  return (setting) => {
    const inverted = invertible && setting.value.startsWith('~');
    const reader = new WordReader(setting.value, inverted ? 1 : 0);
    for (;;) {
      const word = reader.next(rules);
      if (word === 'end') return;
      if (word === 'bad') return unbalanced(setting);
      judge(setting, word.text, word, inverted);
    }
  };
}

/** Complains about a word of a list. */
export function unknown(
  setting: Setting,
  id: string,
  what: string,
  word: string,
  part: Part,
): void {
  setting.warn(saying(notA(id, what, word, part), IGNORED_PART));
}
