/** The zstd decoder that is in v86's module, in an instance of its own: ten times as fast as JavaScript's. */

/** The exports that unpack. */
interface ZstdExports {
  readonly memory: WebAssembly.Memory;
  /** Makes room for a compressed file of so many bytes; answers what the others want. */
  zstd_create_ctx(bytes: number): number;
  /** Where to put the compressed file. */
  zstd_get_src_ptr(context: number): number;
  /** Where the next so many bytes lie, unpacked; to be freed. Traps when there are none, or they are damaged. */
  zstd_read(context: number, bytes: number): number;
  zstd_read_free(at: number, bytes: number): void;
  zstd_free_ctx(context: number): void;
}

/** Unpacks a compressed file whose content is of so many bytes. Throws when it is damaged. */
export type Unpack = (packed: Uint8Array, bytes: number) => Uint8Array<ArrayBuffer>;

/** `wasm` is v86's module. */
export function zstdOf(wasm: WebAssembly.Module): Unpack {
  // An instance's memory never shrinks: let the garbage collector have it when nobody unpacks.
  let last: WeakRef<Decoder> | undefined;
  return (packed, bytes) => {
    const decoder = last?.deref() ?? new Decoder(wasm);
    last = new WeakRef(decoder);
    try {
      const frame = decoder.open(packed);
      const content = frame.read(bytes);
      frame.close();
      return content;
    } catch (error) {
      // It trapped somewhere: nothing in its memory is to be relied upon.
      last = undefined;
      throw error;
    }
  };
}

/** One instance of the module. */
export class Decoder {
  readonly #zstd: ZstdExports;

  constructor(wasm: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(wasm, idleImports(wasm));
    this.#zstd = exports as unknown as ZstdExports;
  }

  /** A compressed file, to be read from its beginning on. */
  open(packed: Uint8Array) {
    const zstd = this.#zstd;
    const context = zstd.zstd_create_ctx(packed.length);
    new Uint8Array(zstd.memory.buffer).set(packed, zstd.zstd_get_src_ptr(context) >>> 0);
    return {
      /** The next so many bytes. Throws when there are fewer, or they are damaged. */
      read(bytes: number): Uint8Array<ArrayBuffer> {
        if (bytes === 0) return new Uint8Array();
        const at = zstd.zstd_read(context, bytes) >>> 0;
        const content = new Uint8Array(zstd.memory.buffer.slice(at, at + bytes) as ArrayBuffer);
        zstd.zstd_read_free(at, bytes);
        return content;
      },
      close: () => zstd.zstd_free_ctx(context),
    };
  }
}

/** Size of the table that v86 gives its module for compiled code. */
const TABLE_SIZE = 1924;

/** Nothing runs in the instance that would call them. */
function idleImports(wasm: WebAssembly.Module): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {};
  for (const { module, name, kind } of WebAssembly.Module.imports(wasm)) {
    imports[module] ??= {};
    imports[module][name] =
      kind === 'table'
        ? new WebAssembly.Table({ element: 'anyfunc', initial: TABLE_SIZE })
        : () => {};
  }
  return imports;
}
