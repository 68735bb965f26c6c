import { describe, expect, test } from 'vitest';
import { cleanName, nameKey } from '../../../sandbox/classroom/names.ts';

describe('a name', () => {
  test.each([
    ['  Mira \t Koch ', 'Mira Koch'],
    ['Jose\u0301', 'José'],
    ["O'Brien-Núñez (B2)", "O'Brien-Núñez (B2)"],
    ['李小龍', '李小龍'],
    ['علی‌رضا', 'علی‌رضا'],
    ['कि', 'कि'],
    ['Мира Koch', 'Мира Koch'],
    ['<b>Mira</b>', '<b>Mira</b>'],
    ['x'.repeat(60), 'x'.repeat(60)],
  ])('%j is kept as %j', (typed, kept) => expect(cleanName(typed)).toBe(kept));

  test.each([
    ['nothing', ''],
    ['spaces only', ' \u3000 '],
    ['no letter', '- . -'],
    ['a control character', 'Mi\u0000ra'],
    ['a terminal escape', 'Mira\u001b[31m'],
    ['a direction override', 'Mira\u202Ekcoh'],
    ['a direction isolate', '\u2067Mira\u2069'],
    ['a zero-width space', 'Mi\u200Bra'],
    ['a letter that draws nothing', '\u3164'],
    ['half a character', 'Mira\uD83D'],
    ['marks heaped on a letter', 'M\u0301\u0302\u0303\u0304\u0305\u0306ira'],
    ['alphabets that look alike in one word', 'Mirа'],
    ['more than sixty characters', 'x'.repeat(61)],
  ])('with %s is refused, in words', (_, typed) => {
    expect(() => cleanName(typed)).toThrow(expect.objectContaining({ code: 'bad-name' }));
  });
});

describe('names that are the same to a person', () => {
  test.each([
    ['Mira', 'mira'],
    ['José', 'Jose'],
    ['Ｍｉｒａ', 'Mira'],
    ['Mira Koch', 'MiraKoch'],
    ['علی‌رضا', 'علیرضا'],
  ])('%j and %j', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  test.each([
    ['Mira', 'Mara'],
    ['कि', 'का'],
    ['Сергей', 'Серген'],
    ['ดี', 'ดู'],
  ])('but not %j and %j', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));
});
