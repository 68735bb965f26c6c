import { type Machine, MachineError } from '../machine/machine.ts';
import { MAX_FILE_BYTES } from '../schemas/protocol.ts';
import type { FileView } from '../schemas/session.ts';
import { type SaveResult, SessionError } from './session.ts';

/** Hex digits of a version. It is no secret and no seal: it only tells contents apart. */
const VERSION_DIGITS = 16;

/** Strict, and keeps a byte order mark: saving what was shown must change nothing. */
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Short name of a content: the first digits of its SHA-256, in hex. */
async function versionOf(content: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(content));
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, VERSION_DIGITS);
}

/** The exercise's files on the machine, as the editor last saw them. */
export class MachineFiles {
  private readonly machine: Machine;
  private readonly known = new Map<string, FileView>();
  /** Saves and readings of one file never overlap. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(machine: Machine, paths: readonly string[]) {
    this.machine = machine;
    for (const path of paths) this.known.set(path, { path, version: null, content: '' });
  }

  get views(): readonly FileView[] {
    return [...this.known.values()];
  }

  /**
   * Reads a file; its view when it is not what was known before, else undefined. Throws
   * SessionError `too-large` or `not-text` when the editor cannot show it; its old view stays.
   */
  refresh(path: string, signal: AbortSignal): Promise<FileView | undefined> {
    return this.inTurn(path, async () => {
      const before = this.known.get(path);
      const now = await this.read(path, signal);
      if (!before || now.version === before.version) return undefined;
      this.known.set(path, now);
      return now;
    });
  }

  /** Writes a file, unless the machine's is another than the one the edit began with. */
  async save(
    path: string,
    content: string,
    base: string | null,
    force: boolean,
    signal: AbortSignal,
  ): Promise<SaveResult> {
    if (!this.known.has(path)) {
      throw new SessionError(
        'bad-path',
        `${path} is no file of this exercise. Write it in the terminal.`,
      );
    }
    const bytes = new TextEncoder().encode(content);
    if (bytes.length > MAX_FILE_BYTES) {
      throw new SessionError('too-large', `${path} was not saved: ${sizes(bytes.length)}`);
    }
    if (content.includes('\0')) {
      throw new SessionError(
        'not-text',
        `${path} was not saved: it holds a NUL character, which ends a unit file's text. Remove it.`,
      );
    }
    return this.inTurn(path, async () => {
      if (!force) {
        const now = await this.read(path, signal);
        if (now.version !== base) {
          this.known.set(path, now);
          return { saved: false, file: now };
        }
      }
      await this.machine.writeFiles([{ path, content: bytes }], { signal });
      const file = await viewOf(path, bytes);
      this.known.set(path, file);
      return { saved: true, file };
    });
  }

  private async read(path: string, signal: AbortSignal): Promise<FileView> {
    const bytes = await this.machine.readFile(path, { signal });
    if (bytes && bytes.length > MAX_FILE_BYTES) {
      throw new SessionError(
        'too-large',
        `${path} on the machine cannot be shown here: ${sizes(bytes.length)} Edit it in the terminal.`,
      );
    }
    return viewOf(path, bytes);
  }

  private inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(path) ?? Promise.resolve()).then(work, work);
    this.turns.set(path, turn);
    return turn;
  }
}

/** The view of a file. Throws SessionError `not-text` when it would not survive being shown. */
async function viewOf(path: string, bytes: Uint8Array | undefined): Promise<FileView> {
  if (!bytes) return { path, version: null, content: '' };
  const content = decode(bytes);
  if (content === undefined || content.includes('\0')) {
    throw new SessionError(
      'not-text',
      `${path} on the machine is not text and cannot be shown here. Replace it in the terminal.`,
    );
  }
  return { path, version: await versionOf(bytes), content };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}

function sizes(bytes: number): string {
  const kib = (count: number) => `${Math.ceil(count / 1024)} KiB`;
  return `it has ${kib(bytes)}, and the editor takes at most ${kib(MAX_FILE_BYTES)}.`;
}

/** A machine's refusal as the session's: same code, same words. */
export function asSessionError(error: unknown): unknown {
  return error instanceof MachineError
    ? new SessionError(error.code, error.message, { cause: error })
    : error;
}
