/** Writes the emulator's artefacts into a folder, and says whether a folder has them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { checkArtefact, parseManifest } from '../../../src/machine/emulator/artefacts.ts';
import {
  type Artefact,
  contentPath,
  MANIFEST_NAME,
  type Manifest,
} from '../../../src/machine/emulator/manifest.ts';
import { MEMORY_BYTES, type Snapshot } from './snapshot.ts';

const compress = promisify(zstdCompress);

/** The state is downloaded by everybody; of the files, a learner needs few. */
const STATE_LEVEL = 19;
const FILE_LEVEL = 9;
/** Most of the state is one buffer: let all of it be seen at once. */
const STATE_WINDOW_LOG = 27;

export interface Parts {
  readonly recipe: string;
  readonly v86: string;
  readonly systemd: number;
  readonly release: string;
  readonly wasm: Uint8Array;
  readonly licences: string;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  readonly snapshot: Snapshot;
}

/** Writes everything, the manifest last: a folder with one is complete. */
export async function writeArtefacts(
  folder: string,
  parts: Parts,
  say: (what: string) => void,
): Promise<Manifest> {
  mkdirSync(join(folder, 'files'), { recursive: true });
  say('compressing the state');
  const state = await compress(parts.snapshot.state, {
    params: {
      [constants.ZSTD_c_compressionLevel]: STATE_LEVEL,
      [constants.ZSTD_c_windowLog]: STATE_WINDOW_LOG,
      [constants.ZSTD_c_contentSizeFlag]: 1,
    },
  });
  const keep = (name: string, what: string, bytes: Uint8Array): Artefact => {
    writeFileSync(join(folder, name), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, what, bytes: bytes.length, sha256 };
  };
  say(`compressing ${parts.blobs.size} files`);
  const manifest: Manifest = {
    format: 1,
    recipe: parts.recipe,
    v86: parts.v86,
    memoryBytes: MEMORY_BYTES,
    systemd: parts.systemd,
    release: parts.release,
    // 32-bit x86 multiplexes socket calls, so RestrictAddressFamilies= is not enforced.
    features: ['bpf-cgroup', 'cgroup-limits', 'seccomp', 'sock-diag'],
    wasm: keep('v86.wasm', 'the emulator', parts.wasm),
    state: keep('state.zst', 'the machine, booted and warm', state),
    licences: keep('licences.txt', 'licences of all that is here', Buffer.from(parts.licences)),
    files: { count: parts.blobs.size, bytes: await writeFiles(folder, parts.blobs) },
    conversation: parts.snapshot.conversation,
  };
  writeFileSync(join(folder, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Resolves with how many bytes they take. */
async function writeFiles(folder: string, blobs: ReadonlyMap<string, Uint8Array>): Promise<number> {
  const queue = [...blobs];
  let total = 0;
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [blob, content] = next;
      const bytes = await compress(content, {
        params: { [constants.ZSTD_c_compressionLevel]: FILE_LEVEL },
      });
      writeFileSync(join(folder, contentPath(blob)), bytes);
      total += bytes.length;
    }
  };
  await Promise.all(cpus().map(work));
  return total;
}

/** The manifest of a folder, all of whose artefacts and files are as they were built. */
export async function verifyArtefacts(folder: string): Promise<Manifest> {
  const manifest = parseManifest(readFileSync(join(folder, MANIFEST_NAME)));
  for (const artefact of [manifest.wasm, manifest.state, manifest.licences]) {
    await checkArtefact(artefact, await readFile(join(folder, artefact.name)));
  }
  return manifest;
}

/** Reads from a folder on this host. */
export function readFrom(folder: string): (path: string) => Promise<Uint8Array> {
  return async (path) => new Uint8Array(await readFile(join(folder, path)));
}
