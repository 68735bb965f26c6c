/** Machines on an emulated computer, one after another: each reset puts back the saved state. */
import { type Machine, MachineError } from '../machine.ts';
import type { EmulatedComputer, FileSource } from './computer.ts';
import { connectMachine } from './connect.ts';
import type { Manifest } from './manifest.ts';
import { startComputer } from './v86-computer.ts';

export interface EmulatorParts {
  readonly manifest: Manifest;
  readonly wasm: WebAssembly.Module;
  /** The saved state, compressed. Kept for resets. */
  readonly state: Uint8Array;
  readonly files: FileSource;
  /** Name of the machine within its engine. */
  readonly id?: string;
  /** Milliseconds since the epoch, for the machine's clock. */
  readonly now?: () => number;
}

export class Emulator {
  readonly computer: EmulatedComputer;
  readonly #parts: EmulatorParts;
  #machine: Machine | undefined;
  #end: (reason: MachineError) => void = () => {};

  private constructor(parts: EmulatorParts, computer: EmulatedComputer) {
    this.#parts = parts;
    this.computer = computer;
  }

  /** Restores the saved machine and lets it run. Throws MachineError `gone`. */
  static async start(parts: EmulatorParts): Promise<Emulator> {
    const { wasm, state, files, manifest } = parts;
    const { memoryBytes } = manifest;
    const computer = await startComputer({ wasm, memoryBytes, files, start: state });
    const emulator = new Emulator(parts, computer);
    await emulator.#connect();
    return emulator;
  }

  /** The machine that runs now. */
  get machine(): Machine {
    if (this.#machine === undefined) throw new MachineError('gone', 'The machine was ended.');
    return this.#machine;
  }

  /** Ends the machine and puts the saved one in its place, whatever has become of it. */
  async reset(): Promise<Machine> {
    await this.computer.pause();
    this.#end(new MachineError('gone', 'The machine was put back to its start.'));
    await this.computer.restore(this.#parts.state);
    return this.#connect();
  }

  async dispose(): Promise<void> {
    await this.computer.dispose();
    this.#end(new MachineError('gone', 'The machine was ended.'));
    this.#machine = undefined;
  }

  async #connect(): Promise<Machine> {
    const { manifest, id = 'emulator', now = Date.now } = this.#parts;
    const { computer } = this;
    const dispose = () => this.dispose();
    const { machine, end } = await connectMachine({ computer, manifest, id, now, dispose });
    this.#end = end;
    this.#machine = machine;
    return machine;
  }
}
