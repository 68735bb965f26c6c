/** Artefacts are checked as they are read: nothing that was cut or changed is started. */
import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  ArtefactError,
  checkArtefact,
  contentsFrom,
  parseManifest,
} from '../../../src/machine/emulator/artefacts.ts';

const bytes = new TextEncoder().encode('a machine');
const artefact = {
  name: 'state.zst',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  what: '',
};
const codeOf = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error instanceof ArtefactError ? error.code : error;
  }
};

test('a whole artefact passes', async () => {
  await checkArtefact(artefact, bytes);
});

test.each([
  ['cut short', bytes.subarray(0, 4)],
  ['changed', bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte))],
  ['empty', new Uint8Array(0)],
])('%s: damaged', async (_, read) => {
  await expect(checkArtefact(artefact, read)).rejects.toMatchObject({ code: 'damaged' });
});

test.each([
  '',
  'not JSON',
  '{}',
  '{"format":2}',
  '{"format":1,"wasm":{"name":"../../etc/passwd"}}',
])('%j is no manifest', (text) => {
  expect(codeOf(() => parseManifest(new TextEncoder().encode(text)))).toBe('bad-manifest');
});

describe('contents of the root', () => {
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const serve = (content: Uint8Array) =>
    contentsFrom(
      async (path) => {
        expect(path).toBe(`files/${name}.zst`);
        return new Uint8Array(zstdCompressSync(content));
      },
      (packed) => new Uint8Array(zstdDecompressSync(packed)),
    );

  test('come unpacked', async () => {
    expect(await serve(bytes).read(name, bytes.length)).toEqual(bytes);
  });

  test('are refused when they are not what their name says', async () => {
    const other = new TextEncoder().encode('b machine');
    await expect(serve(other).read(name, bytes.length)).rejects.toMatchObject({ code: 'damaged' });
  });
});
