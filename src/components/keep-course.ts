/** Asks the service worker to keep the whole course, and tells how far it is. */

import { ask } from '../offline/ask.ts';
import { inMegabytes } from '../offline/megabytes.ts';
import type { FromServiceWorker } from '../offline/messages.ts';

type Kept = Extract<FromServiceWorker, { t: 'kept' }>;

/** Shows nothing where the browser has no service workers, or none could be registered. */
export async function keepCourse(
  document: Document,
  serviceWorker: ServiceWorkerContainer | undefined,
): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-slot="keep-course"]');
  const button = place?.querySelector<HTMLButtonElement>('[data-action="keep-course"]');
  const size = place?.querySelector('[data-slot="keep-course-size"]');
  const status = place?.querySelector('[data-slot="keep-course-status"]');
  if (!serviceWorker || !place || !button || !size || !status) return;
  const { active } = await serviceWorker.ready;
  if (!active) return;
  const show = ({ keptBytes, totalBytes }: Kept): void => {
    const whole = keptBytes >= totalBytes;
    button.hidden = whole;
    size.textContent = ` (${inMegabytes(totalBytes - keptBytes)})`;
    if (whole) status.textContent = `The whole course is kept, ${inMegabytes(totalBytes)}.`;
  };
  ask(active, { t: 'kept' }, (answer) => {
    if (answer.t !== 'kept') return;
    show(answer);
    place.hidden = false;
  });
  button.addEventListener('click', () => {
    button.disabled = true;
    status.textContent = 'Keeping the course.';
    ask(active, { t: 'keep-course' }, (answer) => {
      if (answer.t === 'kept') {
        const { keptBytes, totalBytes } = answer;
        status.textContent = `${inMegabytes(keptBytes)} of ${inMegabytes(totalBytes)}`;
        show(answer);
        return;
      }
      button.disabled = false;
      if (answer.t === 'failed') status.textContent = answer.message;
    });
  });
}
