/**
 * What v86 has compiled of the guest's code, saved and restored with the computer: a fresh machine is
 * quick from its first command on. v86 itself forgets it, and takes half a minute to be as quick again.
 *
 * v86's WebAssembly memory holds the guest's, and around it the tables that say which page of the
 * guest is compiled into which function. They are kept as they are, with the functions' modules. That
 * fits because the guest's memory is the very same: v86 drops what is written over.
 */
import type { V86Cpu, V86Exports } from './v86.ts';

/** Where v86's table has its first function of the guest's code. */
const FIRST_SLOT = 1024;
/** Beyond all fields of v86's own. */
const FIELD = 200;

/** Kept in a saved state, whose format knows numbers and typed arrays. */
type SavedCode = [
  /** Where v86's memory has the guest's: the rest fits nowhere else. */
  guestAt: number,
  guestBytes: number,
  before: Uint8Array,
  after: Uint8Array,
  /** Slot and size of each module. */
  slots: Uint32Array,
  sizes: Uint32Array,
  modules: Uint8Array<ArrayBuffer>,
];

/** The imports of v86's module that concern compiled code. */
interface Imports {
  codegen_finalize(slot: number, start: number, flags: number, at: number, bytes: number): void;
  jit_clear_func(slot: number): void;
}

/** Modules as v86 makes them, for a computer that is going to be saved with them. */
export class CodeRecorder {
  readonly #modules = new Map<number, Uint8Array>();
  readonly #unfinished = new Set<number>();

  get size(): number {
    return this.#modules.size;
  }

  /** To be called with the imports of v86's module before it is instantiated. */
  watch(imports: WebAssembly.Imports, memory: () => WebAssembly.Memory): void {
    const env = imports.env as unknown as Imports;
    const { codegen_finalize: made, jit_clear_func: dropped } = env;
    env.codegen_finalize = (slot, start, flags, at, bytes) => {
      this.#modules.set(slot, new Uint8Array(memory().buffer, at >>> 0, bytes).slice());
      this.#unfinished.add(slot);
      made(slot, start, flags, at, bytes);
    };
    env.jit_clear_func = (slot) => {
      this.#modules.delete(slot);
      dropped(slot);
    };
  }

  /** Adds the code to whatever is saved of this processor. */
  attach(cpu: V86Cpu): void {
    const { codegen_finalize_finished: finished, get_state: getState } = cpu;
    cpu.codegen_finalize_finished = (slot, start, flags) => {
      this.#unfinished.delete(slot);
      finished(slot, start, flags);
    };
    cpu.get_state = () => {
      const state = getState.call(cpu);
      state[FIELD] = this.#save(cpu);
      return state;
    };
  }

  /** Resolves when nothing is being compiled any more. The computer has to stand still. */
  async settled(): Promise<void> {
    while (this.#unfinished.size > 0) await new Promise((wake) => setTimeout(wake, 10));
  }

  #save({ mem8, wasm_memory }: V86Cpu): SavedCode {
    const all = new Uint8Array(wasm_memory.buffer);
    const end = mem8.byteOffset + mem8.length;
    const modules = [...this.#modules];
    return [
      mem8.byteOffset,
      mem8.length,
      all.slice(0, mem8.byteOffset),
      all.slice(end),
      Uint32Array.from(modules, ([slot]) => slot),
      Uint32Array.from(modules, ([, { length }]) => length),
      concat(modules.map(([, bytes]) => bytes)),
    ];
  }
}

/** Has the processor take the code out of the states it is given; without, it begins anew. */
export function restoreCode(cpu: V86Cpu, { memory }: V86Exports): void {
  const { set_state: setState, jit_clear_cache: clear } = cpu;
  cpu.set_state = (state) => {
    const saved = state[FIELD] as SavedCode | undefined;
    const fits = saved !== undefined && putBack(cpu, memory, saved);
    cpu.jit_clear_cache = fits ? () => {} : clear;
    setState.call(cpu, state);
    cpu.jit_clear_cache = clear;
  };
}

function putBack(cpu: V86Cpu, memory: WebAssembly.Memory, saved: SavedCode): boolean {
  const [guestAt, guestBytes, before, after, slots, sizes, modules] = saved;
  const { mem8, jit_imports: imports, wm } = cpu;
  if (mem8.byteOffset !== guestAt || mem8.length !== guestBytes) return false;
  const end = guestAt + guestBytes;
  const missing = end + after.length - memory.buffer.byteLength;
  if (missing > 0) memory.grow(missing / 65_536);
  const all = new Uint8Array(memory.buffer);
  all.set(before);
  all.set(after, end);
  let at = 0;
  slots.forEach((slot, index) => {
    const size = sizes[index] ?? 0;
    const module = new WebAssembly.Module(modules.subarray(at, at + size));
    at += size;
    const { exports } = new WebAssembly.Instance(module, { e: imports });
    wm.wasm_table.set(FIRST_SLOT + slot, exports.f);
  });
  return true;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
