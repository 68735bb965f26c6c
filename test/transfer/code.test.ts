import { describe, expect, test } from 'vitest';
import { deriveSecrets, groupCode, makeCode, readCode } from '../../src/transfer/code.ts';

describe('a code', () => {
  test('has eight signs that are not mistaken for each other, and is read as it is shown', () => {
    const code = makeCode((bytes) => crypto.getRandomValues(bytes));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(readCode(groupCode(code))).toBe(code);
    expect(makeCode((bytes) => bytes.set([0, 31, 32, 255, 10, 20, 30, 1]))).toBe('0Z0ZAMY1');
  });

  test.each([
    { typed: ' 7k2m-9qxd ', code: '7K2M9QXD' },
    { typed: 'OIL0 abcd', code: '0110ABCD' },
    { typed: '7K2M9QX', code: null },
    { typed: '7K2M9QXU', code: null },
    { typed: '7K2M9QXDD', code: null },
    { typed: '', code: null },
  ])('$typed is $code', ({ typed, code }) => expect(readCode(typed)).toBe(code));

  test('gives the same name on both devices, and none that tells of its neighbour', async () => {
    const [one, again, other] = await Promise.all(
      ['7K2M9QXD', '7K2M9QXD', '7K2M9QXE'].map((code) => deriveSecrets(code, crypto, 1)),
    );
    expect(one?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(again?.id).toBe(one?.id);
    expect(other?.id).not.toBe(one?.id);
    expect(one?.key.extractable).toBe(false);
  });
});
