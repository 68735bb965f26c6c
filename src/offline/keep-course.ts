import { ArtefactError } from './artefact-error.ts';
import type { FromServiceWorker, ToServiceWorker } from './messages.ts';

/**
 * Has the service worker keep all pages of the course. Resolves when it has, or where there is none:
 * then the site itself is not there without a network either. Rejects with an
 * {@link ArtefactError}.
 */
export function keepCourse(
  container: Pick<ServiceWorkerContainer, 'controller'> | undefined,
): Promise<void> {
  const worker = container?.controller;
  if (!worker) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<FromServiceWorker>) => {
      if (data.t === 'kept') return;
      port1.close();
      if (data.t === 'done') resolve();
      else reject(new ArtefactError('unreachable', data.message));
    };
    worker.postMessage({ t: 'keep-course' } satisfies ToServiceWorker, [port2]);
  });
}
