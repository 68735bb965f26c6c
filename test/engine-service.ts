import { locateEngine } from '../sandbox/setup/engine-host.mjs';

/**
 * One engine service for all tests that need one, and for the servers they start: DOCKER_HOST leads
 * them to it. On a host where the engine runs anyway, this starts nothing.
 */
export default async function shareEngineService(): Promise<() => Promise<void>> {
  const engine = await locateEngine();
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = `unix://${engine.socketPath}`;
  return async () => {
    if (before === undefined) delete process.env.DOCKER_HOST;
    await engine.stop();
  };
}
