import { openContainerEngine } from '../engines/container.ts';
import { openEmulatorEngine } from '../engines/emulator.ts';
import type { Engine } from '../engines/engine.ts';
import { artefactsFolder } from '../setup/emulator-image.mjs';
import { locateEngine } from '../setup/engine-host.mjs';

/** Machines of the workshop, apart from those of a server on the same host. */
const INSTALLATION = 'lesson-workshop';
/** Label that says which process a machine serves. */
const PROCESS = 'process';

/** The labels of this process's machines. */
export const OURS: Readonly<Record<string, string>> = { [PROCESS]: String(process.pid) };

/** What machines the workshop can use: `--engine NAME`. */
export const ENGINES = ['container', 'emulator'] as const;
export type EngineName = (typeof ENGINES)[number];

/**
 * The container engine of this host, or emulated machines in this process. Machines that a workshop left behind which was killed are removed first.
 * Throws EngineError or EngineHostError.
 */
export async function openEngine(name: EngineName = 'container'): Promise<Engine> {
  if (name === 'emulator') return openEmulatorEngine(artefactsFolder());
  const engine = await openContainerEngine(await locateEngine(), INSTALLATION);
  await removeMachines(engine, (owner) => !isAlive(owner));
  return engine;
}

/** Removes all machines of this process, for an end in the middle of things. */
export async function removeOurMachines(engine: Engine): Promise<void> {
  await removeMachines(engine, (owner) => owner === process.pid);
}

async function removeMachines(engine: Engine, which: (owner: number) => boolean): Promise<void> {
  const found = await engine.list();
  const doomed = found.filter(({ labels }) => which(Number(labels[PROCESS])));
  await Promise.all(doomed.map(({ id }) => engine.remove(id)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
