import type { Engine } from '../engines/engine.ts';
import { removeOurMachines } from './machines.ts';

/**
 * Does some work with an engine and lets go of it. Ctrl+C in between removes this process's
 * machines before it ends.
 */
export async function whileOurs<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const interrupted = () => {
    void removeOurMachines(engine).finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await work();
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await engine.dispose();
  }
}
