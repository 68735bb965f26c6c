import { describe, expect, it } from 'vitest';
import { packagesDigest } from '../../../sandbox/setup/npm-packages.mjs';

describe('when npm has to install again', () => {
  const manifest = { scripts: { start: 'a' }, dependencies: { astro: '^7' } };
  const before = packagesDigest(JSON.stringify(manifest), 'lock');

  it.each([
    ['another dependency', { ...manifest, dependencies: { astro: '^8' } }, 'lock', true],
    ['a new tool', { ...manifest, devDependencies: { knip: '^6' } }, 'lock', true],
    ['another lock file', manifest, 'lock 2', true],
    ['only a script', { ...manifest, scripts: { start: 'b' } }, 'lock', false],
    ['nothing', manifest, 'lock', false],
  ])('%s', (_, after, lock, again) => {
    expect(packagesDigest(JSON.stringify(after), lock) !== before).toBe(again);
  });
});
