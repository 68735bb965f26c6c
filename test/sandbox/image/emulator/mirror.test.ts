import { describe, expect, test } from 'vitest';
import { mirrorOf } from '../../../../sandbox/image/emulator/mirror.ts';

describe('the mirror of a release', () => {
  test.each<[string, string[], string | undefined]>([
    [
      'its own packages',
      ['bookworm main http://near.example/debian'],
      'http://near.example/debian',
    ],
    [
      'not its security archive, nor its updates',
      [
        'bookworm-security main http://near.example/debian-security',
        'bookworm-updates main http://near.example/debian',
        'bookworm main https://far.example/debian',
      ],
      'https://far.example/debian',
    ],
    ['not what is not free', ['bookworm contrib http://near.example/debian'], undefined],
    ['not another release', ['trixie main http://near.example/debian'], undefined],
    ['not a folder, which only this host has', ['bookworm main file:/srv/debian'], undefined],
    ['a host without apt lists', [''], undefined],
    ['lines cut short', ['bookworm', 'bookworm main'], undefined],
  ])('%s', (_, lines, mirror) => {
    expect(mirrorOf('bookworm', lines.join('\n'))).toBe(mirror);
  });
});
