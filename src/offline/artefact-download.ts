/** One download that survives cuts: it goes on where it stopped, in this page or in a later one. */
import type { Artefact } from '../schemas/artefact.ts';
import type { Parts } from './artefact-cache.ts';
import { ArtefactError } from './artefact-error.ts';
import { inMegabytes } from './megabytes.ts';

/** Without a byte for this long a connection counts as cut. */
const STALL_MS = 30_000;
/** Pauses before each new try; bytes that came in between start the row again. */
const PAUSES_MS = [500, 2_000, 5_000];
/** A page that is closed loses no more than this. */
const PART_BYTES = 4 * 1024 * 1024;

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  readonly digest?: ((content: BufferSource) => Promise<ArrayBuffer>) | undefined;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly parts: Parts;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (received: number) => void;
}

/** Throws {@link ArtefactError} `unreachable` or `damaged`, or the signal's reason. */
export async function download(artefact: Artefact, options: DownloadOptions): Promise<ArrayBuffer> {
  const transfer = new Transfer(artefact, options);
  await transfer.resume();
  // What was kept of an older version, or was changed on its way, shows only at the end: once more.
  for (const last of [false, true]) {
    await transfer.complete();
    if (await transfer.isSound()) return transfer.content;
    await transfer.restart();
    if (last) break;
  }
  throw new ArtefactError(
    'damaged',
    `${nameOf(artefact)} arrived damaged twice. Try another network, or tell whoever runs this site.`,
  );
}

class Transfer {
  readonly content: ArrayBuffer;
  private readonly artefact: Artefact;
  private readonly options: DownloadOptions;
  private readonly bytes: Uint8Array<ArrayBuffer>;
  private received = 0;
  /** How much of it is kept as parts. */
  private stored = 0;

  constructor(artefact: Artefact, options: DownloadOptions) {
    this.artefact = artefact;
    this.options = options;
    this.content = new ArrayBuffer(artefact.bytes);
    this.bytes = new Uint8Array(this.content);
  }

  /** Takes what an earlier download left. */
  async resume(): Promise<void> {
    for (const part of await this.options.parts.read()) {
      if (this.received + part.byteLength > this.bytes.byteLength) break;
      this.bytes.set(part, this.received);
      this.received += part.byteLength;
    }
    this.stored = this.received;
    this.options.onBytes(this.received);
  }

  async restart(): Promise<void> {
    await this.options.parts.clear();
    this.received = 0;
    this.stored = 0;
  }

  /** Receives until every byte is there. */
  async complete(): Promise<void> {
    const { signal, wait } = this.options;
    let failures = 0;
    while (this.received < this.bytes.byteLength) {
      const before = this.received;
      try {
        await this.receive();
      } catch (cause) {
        await this.store();
        signal?.throwIfAborted();
        if (cause instanceof ArtefactError) throw cause;
        failures = this.received > before ? 0 : failures;
        const pause = PAUSES_MS[failures++];
        if (pause === undefined) throw this.unreachable(cause);
        await wait(pause, signal);
      }
    }
  }

  /** Whether it is what was announced. Without a hash function only its length tells. */
  async isSound(): Promise<boolean> {
    const { digest } = this.options;
    if (!digest) return true;
    const hash = new Uint8Array(await digest(this.content));
    const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex === this.artefact.sha256;
  }

  /** One request. Rejects when it is cut; `received` tells how far it came. */
  private async receive(): Promise<void> {
    const watch = new AbortController();
    const signals = [watch.signal, ...(this.options.signal ? [this.options.signal] : [])];
    let timer = setTimeout(() => watch.abort(), STALL_MS);
    try {
      const response = await this.options.fetch(this.artefact.url, {
        // It is kept under its hash; a second copy in the HTTP cache would be a waste.
        cache: 'no-store',
        headers: this.received > 0 ? { Range: `bytes=${this.received}-` } : {},
        signal: AbortSignal.any(signals),
      });
      await this.checkStatus(response);
      if (!response.body) throw new TypeError('an answer without a body');
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(timer);
        await this.take(value);
        timer = setTimeout(() => watch.abort(), STALL_MS);
      }
    } finally {
      clearTimeout(timer);
    }
    if (this.received < this.bytes.byteLength) throw new TypeError('the answer ended early');
  }

  private async checkStatus(response: Response): Promise<void> {
    if (response.status === 206 && this.beginsRight(response)) return;
    if (response.status === 200) {
      // A server that knows no ranges begins at the start.
      if (this.received > 0) await this.restart();
      return;
    }
    await response.body?.cancel();
    if (response.status === 206 || response.status === 416) await this.restart();
    if (response.status === 404 || response.status === 410) throw this.gone(response.status);
    throw new TypeError(`the server answered ${response.status}`);
  }

  private beginsRight(response: Response): boolean {
    const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
    return Number(range?.[1]) === this.received;
  }

  private async take(chunk: Uint8Array): Promise<void> {
    const room = this.bytes.byteLength - this.received;
    // A server that sends more than was announced writes nothing beyond the end.
    const taken = chunk.subarray(0, room);
    this.bytes.set(taken, this.received);
    this.received += taken.byteLength;
    this.options.onBytes(this.received);
    if (this.received - this.stored >= PART_BYTES) await this.store();
  }

  private async store(): Promise<void> {
    if (this.received === this.stored) return;
    await this.options.parts.add(this.stored, this.bytes.subarray(this.stored, this.received));
    this.stored = this.received;
  }

  private unreachable(cause: unknown): ArtefactError {
    const { bytes } = this.artefact;
    return new ArtefactError(
      'unreachable',
      this.received === 0
        ? `${nameOf(this.artefact)} could not be downloaded. Check your connection, then try again.`
        : `The download stopped after ${inMegabytes(this.received)} of ${inMegabytes(bytes)}. Check your connection, then try again: it goes on from there.`,
      { cause },
    );
  }

  private gone(status: number): ArtefactError {
    return new ArtefactError(
      'unreachable',
      `The server has no ${nameOf(this.artefact)} (it answered ${status}). Reload the page: it may belong to an older version of the site.`,
    );
  }
}

function nameOf({ url }: Artefact): string {
  return new URL(url, 'https://lab.invalid/').pathname.split('/').at(-1) || url;
}
