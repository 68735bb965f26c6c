/** Emulated machines inside this process: for the workshop and the tests. Pages bring their own. */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ArtefactError, readArtefacts } from '../../src/machine/emulator/artefacts.ts';
import { Emulator, type EmulatorParts } from '../../src/machine/emulator/emulator.ts';
import { type Machine, MachineError } from '../../src/machine/machine.ts';
import { readFrom } from '../image/emulator/artefacts.ts';
import { artefactsInPlace } from '../setup/emulator-image.mjs';
import {
  type Engine,
  EngineError,
  type EngineInfo,
  type FoundMachine,
  type MachineSpec,
} from './engine.ts';

interface Kept {
  readonly labels: Readonly<Record<string, string>>;
  readonly machine: Machine;
  running: boolean;
}

/** Machines of this process, whichever engine object made them. */
const kept = new Map<string, Kept>();

/** `folder` holds the artefacts. Throws EngineError `image-missing`. */
export async function openEmulatorEngine(folder: string): Promise<Engine> {
  if (!artefactsInPlace(folder)) {
    throw new EngineError(
      'image-missing',
      'The emulator’s machine has not been built yet. Build it: npm run image -- emulator',
    );
  }
  try {
    return new EmulatorEngine(await readArtefacts(readFrom(folder)));
  } catch (cause) {
    if (!(cause instanceof ArtefactError)) throw cause;
    throw new EngineError(
      'image-missing',
      `The emulator’s machine in ${folder} cannot be used. Build it again: npm run image -- emulator --again`,
      { cause },
    );
  }
}

class EmulatorEngine implements Engine {
  readonly info: EngineInfo;
  readonly #parts: EmulatorParts;

  constructor(parts: EmulatorParts) {
    const { manifest } = parts;
    this.#parts = parts;
    this.info = {
      name: 'emulator',
      description: `v86 ${manifest.v86}`,
      systemd: manifest.systemd,
      features: manifest.features,
    };
  }

  async create(spec: MachineSpec, signal?: AbortSignal): Promise<Machine> {
    const id = randomBytes(8).toString('hex');
    const emulator = await Emulator.start({ ...this.#parts, id });
    // A start keeps this process busy: whoever called it off meanwhile has not been heard so far.
    await setTimeout(0);
    if (signal?.aborted) {
      await emulator.dispose();
      throw new MachineError('aborted', 'The start was cancelled.');
    }
    const { machine } = emulator;
    const entry: Kept = { labels: spec.labels, machine, running: true };
    kept.set(id, entry);
    void machine.gone.then(() => {
      entry.running = false;
    });
    return withEnd(machine, () => kept.delete(id));
  }

  async adopt(id: string): Promise<Machine> {
    const found = kept.get(id);
    if (found === undefined) throw new MachineError('gone', 'The machine no longer exists.');
    if (!found.running) throw new MachineError('gone', await found.machine.gone);
    return withEnd(found.machine, () => kept.delete(id));
  }

  async list(): Promise<readonly FoundMachine[]> {
    return [...kept].map(([id, { labels, running }]) => ({ id, labels, running }));
  }

  async remove(id: string): Promise<void> {
    await kept.get(id)?.machine.dispose();
    kept.delete(id);
  }

  /** All of them run on this process's one thread: a second one would halve the first one's speed. */
  async capacity(): Promise<number> {
    return 1;
  }

  async dispose(): Promise<void> {}
}

/** The machine, which is also forgotten when it is ended. */
function withEnd(machine: Machine, forget: () => void): Machine {
  return new Proxy(machine, {
    get(target, property) {
      if (property === 'dispose') {
        return () => {
          forget();
          return target.dispose();
        };
      }
      const value = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
