/**
 * Decompresses a saved state. v86 does so itself, but in the memory its computer has, which grows by
 * more than the state's size and never shrinks again.
 */
import { Decoder } from './zstd.ts';

const ZSTD_MAGIC = 0xfd2fb528;
/** What a state begins with: u32 magic, version, its size in bytes, and that of its description. */
const HEADER_BYTES = 16;
const SIZE_AT = 8;
const CHUNK_BYTES = 1024 * 1024;

/**
 * `wasm` is v86's module, of which an instance is made for this alone. A state that is not compressed
 * is returned as it is. Throws when it is damaged.
 */
export function unpackState(wasm: WebAssembly.Module, state: Uint8Array): Uint8Array {
  if (state.length < HEADER_BYTES || viewOf(state).getUint32(0, true) !== ZSTD_MAGIC) return state;
  const frame = new Decoder(wasm).open(state);
  const header = frame.read(HEADER_BYTES);
  const unpacked = new Uint8Array(viewOf(header).getUint32(SIZE_AT, true));
  unpacked.set(header);
  for (let done = HEADER_BYTES; done < unpacked.length; done += CHUNK_BYTES) {
    unpacked.set(frame.read(Math.min(unpacked.length - done, CHUNK_BYTES)), done);
  }
  return unpacked;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);
