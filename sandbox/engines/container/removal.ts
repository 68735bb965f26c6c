import type Docker from 'dockerode';
import { statusOf } from './trouble.ts';

/** Waits between attempts, ms: mounts of a container that just died may be busy for a moment. */
const WAITS_MS = [100, 200, 400, 800, 1_600];

/** Kills a container and removes it. One that is not there is done. */
export async function removeContainer(
  docker: Docker,
  id: string,
  waitsMs: readonly number[] = WAITS_MS,
): Promise<void> {
  const container = docker.getContainer(id);
  // A polite stop would wait for a shell that ignores it. One that is not running cannot be killed.
  await container.kill({ signal: 'SIGKILL' }).catch(() => {});
  for (const wait of [...waitsMs, undefined]) {
    try {
      await container.remove({ force: true, v: true });
      return;
    } catch (error) {
      if (statusOf(error) === 404) return;
      if (wait === undefined) throw error;
      await new Promise((wake) => setTimeout(wake, wait));
    }
  }
}
