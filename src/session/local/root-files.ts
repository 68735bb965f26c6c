/** The files of the machine's root, from what this browser keeps or from the site, when they are read. */
import { contentsFrom } from '../../machine/emulator/artefacts.ts';
import type { FileSource } from '../../machine/emulator/computer.ts';
import type { ReadPacked } from '../../machine/emulator/pack.ts';
import type { Unpack } from '../../machine/emulator/zstd.ts';

/** Pauses before each new try, ms; the last one again and again. */
const PAUSES_MS = [300, 1_000, 3_000];
/** After so many tries the learner is told: a short cut heals unseen. */
const UNSEEN_TRIES = 2;

export interface RootFilesOptions {
  /** A file of the artefacts' folder on this site, by its path in it. */
  readonly get: (path: string, init: RequestInit) => Promise<Response>;
  /** A file that this browser keeps. */
  readonly packed: ReadPacked;
  readonly unpack: Unpack;
  /** Resolves after so long, or as soon as the network is back. Rejects when aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told why the machine waits for a file, in words, and null once it no longer does. */
  readonly onWaiting: (why: string | null) => void;
  /** The machine is over. */
  readonly signal: AbortSignal;
}

/**
 * A read that fails is tried again until it succeeds: an error would reach whatever program reads,
 * and that may be systemd itself. The program waits, the rest of the machine goes on.
 */
export function rootFiles(options: RootFilesOptions): FileSource {
  const { signal, pause, onWaiting, unpack } = options;
  const waiting = new Map<string, string>();
  const tell = () => onWaiting([...waiting.values()].at(-1) ?? null);
  signal.addEventListener('abort', () => onWaiting(null), { once: true });
  return {
    async read(blob, size) {
      for (let tries = 1; ; tries += 1) {
        signal.throwIfAborted();
        // Named by its content, a file never changes: what the browser has will do, unless it is damaged.
        const init: RequestInit = { signal, cache: tries === 1 ? 'force-cache' : 'reload' };
        try {
          const contents = contentsFrom((path) => readOnce(options, blob, path, init), unpack);
          const content = await contents.read(blob, size);
          if (waiting.delete(blob)) tell();
          return content;
        } catch (error) {
          signal.throwIfAborted();
          if (tries >= UNSEEN_TRIES) {
            waiting.set(blob, error instanceof GoneError ? GONE : UNREACHABLE);
            tell();
          }
        }
        await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0, signal);
      }
    },
  };
}

/** The site answers, but it has no such file. */
class GoneError extends Error {}

async function readOnce(
  { packed, get }: RootFilesOptions,
  blob: string,
  path: string,
  init: RequestInit,
): Promise<Uint8Array> {
  const kept = await packed(blob);
  if (kept) return kept;
  const response = await get(path, init);
  if (response.status === 404) throw new GoneError(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const UNREACHABLE =
  'The machine waits for one of its files, which is not on this device, and the site cannot be reached. It goes on by itself as soon as the network is back. Until then, use another terminal, or reload this page: the machine starts anew with your files. To be independent of the network, keep the machine for use offline: its menu does it.';
const GONE =
  'The machine waits for one of its files, which this site no longer has: the site was updated. Reload the page to get its new machine. Your files are kept.';
