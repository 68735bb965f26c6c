/** Brings the page that moves a profile to life. */
import { h, render } from 'preact';
import { changeProgress, loadProgress } from '../../../progress/store.ts';
import { browserStore } from '../../../storage.ts';
import { startDesk } from '../desk-client.ts';
import { Move } from './Move.tsx';

export function mountMove(document: Document): void {
  const place = document.querySelector<HTMLElement>('[data-move]');
  if (!place) return;
  const keep = browserStore(() => localStorage);
  const { origin, pathname, hash } = location;
  // The code leaves the address: whoever looks over the shoulder later finds nothing.
  if (hash) history.replaceState(null, '', pathname);
  place.replaceChildren();
  render(
    h(Move, {
      desk: startDesk(),
      effects: { fetch: (...asked) => fetch(...asked), crypto },
      address: origin + pathname,
      given: hash.slice(1, 20),
      progress: () => loadProgress(keep),
      changeProgress: (change) => {
        const wanted = changeProgress(keep, change);
        return JSON.stringify(loadProgress(keep)) === JSON.stringify(wanted);
      },
    }),
    place,
  );
}
