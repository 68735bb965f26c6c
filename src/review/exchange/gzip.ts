/** Gzip by the platform, which also checks that every byte arrived; with a limit on what comes out. */
import { ExchangeError } from './error.ts';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * Unpacks no more than `limit` bytes. Throws {@link ExchangeError}: `damaged` when the checksum or
 * the end is missing, `too-large` as soon as the limit is passed.
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    for await (const chunk of unpacked) {
      size += chunk.byteLength;
      if (size > limit) {
        throw new ExchangeError(
          'too-large',
          `The file unpacks into more than ${Math.round(limit / 1e6)} MB, which no such file does. Nothing was taken in.`,
        );
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError(
      'damaged',
      'The file is cut off or was changed on its way. Copy it again from where it came from.',
      { cause },
    );
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
