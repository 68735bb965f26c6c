import { describe, expect, test, vi } from 'vitest';
import { CodeRecorder, restoreCode } from '../../../src/machine/emulator/compiled-code.ts';
import type { V86Cpu, V86Exports } from '../../../src/machine/emulator/v86.ts';

const PAGE = 65_536;
const SLOT = 1024;
/** (module (func (export "f") (param i32))) */
const MODULE = Uint8Array.from(
  Buffer.from('0061736d0100000001050160017f0003020100070501016600000a040102000b', 'hex'),
);

/** A processor whose memory has one page of v86's own, the guest's, and others of v86's. */
function computer({ guestAt = PAGE, pages = 4 } = {}) {
  const memory = new WebAssembly.Memory({ initial: pages });
  const clear = vi.fn();
  const cpu = {
    mem8: new Uint8Array(memory.buffer, guestAt, PAGE),
    wasm_memory: memory,
    get_state: () => ['registers'] as unknown[],
    set_state() {
      this.jit_clear_cache();
    },
    jit_clear_cache: clear,
    jit_imports: {},
    codegen_finalize_finished: vi.fn(),
    wm: { wasm_table: new WebAssembly.Table({ element: 'anyfunc', initial: 2 * SLOT }) },
  };
  const env = { codegen_finalize: vi.fn(), jit_clear_func: vi.fn() };
  const recorder = new CodeRecorder();
  recorder.watch({ env } as unknown as WebAssembly.Imports, () => memory);
  recorder.attach(cpu as unknown as V86Cpu);
  restoreCode(cpu as unknown as V86Cpu, { memory } as unknown as V86Exports);
  /** v86 compiles a page into that slot. */
  const compile = (slot: number) => {
    const at = memory.buffer.byteLength - MODULE.length;
    new Uint8Array(memory.buffer).set(MODULE, at);
    env.codegen_finalize(slot, 0, 0, at, MODULE.length);
  };
  return { cpu, memory, env, recorder, clear, compile };
}

type Computer = ReturnType<typeof computer>;
const all = ({ memory }: Computer) => new Uint8Array(memory.buffer);
const filled = ({ cpu }: Computer) =>
  Array.from({ length: 20 }, (_, slot) => slot).filter(
    (slot) => cpu.wm.wasm_table.get(SLOT + slot) !== null,
  );

/** A processor that is given the state of another one. */
function restored(state: unknown[], how?: Parameters<typeof computer>[0]): Computer {
  const made = computer(how);
  (made.cpu.set_state as (state: unknown[]) => void)(state);
  return made;
}

describe('a saved processor', () => {
  test('brings its compiled code, and what v86 knows of it', () => {
    const first = computer();
    first.compile(3);
    first.compile(7);
    all(first)[10] = 1;
    all(first)[2 * PAGE + 10] = 2;
    all(first)[PAGE + 10] = 3;
    const second = restored(first.cpu.get_state());
    expect(filled(second)).toEqual([3, 7]);
    expect([all(second)[10], all(second)[2 * PAGE + 10]]).toEqual([1, 2]);
    // The guest's memory is v86's to restore.
    expect(all(second)[PAGE + 10]).toBe(0);
    expect(second.clear).not.toHaveBeenCalled();
  });

  test('leaves out what v86 has dropped', () => {
    const first = computer();
    first.compile(3);
    first.compile(7);
    first.env.jit_clear_func(3);
    expect(filled(restored(first.cpu.get_state()))).toEqual([7]);
  });

  test('brings code again, to the same processor', () => {
    const first = computer();
    first.compile(3);
    const state = first.cpu.get_state();
    first.env.jit_clear_func(3);
    (first.cpu.set_state as (state: unknown[]) => void)(state);
    expect(filled(first)).toEqual([3]);
  });

  test('finds room where v86 has less memory', () => {
    const first = computer({ pages: 6 });
    all(first)[5 * PAGE] = 4;
    expect(all(restored(first.cpu.get_state()))[5 * PAGE]).toBe(4);
  });

  test.each<[string, unknown[], Parameters<typeof computer>[0]]>([
    ['without code', ['registers'], {}],
    ['whose guest lies elsewhere', computer().cpu.get_state(), { guestAt: 2 * PAGE }],
  ])('%s begins with none', (_, state, how) => {
    const made = restored(state, how);
    expect(filled(made)).toEqual([]);
    expect(made.clear).toHaveBeenCalledOnce();
  });
});

test('nothing is saved before everything is compiled', async () => {
  const { recorder, compile, cpu } = computer();
  compile(3);
  let settled = false;
  const waiting = recorder.settled().then(() => {
    settled = true;
  });
  await new Promise((wake) => setTimeout(wake, 30));
  expect(settled).toBe(false);
  (cpu.codegen_finalize_finished as (slot: number) => void)(3);
  await waiting;
  expect(settled).toBe(true);
});
