/** What the emulator uses of v86 beyond its declared interface. Names survive v86's minifier. */
import { V86 } from 'v86';

export interface V86Queue {
  /** Whether the guest waits with a buffer. */
  has_request(): boolean;
  pop_request(): { get_next_blob(into: Uint8Array): number };
}

export interface V86Cpu {
  /** Runs about a millisecond; returns how many ms may pass before it has to run again. */
  main_loop(): number;
  readonly in_hlt: Int8Array;
  readonly instruction_counter: Uint32Array;
  /** Bytes, in its only element. */
  readonly memory_size: Int32Array;
  zero_memory(from: number, bytes: number): void;
  /** The guest's memory, a part of v86's. */
  readonly mem8: Uint8Array;
  readonly wasm_memory: WebAssembly.Memory;
  /** Everything that is saved of a computer, in numbers, typed arrays and arrays of them. */
  get_state(): unknown[];
  set_state(state: unknown[]): void;
  /** What compiled code imports. */
  readonly jit_imports: WebAssembly.ModuleImports;
  /** Forgets all compiled code. */
  jit_clear_cache(): void;
  /** Compiled code is where it can be called. */
  codegen_finalize_finished(slot: number, start: number, flags: number): void;
  readonly wm: { readonly wasm_table: WebAssembly.Table };
  readonly devices: {
    readonly virtio_console?: {
      SendEvent(port: number, event: number, value: number): void;
      readonly virtio: { readonly queues: readonly V86Queue[] };
    };
  };
}

/** The object that schedules the CPU. */
export interface V86Scheduler {
  readonly cpu: V86Cpu;
  readonly running: boolean;
  /** Has the CPU run again after `ms`; `tick` is what {@link yield_callback} has to be given. */
  yield(ms: number, tick: number): void;
  yield_callback(tick: number): void;
  unregister_yield(): void;
}

/** Contents of the files of the root, by blob name. */
export interface V86FileStorage {
  read(blob: string, offset: number, count: number, size: number): Promise<Uint8Array | null>;
  cache(blob: string, content: Uint8Array): Promise<void>;
  uncache(blob: string): void;
}

export interface V86Internals extends V86 {
  readonly v86: V86Scheduler;
  readonly bus: { send(name: string, value?: unknown): void };
  readonly fs9p: {
    storage: V86FileStorage;
    load_from_json(tree: unknown): void;
  };
}

/** The exports of v86's WebAssembly module that are called from here. */
export interface V86Exports {
  readonly memory: WebAssembly.Memory;
  /** Option 0 is "do not compile": 1 or 0. 1: pages in a function. 3: blocks beyond what is hot. */
  set_jit_config(option: number, value: number): void;
}

export { V86 };
