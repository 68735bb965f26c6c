import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownName } from '../../src/classroom/shown-name.ts';

describe("a name on somebody else's screen", () => {
  test.each([
    ['Mira Koch', 'Mira Koch'],
    ['<b>Mira</b>', '<b>Mira</b>'],
    ['\u202eKaya\u202c', 'Kaya'],
    ['Mi\u200bra\u00ad', 'Mira'],
    ['Mira\u0007\r\nKoch', 'Mira Koch'],
    ['\u2066\u2067', '(no name)'],
    ['   ', '(no name)'],
    ['é', 'é'],
    ['مريم', 'مريم'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    [`Z${'\u0335\u0336'.repeat(50)}o`, 'Z\u0335\u0336\u0335\u0336o'],
    ['Mira\u{e0041}', 'Mira'],
    ['\ud800Mira', 'Mira'],
  ])('%j is shown as %j', (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  test('is one line without direction marks, whatever was typed, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const shown = shownName(name);
        expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(shown).not.toBe('');
        expect(shownName(shown)).toBe(shown);
      }),
    );
  });
});
