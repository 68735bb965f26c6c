import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteLength,
  decodeUnitFile,
  encodeUnitFile,
  isValidUtf8,
} from '../../../src/unit-files/parser/text.ts';

describe('bytes as text', () => {
  it('gives back the bytes it was given, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const text = decodeUnitFile(bytes);
        expect([...encodeUnitFile(text)]).toEqual([...bytes]);
        expect(byteLength(text)).toBe(bytes.length);
      }),
    );
  });

  it('reads what a strict decoder reads, and nothing else, as valid', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 16 }), (bytes) => {
        let expected: string | undefined;
        try {
          expected = strict.decode(bytes);
        } catch {
          expected = undefined;
        }
        const text = decodeUnitFile(bytes);
        if (expected === undefined) expect(isValidUtf8(text)).toBe(false);
        else expect(text).toBe(expected);
      }),
    );
  });

  it.each([
    ['plain', true],
    ['é 中 🔌', true],
    ['\ufeff', true],
    ['\udcff', false],
    ['\ud800', false],
    ['\ufffe', false],
    ['\ufdd0', false],
    ['\u{1ffff}', false],
  ])('%j is valid: %s', (text, valid) => {
    expect(isValidUtf8(text)).toBe(valid);
  });
});
