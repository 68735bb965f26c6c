/** Starts the product: the site, and the sandbox behind it. */
import pino from 'pino';
import { assemble } from './assemble.ts';
import { readConfig } from './config.ts';
import { withEmulator } from './http/emulator.ts';
import { openSite } from './http/site.ts';
import { onStop } from './lifespan.ts';
import { createLabServer, listen } from './server.ts';
import { artefactsFolder, artefactsInPlace } from './setup/emulator-image.mjs';

try {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  // Astro's handler listens for these and stays silent outside of its own requests.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const machine = artefactsFolder(config.dataDir);
  const [built, sandbox] = await Promise.all([openSite('dist'), assemble(config, log)]);
  const site = withEmulator(machine, built);
  const server = createLabServer(sandbox.backend, site);
  // Listening first: where the port is taken, another server's machines are left alone.
  await listen(server, config.host, config.port);
  onStop(async () => {
    server.close();
    await sandbox.shutdown();
  });
  const trouble = await sandbox.open().then(
    () => undefined,
    (error: Error) => error.message,
  );
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  if (trouble && artefactsInPlace(machine)) {
    console.log(`Machines run in the learner’s tab, since this host provides none. ${trouble}`);
  } else if (trouble) {
    console.error(
      `Lessons can be read and cards reviewed, but no machine can be started. ${trouble} Or put a machine for the learner’s tab into ${machine}: "npm run image -- emulator" builds it, here or on another computer.`,
    );
  }
  console.log(`Socket Activation Lab: http://${host}:${port}`);
  const link = await sandbox.ownerLink();
  if (link) {
    console.log(
      `To run labs, sign in once, within a day: http://${host}:${port}/class/sign-in/#${link}`,
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
