import { openContainerEngine } from '../engines/container.ts';
import type { Engine } from '../engines/engine.ts';
import { locateEngine } from '../setup/engine-host.mjs';

/** The engine of this host, for machines that nobody but this process knows of. */
export async function openEngine(): Promise<Engine> {
  return openContainerEngine(await locateEngine(), `lesson-${process.pid}`);
}
