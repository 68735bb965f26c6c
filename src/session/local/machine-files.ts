/** What the machine in the tab is made of: a manifest and the artefacts it lists, on this site. */
import { decompress } from 'fzstd';
import { parseManifest } from '../../machine/emulator/artefacts.ts';
import type { FileSource } from '../../machine/emulator/computer.ts';
import { contentPath, MANIFEST_NAME, type Manifest } from '../../machine/emulator/manifest.ts';
import { ArtefactError } from '../../offline/artefact-error.ts';
import type { Artefacts, LoadOptions } from '../../offline/artefacts.ts';
import type { Artefact } from '../../schemas/artefact.ts';
import type { KeyValueStore } from '../../storage.ts';

/** Where the site has them. */
const FOLDER = '/emulator/';
/** The manifest of the artefacts this browser has, for when there is no network. */
const KEPT_MANIFEST = 'lab:emulator';

export interface MachineParts {
  readonly manifest: Manifest;
  readonly wasm: ArrayBuffer;
  /** A copy that may be given away. */
  readonly state: ArrayBuffer;
  /** Why it has to be downloaded again next time, in words. */
  readonly notKept: string | undefined;
}

export class MachineFiles {
  private readonly artefacts: Artefacts;
  private readonly store: KeyValueStore;
  private readonly get: typeof fetch;
  private found: Promise<Manifest | null> | undefined;

  constructor(
    artefacts: Artefacts,
    store: KeyValueStore,
    get: typeof fetch = (...of) => fetch(...of),
  ) {
    this.artefacts = artefacts;
    this.store = store;
    this.get = get;
  }

  /** The manifest of this site, or the one kept when the site cannot be reached; null: none. */
  manifest(): Promise<Manifest | null> {
    this.found ??= this.find().then((manifest) => {
      // Asked again next time: the network may be back.
      if (manifest === null) this.found = undefined;
      return manifest;
    });
    return this.found;
  }

  /** Bytes still to be downloaded before a machine can start. */
  async missingBytes(manifest: Manifest): Promise<number> {
    const missing = await this.artefacts.missing(artefactsOf(manifest));
    return missing.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Throws {@link ArtefactError}, and the signal's reason. */
  async load(manifest: Manifest, { signal, onProgress }: LoadOptions): Promise<MachineParts> {
    const all = artefactsOf(manifest);
    const totalBytes = all.reduce((sum, { bytes }) => sum + bytes, 0);
    const contents: ArrayBuffer[] = [];
    let notKept: ArtefactError | undefined;
    let before = 0;
    for (const artefact of all) {
      const loaded = await this.artefacts.load(artefact, {
        signal,
        onProgress: ({ doneBytes }) => onProgress?.({ doneBytes: before + doneBytes, totalBytes }),
      });
      before += artefact.bytes;
      contents.push(loaded.content);
      notKept ??= loaded.notKept;
    }
    const [wasm, state] = contents;
    if (!wasm || !state) throw new ArtefactError('damaged', 'The machine is incomplete.');
    if (!notKept) this.store.set(KEPT_MANIFEST, JSON.stringify(manifest));
    return { manifest, wasm, state, notKept: notKept?.message };
  }

  /** Files of the machine's root that it reads for the first time. */
  readonly contents: FileSource = {
    read: async (blob, size) => {
      const response = await this.get(FOLDER + contentPath(blob));
      if (!response.ok) throw new ArtefactError('unreachable', `The file ${blob} is not there.`);
      return decompress(new Uint8Array(await response.arrayBuffer()), new Uint8Array(size));
    },
  };

  private async find(): Promise<Manifest | null> {
    try {
      const response = await this.get(FOLDER + MANIFEST_NAME, { cache: 'no-cache' });
      if (response.status === 404) return null;
      if (response.ok) return parseManifest(new Uint8Array(await response.arrayBuffer()));
    } catch {
      // No network, or a page in place of the file: what is kept may still do.
    }
    const kept = this.store.get(KEPT_MANIFEST);
    if (kept === null) return null;
    try {
      return parseManifest(new TextEncoder().encode(kept));
    } catch {
      return null;
    }
  }
}

/** In the order of {@link MachineFiles.load}. */
function artefactsOf({ wasm, state }: Manifest): readonly Artefact[] {
  return [wasm, state].map(({ name, sha256, bytes }) => ({ url: FOLDER + name, sha256, bytes }));
}
