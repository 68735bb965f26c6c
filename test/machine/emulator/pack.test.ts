import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPack, packIndex } from '../../../src/machine/emulator/pack.ts';

const BLOB = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((name) => name.toString(16).padStart(16, '0'));
const CONTENTS = fc.uniqueArray(fc.tuple(BLOB, fc.uint8Array({ maxLength: 40 })), {
  selector: ([blob]) => blob,
  maxLength: 20,
});

function packed(contents: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const index = packIndex(contents.map(([blob, content]) => ({ blob, bytes: content.length })));
  return new Uint8Array(Buffer.concat([index, ...contents.map(([, content]) => content)]));
}

describe('a pack', () => {
  test('gives back each content, and nothing for what is not in it', async () => {
    await fc.assert(
      fc.asyncProperty(CONTENTS, BLOB, async (contents, other) => {
        const pack = packed(contents);
        const read = await openPack(async (from, to) => pack.slice(from, to));
        for (const [blob, content] of contents) expect(await read(blob)).toEqual(content);
        if (!contents.some(([blob]) => blob === other)) expect(await read(other)).toBeUndefined();
      }),
    );
  });

  test('is read no further than it is asked', async () => {
    const pack = packed([
      ['00000000000000aa', new Uint8Array(1000)],
      ['00000000000000bb', Uint8Array.of(1, 2, 3)],
    ]);
    let bytes = 0;
    const read = await openPack(async (from, to) => {
      bytes += to - from;
      return pack.slice(from, to);
    });
    expect(await read('00000000000000bb')).toEqual(Uint8Array.of(1, 2, 3));
    expect(bytes).toBe(4 + 2 * 16 + 3);
  });
});
