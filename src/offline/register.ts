/** The page's side: registers the service worker, tells it what was read, offers its updates. */
import type { ToServiceWorker } from './messages.ts';

const HOUR_MS = 3_600_000;

/** Does nothing where there are no service workers: plain http, private windows of some browsers. */
export async function registerOffline(document: Document): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    reportLoaded(serviceWorker);
    offerUpdates(document, serviceWorker, registration);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') checkHourly(registration);
    });
  } catch (error) {
    console.info('The site works, but not without a network.', error);
  }
}

/** A page of a first visit was loaded past the service worker: it hears of it here. */
function reportLoaded(serviceWorker: ServiceWorkerContainer): void {
  const tell = (paths: readonly string[]) =>
    serviceWorker.ready.then(({ active }) => send(active, { t: 'loaded', paths }));
  void tell([location.pathname]);
  new PerformanceObserver((list) => {
    const urls = list.getEntries().map(({ name }) => new URL(name, location.href));
    const ours = urls.filter(({ origin }) => origin === location.origin);
    if (ours.length > 0) void tell(ours.map(({ pathname }) => pathname));
  }).observe({ type: 'resource', buffered: true });
}

function offerUpdates(
  document: Document,
  serviceWorker: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
): void {
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || !serviceWorker.controller) return;
    showNotice(document, 'A newer version of the course is ready.', 'Update', () => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      send(waiting, { t: 'update' });
    });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  // Pressed in another tab: this page goes on with what it was opened with until it is reloaded.
  const controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (!controlled) return;
    showNotice(document, 'The course was updated in another tab.', 'Reload', () => {
      location.reload();
    });
  });
}

function showNotice(document: Document, words: string, action: string, act: () => void): void {
  const place = document.querySelector<HTMLElement>('[data-slot="update"]');
  if (!place) return;
  const text = document.createElement('p');
  text.textContent = words;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-sm';
  button.textContent = action;
  button.addEventListener('click', act, { once: true });
  place.replaceChildren(text, button);
}

let checkedAt = Date.now();
function checkHourly(registration: ServiceWorkerRegistration): void {
  if (Date.now() - checkedAt < HOUR_MS) return;
  checkedAt = Date.now();
  // Without a network there is nothing new either.
  registration.update().catch(() => {});
}

function send(worker: ServiceWorker | null, message: ToServiceWorker): void {
  worker?.postMessage(message);
}
