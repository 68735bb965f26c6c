/**
 * Sealed bundles on their way from one device to another. They are kept in memory, for minutes; what
 * they hold and which code opens them this server cannot know.
 */

export const MAX_TRANSFER_BYTES = 8 * 1024 * 1024;
const LIFETIME_MS = 10 * 60 * 1000;
/** A second device, and one more try after a cut. */
const DOWNLOADS = 3;
/** Of all bundles together, bytes. */
const ROOM_BYTES = 128 * 1024 * 1024;

export type TransferErrorCode = 'unknown-transfer' | 'transfer-exists' | 'no-room';

/** `message` says what to do. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly code: TransferErrorCode;
  constructor(code: TransferErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

interface Bundle {
  readonly bytes: Uint8Array;
  readonly expiresAt: number;
  readonly downloads: number;
}

export class Transfers {
  private readonly now: () => number;
  private readonly bundles = new Map<string, Bundle>();

  /** `now` tells the time in ms. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** Takes a bundle and answers for how long, ms. Throws TransferError. */
  put(id: string, bytes: Uint8Array): number {
    this.forgetExpired();
    if (this.bundles.has(id)) {
      throw new TransferError('transfer-exists', 'That code is in use. Make a new one.');
    }
    const used = [...this.bundles.values()].reduce(
      (sum, bundle) => sum + bundle.bytes.byteLength,
      0,
    );
    if (used + bytes.byteLength > ROOM_BYTES) {
      throw new TransferError(
        'no-room',
        'The server holds as much as it may at the moment. Try again in ten minutes, or move your reviews by file.',
      );
    }
    this.bundles.set(id, { bytes, expiresAt: this.now() + LIFETIME_MS, downloads: 0 });
    return LIFETIME_MS;
  }

  /** Hands a bundle out; the last time it may be asked for, it is gone. Throws TransferError. */
  take(id: string): Uint8Array {
    this.forgetExpired();
    const bundle = this.bundles.get(id);
    // Whether it was there, is over or never was is the same answer: guessing learns nothing.
    if (!bundle) {
      throw new TransferError(
        'unknown-transfer',
        'Nothing waits under that code. It may be mistyped, older than ten minutes, or used already. Make a new one on the other device.',
      );
    }
    const downloads = bundle.downloads + 1;
    if (downloads >= DOWNLOADS) this.bundles.delete(id);
    else this.bundles.set(id, { ...bundle, downloads });
    return bundle.bytes;
  }

  private forgetExpired(): void {
    for (const [id, { expiresAt }] of this.bundles) {
      if (expiresAt <= this.now()) this.bundles.delete(id);
    }
  }
}
