/** The contract on the container engine of this host; without one it fails, and says what to do. */
import { randomBytes } from 'node:crypto';
import { openContainerEngine } from '../../../sandbox/engines/container.ts';
import { locateEngine } from '../../../sandbox/setup/engine-host.mjs';
import { engineContract } from '../../engines/contract.ts';

/** A name of its own, so that it meets no machines of a server that is running. */
const installation = `test-${randomBytes(8).toString('hex')}`;

engineContract('container', async () => openContainerEngine(await locateEngine(), installation));
