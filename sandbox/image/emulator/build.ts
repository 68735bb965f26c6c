/** Builds the emulator's artefacts: root, boot, snapshot, compression. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../../src/machine/emulator/manifest.ts';
import { lastLines, run } from '../../setup/command.mjs';
import { emulatorRecipe, v86Version } from '../../setup/emulator-image.mjs';
import { SetupError } from '../../setup/failure.mjs';
import { labels, release } from '../../setup/machine-image.mjs';
import { writeArtefacts } from './artefacts.ts';
import { collectLicences } from './licences.ts';
import { hostMirror } from './mirror.ts';
import { buildRoot } from './root.ts';
import { takeSnapshot } from './snapshot.ts';
import { readTar } from './tar.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const V86 = join(HERE, '../../../node_modules/v86');

/**
 * Builds into `folder`, which is replaced as a whole. Two to four minutes. Throws SetupError.
 *
 * @param folder absolute
 */
export async function buildArtefacts(
  folder: string,
  say: (what: string) => void,
): Promise<Manifest> {
  mkdirSync(dirname(folder), { recursive: true });
  // Closed folders and small file systems in memory are both in the way of mmdebstrap.
  const work = mkdtempSync('/var/tmp/lab-emulator.');
  try {
    await installRoot(work, say);
    const entries = [...readTar(readFileSync(join(work, 'root.tar')))];
    const root = buildRoot(entries);
    const wasm = readFileSync(join(V86, 'build/v86.wasm'));
    const init = readFileSync(join(HERE, 'init'));
    const module = await WebAssembly.compile(wasm);
    const snapshot = await takeSnapshot(work, root, init, module, say);
    const facts = labels(readFileSync(join(work, 'os'), 'utf8'));
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    const manifest = await writeArtefacts(
      part,
      {
        recipe: emulatorRecipe(),
        v86: v86Version(),
        systemd: Number(facts['socket-activation-lab.systemd']),
        release: facts['socket-activation-lab.release'] ?? 'Debian',
        wasm,
        licences: collectLicences(
          entries,
          join(work, 'boot'),
          readFileSync(join(V86, 'LICENSE'), 'utf8'),
        ),
        blobs: root.blobs,
        snapshot,
      },
      say,
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
    return manifest;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function installRoot(work: string, say: (what: string) => void): Promise<void> {
  const given = process.env.LAB_DEBIAN_MIRROR;
  say(`installing Debian packages (${release()}, i386)`);
  await run(['chmod', '755', work]);
  const build = (mirror: string | undefined) =>
    run([join(HERE, 'build.sh'), release(), work, ...(mirror === undefined ? [] : [mirror])]);
  let built = await build(given);
  const outOfStep = built.code !== 0 && /unexpected size|Hash Sum mismatch/.test(built.output);
  if (outOfStep && given === undefined) {
    // Its index and its signature do not belong together for a while.
    const mirror = await hostMirror(release());
    if (mirror !== undefined) {
      say('the security archive is out of step: installing without it');
      rmSync(join(work, 'debs'), { recursive: true, force: true });
      built = await build(mirror);
    }
  }
  if (built.code === 0) return;
  const log = '/var/tmp/lab-emulator-build.log';
  writeFileSync(log, built.output);
  throw new SetupError(
    'command-failed',
    `The emulator’s machine could not be built. The end of ${log}:\n${lastLines(built.output)}`,
  );
}
