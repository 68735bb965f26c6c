import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

/** A name for the server that keeps its sessions in `folder`: the same after every restart. */
export function installationName(folder: string): string {
  const hash = createHash('sha256').update(`${hostname()}\0${resolve(folder)}`);
  return hash.digest('hex').slice(0, 32);
}

/**
 * Claims a session folder for this process: a second server on it would take the first one's
 * machines for leftovers. The claim is a listening socket in Linux's abstract namespace, see
 * unix(7): it ends with the process, however that ends. Throws when another process has it.
 */
export async function claimSessions(folder: string): Promise<void> {
  const claim = createServer((socket) => socket.destroy());
  await new Promise<void>((done, fail) => {
    claim.once('error', (cause: NodeJS.ErrnoException) => {
      const taken =
        `Another server of this lab already keeps its sessions in ${folder}. End it, or give ` +
        'this one a folder of its own: SESSION_DIR=./data/second npm start';
      fail(cause.code === 'EADDRINUSE' ? new Error(taken, { cause }) : cause);
    });
    claim.listen(`\0socket-activation-lab-${installationName(folder)}`, done);
  });
  claim.unref();
}
