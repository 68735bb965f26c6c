/** Brings the exchange page to life. */
import { h, render } from 'preact';
import { changeProgress, loadProgress } from '../../../progress/store.ts';
import { browserStore } from '../../../storage.ts';
import { startDesk } from '../desk-client.ts';
import { Exchange } from './Exchange.tsx';

/** A browser may read a blob after the click that asked for it. */
const KEEP_URL_MS = 60_000;

export function mountExchange(document: Document): void {
  const place = document.querySelector<HTMLElement>('[data-exchange]');
  if (!place) return;
  const keep = browserStore(() => localStorage);
  place.replaceChildren();
  render(
    h(Exchange, {
      desk: startDesk(),
      progress: () => loadProgress(keep),
      changeProgress: (change) => {
        const wanted = changeProgress(keep, change);
        return JSON.stringify(loadProgress(keep)) === JSON.stringify(wanted);
      },
      deliver: ({ name, type, bytes }) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([bytes], { type }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), KEEP_URL_MS);
      },
    }),
    place,
  );
}
