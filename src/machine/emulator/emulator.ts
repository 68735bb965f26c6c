/** Machines on an emulated computer, one after another: each reset puts back the saved state. */
import { type AgentMachine, connectAgent } from '../agent/client.ts';
import { Inbox } from '../agent/inbox.ts';
import { type Machine, MachineError, type MachineInfo } from '../machine.ts';
import type { EmulatedComputer, FileSource } from './computer.ts';
import { EndingWatch } from './ending.ts';
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
  #machine: AgentMachine | undefined;
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
    const { computer } = this;
    const { manifest, id = 'emulator', now = Date.now } = this.#parts;
    computer.jit = 'off';
    const inbox = new Inbox<Uint8Array>();
    const end = (reason: MachineError) => inbox.end(reason);
    this.#end = end;
    computer.port.onOutput = (bytes) => inbox.put(bytes);
    const machine = await connectAgent({
      id,
      stream: {
        input: inbox.take(),
        write: (bytes) => computer.port.send(bytes),
        close: () => inbox.end(),
      },
      saved: manifest.conversation,
      info: () => infoOf(manifest),
      dispose: () => this.dispose(),
    });
    this.#machine = machine;
    this.#watch(machine, end);
    computer.run();
    const seconds = (now() / 1000).toFixed(3);
    await machine.exec(['date', '--set', `@${seconds}`]);
    return machine;
  }

  /** Tells the end of the machine, and stops the processor: nothing of use runs any more. */
  #watch(machine: AgentMachine, end: (reason: MachineError) => void): void {
    const { computer } = this;
    const ending = new EndingWatch();
    const over = (words: string) => {
      end(new MachineError('gone', words));
      void computer.pause();
    };
    computer.onCrash = () => over('The emulator has failed and cannot run on.');
    computer.port.onClosed = () => over('The lab’s program in the machine was ended.');
    computer.console.onText = (text) => {
      const words = ending.hear(text);
      if (words === undefined) return;
      // Anybody may write to the console: a machine that answers has not ended.
      machine.ping({ signal: AbortSignal.timeout(PING_MS) }).catch(() => over(words));
    };
  }
}

/** How long a machine may take to say that it has not ended, ms. */
const PING_MS = 1_000;

function infoOf({ systemd, release, features }: Manifest): MachineInfo {
  return { engine: 'emulator', systemd, release, features };
}
