import { MAX_NAME } from '../../src/schemas/classroom/people.ts';
import { ClassroomError } from './error.ts';

/**
 * Control characters, and those that turn text around or draw nothing (Unicode UAX 9, UTS 39), some
 * of which count as letters. Joiners belong to the spelling of Persian and Hindi, selectors to emoji.
 */
const REFUSED =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** More marks on one letter than any spelling has: they paint over the rows around. */
const HEAP_OF_MARKS = /\p{M}{5}/u;
/** Alphabets whose letters are taken for each other's. */
const LOOKALIKE = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u];

/** A name as it is kept: composed, single spaces, nothing invisible. Throws `bad-name`. */
export function cleanName(typed: string): string {
  const name = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (REFUSED.test(name)) {
    throw bad(
      'The name holds invisible characters, such as control or direction marks. Type it again by hand.',
    );
  }
  if (!/[\p{L}\p{N}]/u.test(name)) throw bad('A name needs at least one letter or digit.');
  if ([...name].length > MAX_NAME) {
    throw bad(`A name has at most ${MAX_NAME} characters. Shorten it.`);
  }
  if (HEAP_OF_MARKS.test(name.normalize('NFD'))) {
    throw bad('The name has too many marks on one letter. Leave some out.');
  }
  const mixed = name
    .split(' ')
    .find((word) => LOOKALIKE.filter((script) => script.test(word)).length > 1);
  if (mixed) {
    throw bad(`"${mixed}" mixes alphabets that look alike. Write the word in one of them.`);
  }
  return name;
}

/** Two names with one key look the same to a person: case, width, accents and spaces do not count. */
export function nameKey(name: string): string {
  return (
    name
      .normalize('NFKD')
      // Elsewhere marks are vowels, and names differ by nothing else.
      .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}/gu, '')
      .replace(/\p{Cf}|\ufe0e|\ufe0f|\s/gu, '')
      .toLocaleLowerCase('en')
  );
}

const bad = (message: string): ClassroomError => new ClassroomError('bad-name', message);
