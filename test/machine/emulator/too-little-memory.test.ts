/** On a device that gives less memory than a machine takes, whoever starts one is told so. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { afterEach, expect, test, vi } from 'vitest';
import { startComputer } from '../../../src/machine/emulator/v86-computer.ts';
import { MachineError } from '../../../src/machine/machine.ts';

const MIB = 1024 * 1024;
const PAGE_BYTES = 64 * 1024;
/** As much as WebAssembly can have at all. */
const NO_LIMIT_MIB = 4096;

const wasm = await WebAssembly.compile(readFileSync('node_modules/v86/build/v86.wasm'));
const limitTo = (mib: number) =>
  setFlagsFromString(`--wasm-max-mem-pages=${(mib * MIB) / PAGE_BYTES}`);
afterEach(() => {
  limitTo(NO_LIMIT_MIB);
  vi.restoreAllMocks();
});

/** How a start fails, with a state that is none. */
const failure = () =>
  startComputer({
    wasm,
    memoryBytes: 128 * MIB,
    files: { read: () => Promise.reject(new Error('Nothing is read.')) },
    start: new Uint8Array(16),
  }).then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  );
const TOO_LITTLE = { code: 'gone', message: expect.stringContaining('too little free memory') };

test('for the guest’s memory', async () => {
  limitTo(64);
  expect(await failure()).toMatchObject(TOO_LITTLE);
});

test('for unpacking the state beside it', async () => {
  limitTo(192);
  expect(await failure()).toMatchObject(TOO_LITTLE);
});

test('for the emulator itself', async () => {
  vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(
    new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory'),
  );
  expect(await failure()).toMatchObject(TOO_LITTLE);
});

test('and not when there is enough', async () => {
  const error = await failure();
  expect(error).toBeInstanceOf(MachineError);
  expect(error).toMatchObject({ message: expect.stringContaining('belongs to another version') });
});
