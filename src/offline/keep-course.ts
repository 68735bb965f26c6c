import { ArtefactError } from './artefact-error.ts';
import type { FromServiceWorker, ToServiceWorker } from './messages.ts';

/** Has the service worker keep all pages of the course. Rejects with an {@link ArtefactError}. */
export async function keepCourse(
  container: Pick<ServiceWorkerContainer, 'getRegistration' | 'ready'> | undefined,
): Promise<void> {
  const registration = await container?.getRegistration();
  if (!container || !registration) throw new ArtefactError('refused', NO_PAGES);
  const { active } = await container.ready;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<FromServiceWorker>) => {
    if (data.t === 'kept') return;
    port1.close();
    if (data.t === 'done') resolve();
    else reject(new ArtefactError('unreachable', data.message));
  };
  active?.postMessage({ t: 'keep-course' } satisfies ToServiceWorker, [port2]);
  return promise;
}

const NO_PAGES =
  'The machine is kept, but this browser keeps no pages of this site. Open the site over https, allow site data, or leave the private window.';
