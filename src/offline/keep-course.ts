import { ArtefactError } from './artefact-error.ts';
import { ask } from './ask.ts';

/** Has the service worker keep all pages of the course. Rejects with an {@link ArtefactError}. */
export async function keepCourse(
  container: Pick<ServiceWorkerContainer, 'getRegistration' | 'ready'> | undefined,
): Promise<void> {
  const registration = await container?.getRegistration();
  const worker = registration && (await container?.ready)?.active;
  if (!worker) throw new ArtefactError('refused', NO_PAGES);
  await new Promise<void>((resolve, reject) => {
    ask(worker, { t: 'keep-course' }, (answer) => {
      if (answer.t === 'done') resolve();
      if (answer.t === 'failed') reject(new ArtefactError('unreachable', answer.message));
    });
  });
}

const NO_PAGES =
  'The machine is kept, but this browser keeps no pages of this site. Open the site over https, allow site data, or leave the private window.';
