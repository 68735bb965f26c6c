/**
 * Decompresses a saved state. v86 does so itself, but in the memory its computer has, which grows by
 * more than the state's size and never shrinks again.
 */
import type { ZstdExports } from './v86.ts';

const ZSTD_MAGIC = 0xfd2fb528;
/** What a state begins with: u32 magic, version, its size in bytes, and that of its description. */
const HEADER_BYTES = 16;
const SIZE_AT = 8;
const CHUNK_BYTES = 1024 * 1024;

/**
 * `wasm` is v86's module: the decoder in it works in an instance of its own, gone afterwards. A state
 * that is not compressed is returned as it is. Throws whatever the decoder does at a damaged one.
 */
export function unpackState(wasm: WebAssembly.Module, state: Uint8Array): Uint8Array {
  if (state.length < HEADER_BYTES || viewOf(state).getUint32(0, true) !== ZSTD_MAGIC) return state;
  const { exports } = new WebAssembly.Instance(wasm, idleImports(wasm));
  const zstd = exports as unknown as ZstdExports;
  const context = zstd.zstd_create_ctx(state.length);
  new Uint8Array(zstd.memory.buffer).set(state, zstd.zstd_get_src_ptr(context) >>> 0);
  const read = (bytes: number, take: (chunk: Uint8Array) => void) => {
    const at = zstd.zstd_read(context, bytes) >>> 0;
    take(new Uint8Array(zstd.memory.buffer, at, bytes));
    zstd.zstd_read_free(at, bytes);
  };
  let unpacked = new Uint8Array();
  read(HEADER_BYTES, (header) => {
    unpacked = new Uint8Array(viewOf(header).getUint32(SIZE_AT, true));
    unpacked.set(header);
  });
  for (let done = HEADER_BYTES; done < unpacked.length; ) {
    const bytes = Math.min(unpacked.length - done, CHUNK_BYTES);
    read(bytes, (chunk) => unpacked.set(chunk, done));
    done += bytes;
  }
  return unpacked;
}

/** Nothing runs in the instance that would call them. */
function idleImports(wasm: WebAssembly.Module): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {};
  for (const { module, name, kind } of WebAssembly.Module.imports(wasm)) {
    imports[module] ??= {};
    imports[module][name] =
      kind === 'table' ? new WebAssembly.Table({ element: 'anyfunc', initial: 1924 }) : () => {};
  }
  return imports;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);
