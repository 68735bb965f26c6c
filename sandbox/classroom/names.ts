import { MAX_NAME } from '../../src/schemas/classroom/people.ts';
import { ClassroomError } from './error.ts';

/** Control characters, and those that turn text around or draw nothing (Unicode UAX 9, UTS 39). */
const REFUSED = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!\u200c|\u200d)\p{Cf}/u;

/** A name as it is kept: composed, single spaces, nothing invisible. Throws `bad-name`. */
export function cleanName(typed: string): string {
  const name = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (REFUSED.test(name)) {
    throw new ClassroomError(
      'bad-name',
      'The name holds invisible characters, such as control or direction marks. Type it again by hand.',
    );
  }
  if (!/[\p{L}\p{N}]/u.test(name)) {
    throw new ClassroomError('bad-name', 'A name needs at least one letter or digit.');
  }
  if ([...name].length > MAX_NAME) {
    throw new ClassroomError('bad-name', `A name has at most ${MAX_NAME} characters. Shorten it.`);
  }
  return name;
}

/** Two names with one key look the same to a person: case, width, accents and spaces do not count. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\s]/gu, '')
    .toLocaleLowerCase('en');
}
