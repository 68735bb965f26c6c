// @ts-check
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until no other set-up works on the same folder, and keeps others waiting until released or
 * until this process ends. The lock is a Unix socket in the abstract namespace (unix(7)): the
 * kernel frees it by itself, so none is ever stale.
 *
 * @param {string} folder
 * @param {() => void} onWait called once when there is someone to wait for
 * @returns {Promise<() => void>} releases it
 */
export async function takeTurn(folder, onWait) {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const name = `\0socket-activation-lab-setup-${hash}`;
  for (let waited = false; ; waited = true) {
    const release = await listenOn(name);
    if (release) return release;
    if (!waited) onWait();
    await sleep(200);
  }
}

/**
 * @param {string} name
 * @returns {Promise<(() => void) | undefined>} undefined when another process has the name
 */
function listenOn(name) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      // A host without abstract sockets has no turns to take.
      resolve(error.code === 'EADDRINUSE' ? undefined : () => {});
    });
    server.listen(name, () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}
