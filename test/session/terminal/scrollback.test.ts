import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Scrollback } from '../../../src/session/terminal/scrollback.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(data);

function shown(limit: number, chunks: readonly string[]): string {
  const scrollback = new Scrollback(limit);
  for (const chunk of chunks) scrollback.append(bytes(chunk));
  return text(scrollback.contents());
}

describe('scrollback', () => {
  test.each([
    { chunks: [], shows: '' },
    { chunks: ['one', ' two'], shows: 'one two' },
    { chunks: ['one\ntwo\n', 'three\n'], shows: 'three\n' },
    { chunks: ['0123456789abcdef'], shows: '6789abcdef' },
    { chunks: ['12345', '67890'], shows: '1234567890' },
    { chunks: ['ü'.repeat(8)], shows: 'ü'.repeat(5) },
    { chunks: ['xü'.repeat(8)], shows: 'xüxüxü'.slice(-6) },
  ])('of ten bytes after $chunks', ({ chunks, shows }) => {
    expect(shown(10, chunks)).toBe(shows);
  });

  test('is the end of what was printed, whole from a line or a character on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'ü', '€', '😀'), maxLength: 40 })),
        (limit, chunks) => {
          const kept = shown(limit, chunks);
          const all = chunks.join('');
          expect(all.endsWith(kept)).toBe(true);
          expect(bytes(kept).length).toBeLessThanOrEqual(limit);
          if (bytes(all).length < limit) expect(kept).toBe(all);
        },
      ),
    );
  });

  test('what one chunk was cut into does not matter', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (data, size) => {
          const [whole, cut] = [new Scrollback(50), new Scrollback(50)];
          whole.append(data);
          for (let at = 0; at < data.length; at += size) cut.append(data.subarray(at, at + size));
          expect(cut.contents()).toEqual(whole.contents());
        },
      ),
    );
  });
});
