/** The decoder in v86's module, which states and the root's files go through. */
import { readFileSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { unpackState } from '../../../src/machine/emulator/unpack-state.ts';
import { zstdOf } from '../../../src/machine/emulator/zstd.ts';

let wasm: WebAssembly.Module;
beforeAll(async () => {
  wasm = await WebAssembly.compile(readFileSync('node_modules/v86/build/v86.wasm'));
});

const noise = (length: number) => Uint8Array.from({ length }, (_, at) => (at * at) >> (at % 7));
/** Quicker than to compare element by element. */
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;
const pack = (content: Uint8Array) => new Uint8Array(zstdCompressSync(content));

describe('files', () => {
  test.each([0, 1, 4_095, 600_000])('of %i bytes come unpacked', (length) => {
    const unpack = zstdOf(wasm);
    for (let time = 0; time < 2; time += 1) {
      expect(same(unpack(pack(noise(length)), length), noise(length))).toBe(true);
    }
  });

  test('that are damaged are refused, and the next one comes', () => {
    const unpack = zstdOf(wasm);
    const whole = pack(noise(100_000));
    for (const damaged of [whole.toReversed(), whole.subarray(0, whole.length >> 1)]) {
      expect(() => unpack(damaged, 100_000)).toThrow();
    }
    expect(same(unpack(whole, 100_000), noise(100_000))).toBe(true);
  });
});

describe('a state', () => {
  const state = noise(1_200_000);
  new DataView(state.buffer).setUint32(8, state.length, true);

  test('comes unpacked, in the size that it says', () => {
    expect(same(unpackState(wasm, pack(state)), state)).toBe(true);
  });

  test('that is not packed stays as it is', () => {
    expect(unpackState(wasm, state)).toBe(state);
  });

  test('that was cut is refused', () => {
    expect(() => unpackState(wasm, pack(state).subarray(0, 1_000))).toThrow();
  });
});
