/** Reads the emulator's artefacts from wherever they are, and makes sure that they are whole. */
import type { FileSource } from './computer.ts';
import type { EmulatorParts } from './emulator.ts';
import { type Artefact, contentPath, MANIFEST_NAME, Manifest } from './manifest.ts';
import { type Unpack, zstdOf } from './zstd.ts';

export type ArtefactErrorCode =
  /** The manifest is not one, or of another format. */
  | 'bad-manifest'
  /** What was read is not what the manifest lists. */
  | 'damaged';

/** `message` says what to do next. */
export class ArtefactError extends Error {
  override readonly name = 'ArtefactError';
  readonly code: ArtefactErrorCode;
  constructor(code: ArtefactErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Reads a file of the artefacts' folder, by its path in it. */
export type ReadArtefact = (path: string) => Promise<Uint8Array>;

export function parseManifest(bytes: Uint8Array): Manifest {
  try {
    return Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new ArtefactError(
      'bad-manifest',
      'The emulator’s machine is of another version than this page. Reload the page; whoever runs the site builds the machine again.',
      { cause },
    );
  }
}

async function hash(bytes: Uint8Array): Promise<string | undefined> {
  // Browsers offer it on secure pages only.
  const digest = await globalThis.crypto?.subtle?.digest(
    'SHA-256',
    bytes as Uint8Array<ArrayBuffer>,
  );
  return (
    digest &&
    Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  );
}

/** Throws `damaged` unless the bytes are the artefact's. */
export async function checkArtefact(artefact: Artefact, bytes: Uint8Array): Promise<void> {
  const found = bytes.length === artefact.bytes ? await hash(bytes) : 'none';
  if (found === undefined || found === artefact.sha256) return;
  throw new ArtefactError(
    'damaged',
    `${artefact.name} is not as it was built: it was cut short or changed on its way. Try again.`,
  );
}

/** Contents of the root's files from the folder, each checked against its name. */
export function contentsFrom(read: ReadArtefact, unpack: Unpack): FileSource {
  return {
    read: async (blob, size) => {
      const content = unpack(await read(contentPath(blob)), size);
      const found = await hash(content);
      if (found !== undefined && !found.startsWith(blob)) {
        throw new ArtefactError(
          'damaged',
          `A file of the machine (${blob}) is damaged. Try again.`,
        );
      }
      return content;
    },
  };
}

/** All that a machine needs to start. Throws ArtefactError, and whatever `read` throws. */
export async function readArtefacts(read: ReadArtefact): Promise<EmulatorParts> {
  const manifest = parseManifest(await read(MANIFEST_NAME));
  const [wasm, state] = await Promise.all(
    [manifest.wasm, manifest.state].map(async (artefact) => {
      const bytes = await read(artefact.name);
      await checkArtefact(artefact, bytes);
      return bytes;
    }),
  );
  if (wasm === undefined || state === undefined) throw new Error('unreachable');
  const module = await WebAssembly.compile(wasm as Uint8Array<ArrayBuffer>);
  return { manifest, wasm: module, state, files: contentsFrom(read, zstdOf(module)) };
}
