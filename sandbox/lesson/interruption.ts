import type { Engine } from '../engines/engine.ts';
import { removeOurMachines } from './machines.ts';

/** As a shell sees a command that Ctrl+C ended. */
const INTERRUPTED = 130;

/**
 * Does some work with an engine, which resolves with an exit status, and lets go of the engine.
 * Ctrl+C in between aborts the signal, and no machine of this process stays.
 */
export async function whileOurs(
  engine: Engine,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => {
    stop.abort();
    // Without its machine, what is under way ends soon.
    void removeOurMachines(engine).catch(() => {});
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return INTERRUPTED;
  } finally {
    if (stop.signal.aborted) await removeOurMachines(engine);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await engine.dispose();
  }
}
