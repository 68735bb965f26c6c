/** What the machine in the tab is made of: a manifest and the artefacts it lists, on this site. */
import { parseManifest } from '../../machine/emulator/artefacts.ts';
import {
  type Artefact as Listed,
  MANIFEST_NAME,
  type Manifest,
} from '../../machine/emulator/manifest.ts';
import { openPack, type ReadPacked } from '../../machine/emulator/pack.ts';
import type { Unpack } from '../../machine/emulator/zstd.ts';
import { ArtefactError } from '../../offline/artefact-error.ts';
import type { Artefacts, LoadOptions } from '../../offline/artefacts.ts';
import type { Artefact } from '../../schemas/artefact.ts';
import type { KeyValueStore } from '../../storage.ts';
import { rootFiles } from './root-files.ts';

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
  private readonly isMetered: () => boolean;
  private found: Promise<Manifest | null> | undefined;

  constructor(
    artefacts: Artefacts,
    store: KeyValueStore,
    get: typeof fetch = (...of) => fetch(...of),
    isMetered: () => boolean = savesData,
  ) {
    this.artefacts = artefacts;
    this.store = store;
    this.get = get;
    this.isMetered = isMetered;
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
      // The later, the larger.
      notKept = loaded.notKept ?? notKept;
    }
    const [wasm, state] = contents;
    if (!wasm || !state) throw new ArtefactError('damaged', 'The machine is incomplete.');
    if (!notKept) {
      this.store.set(KEPT_MANIFEST, JSON.stringify(manifest));
      const core = manifest.core ? [artefactOf(manifest.core)] : [];
      await this.artefacts.discardAllBut([...allOf(manifest), ...core]);
    }
    return { manifest, wasm, state, notKept: notKept?.message };
  }

  /** Bytes still to be downloaded before a machine needs no network; undefined: the site has no pack. */
  async missingForOffline(manifest: Manifest): Promise<number | undefined> {
    if (manifest.pack === undefined) return undefined;
    const missing = await this.artefacts.missing(allOf(manifest));
    return missing.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Keeps all that a machine needs. Throws {@link ArtefactError}, and the signal's reason. */
  async keep(manifest: Manifest, options: LoadOptions): Promise<void> {
    await this.artefacts.keep(await this.artefacts.missing(allOf(manifest)), options);
    this.store.set(KEPT_MANIFEST, JSON.stringify(manifest));
  }

  /**
   * Bytes that a running machine fetches of its own accord (see {@link keepCore}); 0 where it fetches
   * each file as it reads it.
   */
  async followingBytes({ core, pack }: Manifest): Promise<number> {
    if (!core || this.isMetered()) return 0;
    const [missing] = await this.artefacts.missing([artefactOf(core)]);
    if (!missing || (pack && (await this.artefacts.kept(artefactOf(pack))))) return 0;
    return missing.bytes;
  }

  /**
   * Keeps what the course's commands need, so that a machine works on when the network goes away.
   * Not where somebody pays for each byte. Never rejects: without it, files come one by one.
   */
  async keepCore(manifest: Manifest, signal: AbortSignal): Promise<void> {
    try {
      if (manifest.core && (await this.followingBytes(manifest)) > 0) {
        await this.artefacts.keep([artefactOf(manifest.core)], { signal });
      }
    } catch {
      // Cut, called off, or no room for it.
    }
  }

  /** Files of a machine's root, for as long as the signal lets it live. */
  root(
    { pack, core }: Manifest,
    unpack: Unpack,
    signal: AbortSignal,
    onWaiting: (why: string | null) => void,
  ) {
    const packs = [core, pack].map((listed) => this.packed(listed));
    return rootFiles({
      get: (path, init) => this.get(FOLDER + path, init),
      async packed(blob) {
        for (const read of packs) {
          const found = await read(blob);
          if (found) return found;
        }
        return undefined;
      },
      unpack,
      pause: pauseOrOnline,
      onWaiting,
      signal,
    });
  }

  /** Looked for with each file until it is there: it may be kept while the machine runs. */
  private packed(listed: Listed | undefined): ReadPacked {
    let opened: Promise<ReadPacked | undefined> | undefined;
    return async (blob) => {
      opened ??= this.openPack(listed);
      const read = await opened;
      if (!read) opened = undefined;
      return read?.(blob);
    };
  }

  private async openPack(pack: Listed | undefined): Promise<ReadPacked | undefined> {
    const kept = pack && (await this.artefacts.kept(artefactOf(pack)));
    return (
      kept && openPack(async (from, to) => new Uint8Array(await kept.slice(from, to).arrayBuffer()))
    );
  }

  private async find(): Promise<Manifest | null> {
    try {
      const response = await this.get(FOLDER + MANIFEST_NAME, { cache: 'no-cache' });
      if (response.status === 404) return null;
      if (response.ok) {
        const text = await response.text();
        // A site without a machine says so with this.
        return text.trim() === 'null' ? null : parseManifest(new TextEncoder().encode(text));
      }
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

const artefactOf = ({ name, sha256, bytes }: Listed): Artefact => ({
  url: FOLDER + name,
  sha256,
  bytes,
});

/** What a machine starts from, in the order of {@link MachineFiles.load}. */
const artefactsOf = ({ wasm, state }: Manifest) => [wasm, state].map(artefactOf);

/** And what it may read later. */
const allOf = (manifest: Manifest) => [
  ...artefactsOf(manifest),
  ...(manifest.pack ? [artefactOf(manifest.pack)] : []),
];

/** Whether the person has asked pages to be sparing (Network Information API; not in all browsers). */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** Resolves after so long, or when the browser is online again. */
function pauseOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const over = new AbortController();
  const timer = setTimeout(resolve, ms);
  window.addEventListener('online', () => resolve(), { signal: over.signal });
  signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
  return promise.finally(() => {
    clearTimeout(timer);
    over.abort();
  });
}
