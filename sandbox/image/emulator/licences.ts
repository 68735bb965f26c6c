/** The licences of everything that is shipped with the emulator's machine, in one text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TarEntry } from './tar.ts';

const COPYRIGHT = /^usr\/share\/doc\/([^/]+)\/copyright$/;

export function collectLicences(
  entries: readonly TarEntry[],
  boot: string,
  v86Licence: string,
): string {
  const text = new TextDecoder();
  const packages = entries.flatMap(({ path, type, content }): [string, string][] => {
    const name = COPYRIGHT.exec(path)?.[1];
    return name === undefined || type !== 'file' ? [] : [[name, text.decode(content)]];
  });
  const all = [['v86', v86Licence] as const, kernelLicence(boot), ...packages];
  return all
    .map(
      ([name, licence]) => `${'='.repeat(72)}\n${name}\n${'='.repeat(72)}\n\n${licence.trim()}\n`,
    )
    .join('\n');
}

/** The kernel: its package is not part of the root. */
function kernelLicence(boot: string): readonly [string, string] {
  const folder = join(boot, 'usr/share/doc');
  const name = readdirSync(folder).find((each) => each.startsWith('linux-image-'));
  if (name === undefined) throw new Error('The kernel came without its licence.');
  return [name, readFileSync(join(folder, name, 'copyright'), 'utf8')];
}
