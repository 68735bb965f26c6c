import { MachineError } from '../machine.ts';
import { CodeRecorder, restoreCode } from './compiled-code.ts';
import type { BytePort, EmulatedComputer, FileSource, JitMode } from './computer.ts';
import { ConsolePort } from './console-port.ts';
import { Contents } from './contents.ts';
import { HARDWARE } from './hardware.ts';
import { MainLoop } from './main-loop.ts';
import { unpackState } from './unpack-state.ts';
import { V86, type V86Exports, type V86Internals } from './v86.ts';

/** What a computer starts from when there is no saved state: only to make one. */
export interface BootMedia {
  readonly bios: Uint8Array;
  readonly vgaBios: Uint8Array;
  readonly kernel: Uint8Array;
  readonly initrd: Uint8Array;
  readonly commandLine: string;
  /** The root's files and directories, in v86's own format. */
  readonly tree: unknown;
}

export interface ComputerParts {
  /** v86's WebAssembly module. */
  readonly wasm: WebAssembly.Module;
  readonly memoryBytes: number;
  readonly files: FileSource;
  /** A saved state, or what to boot from. */
  readonly start: Uint8Array | BootMedia;
}

/** Options of v86's compiler. */
const JIT_DISABLED = 0;
const MAX_PAGES = 1;
const MAX_EXTRA_BASIC_BLOCKS = 3;
const WASM_PAGE_BYTES = 64 * 1024;
/** Where a PC has its firmware; memory beyond is untouched, and zero, until a machine runs. */
const FIRMWARE_END = 1024 * 1024;

function bufferOf(bytes: Uint8Array): { buffer: ArrayBuffer } {
  const { buffer, byteOffset, byteLength } = bytes;
  const whole = byteOffset === 0 && byteLength === buffer.byteLength;
  return { buffer: (whole ? buffer : bytes.slice().buffer) as ArrayBuffer };
}

/** Whether the device could give as much memory as a computer takes while it starts. */
function hasRoomFor(memoryBytes: number): boolean {
  try {
    return new WebAssembly.Memory({ initial: (2 * memoryBytes) / WASM_PAGE_BYTES }) !== undefined;
  } catch {
    return false;
  }
}

const tooLittleMemory = (cause?: unknown) =>
  new MachineError(
    'gone',
    'This device has too little free memory for the machine, which takes about 400 MB. Close other tabs, then try again.',
    { cause },
  );

/** Text of the first serial line, handed on when the line has been still for a moment. */
class Console {
  onText: (text: string) => void = () => {};
  readonly #decoder = new TextDecoder();
  #bytes: number[] = [];

  constructor(emulator: V86Internals) {
    emulator.add_listener('serial0-output-byte', (byte) => {
      if (this.#bytes.push(byte) === 1) setTimeout(() => this.#flush(), 0);
    });
  }

  #flush(): void {
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.onText(this.#decoder.decode(bytes, { stream: true }));
  }
}

class V86Computer implements EmulatedComputer {
  readonly console: Console;
  readonly #emulator: V86Internals;
  readonly #wasm: WebAssembly.Module;
  readonly #exports: V86Exports;
  readonly #contents: Contents;
  readonly #port: ConsolePort;
  readonly #loop: MainLoop;
  readonly #recorder: CodeRecorder | undefined;
  readonly port: BytePort;
  onCrash: (error: unknown) => void = () => {};
  #jit: JitMode = 'on';
  #hasRun = false;
  #disposed: Promise<void> | undefined;

  constructor(
    emulator: V86Internals,
    wasm: WebAssembly.Module,
    exports: V86Exports,
    contents: Contents,
    recorder: CodeRecorder | undefined,
  ) {
    this.#emulator = emulator;
    this.#wasm = wasm;
    this.#exports = exports;
    this.#contents = contents;
    this.#recorder = recorder;
    recorder?.attach(emulator.v86.cpu);
    restoreCode(emulator.v86.cpu, exports);
    if (recorder !== undefined) {
      // A function for each page and no more: a third of the code, compiled by the browser in a
      // third of the time, and as fast.
      exports.set_jit_config(MAX_PAGES, 1);
      exports.set_jit_config(MAX_EXTRA_BASIC_BLOCKS, 0);
    }
    this.console = new Console(emulator);
    this.#port = new ConsolePort(emulator);
    this.port = this.#port;
    this.#loop = new MainLoop(
      emulator.v86,
      () => this.#port.pump(),
      (error) => this.onCrash(error),
    );
    this.#port.onWaiting = () => this.#loop.stir();
    const { cpu } = emulator.v86;
    const zero = cpu.zero_memory;
    // Each page that is written to, even with zeros, is one that the device has to have.
    cpu.zero_memory = (from, bytes) =>
      zero(from, this.#hasRun ? bytes : Math.min(bytes, FIRMWARE_END - from));
  }

  get running(): boolean {
    return this.#emulator.v86.running;
  }

  run(): void {
    if (this.#disposed !== undefined) return;
    this.#hasRun = true;
    void this.#emulator.run();
  }

  async pause(): Promise<void> {
    if (this.running) await this.#emulator.stop();
  }

  async save(): Promise<Uint8Array> {
    await this.#recorder?.settled();
    return new Uint8Array(await this.#emulator.save_state());
  }

  async restore(state: Uint8Array): Promise<void> {
    await this.pause();
    this.#port.drop(new Error('The machine was put back to its start.'));
    try {
      await this.#emulator.restore_state(bufferOf(unpackState(this.#wasm, state)).buffer);
    } catch (cause) {
      // Out of memory, the decoder and v86 fail as they do with a damaged state.
      if (!hasRoomFor(this.#emulator.v86.cpu.memory_size[0] ?? 0)) throw tooLittleMemory(cause);
      throw new MachineError(
        'gone',
        'The saved machine cannot be used: it belongs to another version of the emulator, or is damaged. Reload the page; whoever runs the site builds the machine again.',
        { cause },
      );
    }
    // The state may have brought a setting of its own.
    this.jit = this.#jit;
  }

  get instructions(): number {
    return this.#emulator.get_instruction_counter() >>> 0;
  }

  get done(): { instructions: number; ms: number } {
    return { instructions: this.instructions, ms: this.#loop.workedMs };
  }

  get compiled(): number {
    return this.#recorder?.size ?? 0;
  }

  get jit(): JitMode {
    return this.#jit;
  }

  set jit(mode: JitMode) {
    this.#jit = mode;
    if (mode === 'off') this.#emulator.v86.cpu.jit_clear_cache();
    this.#exports.set_jit_config(JIT_DISABLED, mode === 'on' ? 0 : 1);
  }

  dispose(): Promise<void> {
    this.#disposed ??= (async () => {
      await this.pause();
      this.#port.drop(new Error('The machine was ended.'));
      await this.#emulator.destroy();
      this.#contents.clear();
    })();
    return this.#disposed;
  }
}

/**
 * Builds a computer; it stands still until {@link EmulatedComputer.run}. Throws MachineError `gone`
 * when the state is none, or another version's, and when the device has too little memory.
 */
export async function startComputer(parts: ComputerParts): Promise<EmulatedComputer> {
  const { wasm, memoryBytes, files, start } = parts;
  let exports: V86Exports | undefined;
  const loaded = Promise.withResolvers<void>();
  const boot = start instanceof Uint8Array ? undefined : start;
  const recorder = boot && new CodeRecorder();
  const emulator = new V86({
    wasm_fn: async (imports) => {
      recorder?.watch(imports, () => (exports as V86Exports).memory);
      const instance = await WebAssembly.instantiate(wasm, imports).catch((error: unknown) => {
        // v86 has no ear for it, and waits on. Memory that is refused is a RangeError.
        loaded.reject(error instanceof RangeError ? tooLittleMemory(error) : error);
        return new Promise<never>(() => {});
      });
      exports = instance.exports as unknown as V86Exports;
      return instance.exports;
    },
    memory_size: memoryBytes,
    ...HARDWARE,
    ...(boot === undefined
      ? {}
      : {
          bios: bufferOf(boot.bios),
          vga_bios: bufferOf(boot.vgaBios),
          bzimage: bufferOf(boot.kernel),
          initrd: bufferOf(boot.initrd),
          cmdline: boot.commandLine,
        }),
  }) as V86Internals;
  emulator.add_listener('emulator-loaded', loaded.resolve);
  await loaded.promise;
  if (boot !== undefined) emulator.fs9p.load_from_json(boot.tree);
  const contents = new Contents(files);
  emulator.fs9p.storage = {
    read: (blob, offset, count, size) => contents.read(blob, offset, count, size),
    cache: async () => {},
    uncache: () => {},
  };
  if (exports === undefined) throw new Error('v86 came up without its WebAssembly module.');
  // It goes on without the memory that it was refused.
  if (exports.memory.buffer.byteLength < memoryBytes) throw tooLittleMemory();
  const computer = new V86Computer(emulator, wasm, exports, contents, recorder);
  if (start instanceof Uint8Array) await computer.restore(start);
  return computer;
}
