import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archivePath, imageReference, labels } from '../../../sandbox/setup/machine-image.mjs';

describe('the image’s name', () => {
  let recipe = '';
  const write = (path: string, text: string) => writeFileSync(join(recipe, path), text);

  beforeEach(() => {
    recipe = mkdtempSync(join(tmpdir(), 'recipe-'));
    mkdirSync(join(recipe, 'files'));
    write('build.sh', 'true');
    write('files/hosts', 'lab');
  });
  afterEach(() => rmSync(recipe, { recursive: true }));

  it('is the same for the same recipe', () => {
    expect(imageReference(recipe, 'bookworm')).toBe(imageReference(recipe, 'bookworm'));
    expect(imageReference(recipe, 'bookworm')).toMatch(
      /^localhost\/socket-activation-lab:[0-9a-f]{16}$/,
    );
  });

  it.each<[string, () => void]>([
    ['a file’s content', () => write('files/hosts', 'lob')],
    ['a new file', () => write('packages.list', '')],
    ['a file’s name', () => write('files/hostz', '')],
    ['a text that moves from one file to the next', () => write('build.sh', 'truelab')],
    ['a file made executable', () => chmodSync(join(recipe, 'build.sh'), 0o755)],
  ])('changes with %s', (_, change) => {
    chmodSync(join(recipe, 'build.sh'), 0o644);
    const before = imageReference(recipe, 'bookworm');
    change();
    expect(imageReference(recipe, 'bookworm')).not.toBe(before);
  });

  it('changes with the release', () => {
    expect(imageReference(recipe, 'trixie')).not.toBe(imageReference(recipe, 'bookworm'));
  });

  it('stays with files that are not in the image', () => {
    const before = imageReference(recipe, 'bookworm');
    write('README.md', 'about');
    write('seccomp.json', '{}');
    write('lab-agent', 'built by hand');
    expect(imageReference(recipe, 'bookworm')).toBe(before);
  });

  it('names its archive', () => {
    expect(archivePath('/d', 'localhost/socket-activation-lab:0011')).toBe('/d/image/0011.tar');
  });
});

describe('the image’s labels', () => {
  it('say what is in it', () => {
    const facts =
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nSYSTEMD=252.39-1~deb12u2\n';
    expect(labels(facts)).toEqual({
      'socket-activation-lab.systemd': '252',
      'socket-activation-lab.release': 'Debian 12',
    });
  });
});
