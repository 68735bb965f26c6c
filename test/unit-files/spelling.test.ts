import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { closest } from '../../src/unit-files/spelling.ts';

const KEYS = ['ListenStream', 'ListenDatagram', 'Accept', 'Backlog', 'SocketMode', 'SocketUser'];

const CASES: readonly (readonly [word: string, meant: string | undefined])[] = [
  ['listenstream', 'ListenStream'],
  ['ListenSteam', 'ListenStream'],
  ['ListenStraem', 'ListenStream'],
  ['Acept', 'Accept'],
  ['Acceptt', 'Accept'],
  ['Backl', 'Backlog'],
  ['SocketMood', 'SocketMode'],
  ['Socket', undefined],
  ['Xyz', undefined],
  ['Datagram', undefined],
  ['', undefined],
];

describe('closest', () => {
  test.each(CASES)('%s', (word, meant) => expect(closest(word, KEYS)).toBe(meant));

  it('does not choose between two that are as close', () => {
    expect(closest('bat', ['cat', 'rat'])).toBeUndefined();
  });

  it('finds a word with one slip in it', () => {
    const slip = fc.tuple(fc.constantFrom(...KEYS), fc.nat(), fc.constantFrom('x', ''));
    fc.assert(
      fc.property(slip, ([key, place, put]) => {
        const at = place % key.length;
        const word = key.slice(0, at) + put + key.slice(at + 1);
        expect(closest(word, KEYS)).toBe(key);
      }),
    );
  });

  it('takes any words', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (word, words) => {
        const found = closest(word, words);
        if (found !== undefined) expect(words).toContain(found);
      }),
    );
  });
});
