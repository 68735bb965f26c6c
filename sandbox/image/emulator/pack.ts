/** Puts the root's files into one, beside them: what a learner takes along for use offline. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkArtefact, parseManifest } from '../../../src/machine/emulator/artefacts.ts';
import {
  type Artefact,
  contentPath,
  MANIFEST_NAME,
  type Manifest,
} from '../../../src/machine/emulator/manifest.ts';
import { packIndex } from '../../../src/machine/emulator/pack.ts';

const NAME = 'files.pack';

/** The pack of a folder of artefacts, made if it is not there yet. Throws ArtefactError `damaged`. */
export async function ensurePack(folder: string): Promise<Artefact> {
  const manifest = parseManifest(readFileSync(join(folder, MANIFEST_NAME)));
  if (manifest.pack !== undefined) {
    await checkArtefact(manifest.pack, await readFile(join(folder, manifest.pack.name)));
    return manifest.pack;
  }
  const pack = writePack(folder);
  writeManifest(folder, { ...manifest, pack });
  return pack;
}

function writePack(folder: string): Artefact {
  const paths = readdirSync(join(folder, dirname(contentPath('')))).sort();
  const contents = paths.map((name) => {
    const blob = basename(name, '.zst');
    return { blob, content: readFileSync(join(folder, contentPath(blob))) };
  });
  const index = packIndex(contents.map(({ blob, content }) => ({ blob, bytes: content.length })));
  const bytes = Buffer.concat([index, ...contents.map(({ content }) => content)]);
  writeFileSync(join(folder, NAME), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: NAME, what: 'all files of the machine', bytes: bytes.length, sha256 };
}

/** In one step: a server may be reading it. */
function writeManifest(folder: string, manifest: Manifest): void {
  const part = join(folder, `${MANIFEST_NAME}.part`);
  writeFileSync(part, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(part, join(folder, MANIFEST_NAME));
}
