/**
 * Puts the root's files into one, beside them: what a learner takes along for use offline; and those
 * that the course needs into another, which follows a machine of its own accord.
 */
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
import { coreOf } from './core.ts';

/** The packs of a folder of artefacts, made if they are not there yet. Throws ArtefactError `damaged`. */
export async function ensurePacks(
  folder: string,
  say: (what: string) => void,
): Promise<{ pack: Artefact; core: Artefact }> {
  let manifest = parseManifest(readFileSync(join(folder, MANIFEST_NAME)));
  for (const made of [manifest.pack, manifest.core]) {
    if (made) await checkArtefact(made, await readFile(join(folder, made.name)));
  }
  const keep = (more: Partial<Manifest>) => {
    manifest = { ...manifest, ...more };
    writeManifest(folder, manifest);
  };
  if (!manifest.pack) {
    keep({ pack: writePack(folder, 'files.pack', 'all files of the machine', allOf(folder)) });
  }
  if (!manifest.core) {
    say('using the course’s commands');
    const core = [...(await coreOf(folder))].sort();
    keep({ core: writePack(folder, 'core.pack', 'files that the course’s commands need', core) });
  }
  const { pack, core } = manifest;
  if (!pack || !core) throw new Error('unreachable');
  return { pack, core };
}

function allOf(folder: string): string[] {
  const names = readdirSync(join(folder, dirname(contentPath('')))).sort();
  return names.map((name) => basename(name, '.zst'));
}

function writePack(folder: string, name: string, what: string, blobs: readonly string[]): Artefact {
  const contents = blobs.map((blob) => {
    return { blob, content: readFileSync(join(folder, contentPath(blob))) };
  });
  const index = packIndex(contents.map(({ blob, content }) => ({ blob, bytes: content.length })));
  const bytes = Buffer.concat([index, ...contents.map(({ content }) => content)]);
  writeFileSync(join(folder, name), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, what, bytes: bytes.length, sha256 };
}

/** In one step: a server may be reading it. */
function writeManifest(folder: string, manifest: Manifest): void {
  const part = join(folder, `${MANIFEST_NAME}.part`);
  writeFileSync(part, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(part, join(folder, MANIFEST_NAME));
}
