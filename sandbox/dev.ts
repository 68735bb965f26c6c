/** Astro's dev server with hot reload, and the real sandbox behind it. */
import type { AstroIntegration } from 'astro';
import { dev } from 'astro';
import pino from 'pino';
import { assemble } from './assemble.ts';
import { readConfig } from './config.ts';
import { onStop } from './lifespan.ts';
import type { Backend } from './server.ts';

const config = readConfig(process.env);
const sandbox = await assemble(config, pino({ level: config.logLevel }, pino.destination(2)));
const site = await dev({
  integrations: [behind(sandbox.backend)],
  server: { host: config.host, port: config.port },
});
onStop(async () => {
  await site.stop();
  await sandbox.shutdown();
});
await sandbox.open().catch((error: Error) => console.error(error.message));

/** Puts the sandbox into the dev server: requests as a middleware, WebSockets beside Vite's own. */
function behind(backend: Backend): AstroIntegration {
  return {
    name: 'sandbox',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          if (backend.concerns(request)) backend.api(request, response);
          else next();
        });
        server.httpServer?.on('upgrade', (request, socket, head) => {
          if (backend.concerns(request)) backend.upgrades.handle(request, socket, head);
        });
      },
    },
  };
}
